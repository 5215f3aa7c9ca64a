// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Job.h"
#include "panels/Panel.h"
#include "platform/Environment.h"
#include "widgets/DialogFrame.h"

#include <memory>

class QListWidget;
class QPushButton;
class QScrollArea;
class QToolButton;
class QVBoxLayout;

namespace mk {

namespace Ui {
class EnvironmentForm;
}
class EndpointRow;
class FormRow;
class SegmentedControl;

// The environments and their endpoints: add, duplicate, delete, import, test each endpoint as it stands, save all at once.
// Nothing is stored, secrets neither, before Save.
class EnvironmentsDialog final : public DialogFrame
{
    Q_OBJECT
public:
    EnvironmentsDialog(const PanelContext &context, QWidget *parent);
    ~EnvironmentsDialog() override;

    void choose(const QString &environmentId);
    // One that is open and not stored (from the command line): saving keeps it.
    void offer(const Environment &environment);
    void openFirstConnection(); // the dialog of the first endpoint, as a click on its credential does

Q_SIGNALS:
    void saved(const QString &chosenId);

private:
    // One environment while it is edited.
    struct Draft
    {
        Environment loaded; // as the store has it, or as it was imported; a new one is empty
        Environment edited;
        QHash<QString, QByteArray> secrets; // typed, by store id
    };
    void buildForm();
    void fillList();
    void addDraft(const Environment &environment, const Environment &loaded);
    void addNew();
    void duplicate();
    void removeChosen();
    void importFile();
    void showPresets();
    void showDraft(int index);
    bool isBlank();
    bool takeForm(); // the form's fields into the draft; false: something in it is wrong and marked
    EndpointRow *addRow(const QString &label, const Endpoint &endpoint, bool isProxy);
    void addKongNode();
    void testAll();
    void tellTests();
    void save();
    void storeSecrets();

    PanelContext m_context;
    QList<Draft> m_drafts;
    int m_current = -1;
    QListWidget *m_list;
    QToolButton *m_delete;
    QWidget *m_form;
    std::unique_ptr<Ui::EnvironmentForm> m_ui;
    FormRow *m_nameRow;
    SegmentedControl *m_stage;
    QVBoxLayout *m_rows;
    QList<EndpointRow *> m_endpointRows;
    QPushButton *m_testAll;
    QPushButton *m_save;
    JobScope m_jobs;
};

} // namespace mk
