// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Job.h"
#include "panels/Panel.h"
#include "platform/Settings.h"

#include <functional>
#include <memory>

class QCheckBox;
class QSpinBox;

namespace mk {

namespace Ui {
class SettingsForm;
}
class FormLook;
class FormRow;
class PanelFrame;

// How the program looks, how often it asks, where secrets are kept and how long the journal remembers.
class SettingsPanel final : public Panel
{
    Q_OBJECT
public:
    explicit SettingsPanel(const PanelContext &context, QWidget *parent = nullptr);
    ~SettingsPanel() override;

    void setSession(PlatformSession *) override {}
    void setShown(bool shown) override;
    QList<TourScene> tourScenes() override;

private:
    void buildAppearance();
    void buildJournal(const FormLook &rows);
    void bind(QCheckBox *box, Setting<bool> &setting);
    void bind(QSpinBox *spin, Setting<int> &setting);
    void bind(QSpinBox *spin, Setting<std::chrono::seconds> &setting);
    // Choices side by side in a box of the form: id and title of each. The setting is read by its id and written by it.
    using Choices = QList<QPair<QString, QString>>;
    void addChoice(QWidget *box, const QString &name, const Choices &choices, const std::function<QString()> &read,
                   const std::function<void(const QString &)> &write);
    void refreshSecrets();
    void refreshProblem();

    PanelFrame *m_frame;
    std::unique_ptr<Ui::SettingsForm> m_ui;
    FormRow *m_secretsRow = nullptr; // of the button
    JobScope m_jobs;
};

} // namespace mk
