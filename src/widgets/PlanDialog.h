// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/DialogFrame.h"
#include "widgets/DiffView.h"
#include "widgets/PlanImpacts.h"

class QAbstractItemModel;
class QLineEdit;
class QPushButton;
class QStackedWidget;

namespace mk {

class Banner;
class CodeEditor;
class EntityTable;
class MarkedLabel;
class PlanList;
class SegmentedControl;

// Everything that the plan dialog shows, as plain values; who knows plans fills it.
struct PlanPreview
{
    struct Change
    {
        QString verb = {};       // "Update instance"
        QString system = {};     // "Consul"
        QString entity = {};     // "microservice-apps-management-x2k9"
        Status state = Status::None;
        QString stateText = {};  // "Unchanged, re-read 1 s ago"
    };
    // What a change touches; sentences may carry marks.
    struct Effect
    {
        QString what = {};
        Status nowStatus = Status::None;
        QString now = {};
        QString goesWith = {};
        QString afterwards = {};
        Status undoStatus = Status::None;
        QString undo = {};
    };

    QString title = {};    // "Apply plan"
    QString subtitle = {}; // "One port for /apps, one owner for /saml"
    QString environment = {};
    QString stageWord = {};
    Token stageColor = Token::Dev;

    QList<Change> changes = {};
    QString changesNote = {}; // "2 systems, in this order"
    QList<DiffPart> parts = {};      // one a change
    QStringList requests = {};       // one a change: the request as it will be sent, secrets left out
    QList<Effect> effects = {};      // one a change
    Status warning = Status::None;
    QString warningTitle = {};
    QString warningText = {};
    QString typedName = {};   // must be typed to confirm; empty: nothing to type
    bool destroys = false;
    QString applyText = {};   // "Apply 3 changes"
    QString footNote = {};    // "Each step is in the journal before it is sent."
    bool canApply = true;
    QString whyNot = {};      // beside the disabled button
};

// The preview of a plan: what will be sent, what is there, what it touches, and the confirmation that fits the damage.
class PlanDialog final : public DialogFrame
{
    Q_OBJECT
public:
    PlanDialog(const Theme *theme, QWidget *parent);

    void setPreview(const PlanPreview &preview);
    // What hangs on what the plan takes away, as far as it has been found out; note: what is missing of it.
    void setImpacts(const QList<PlanImpact> &impacts, const QString &note);
    // While it runs or after it stopped: state of one change; index from 0.
    void setChangeState(int index, Status state, const QString &text);
    // Running: Apply is off, Cancel reads "Stop".
    void setRunning(bool running);
    // A banner in place of the warning: what stopped the plan.
    Banner *banner() const { return m_banner; }
    QPushButton *applyButton() const { return m_apply; }
    QLineEdit *confirmEdit() const { return m_confirm; }

Q_SIGNALS:
    void applyRequested();
    void stopRequested();
    void copyCurlRequested(int change);
    void changeSelected(int index);

private:
    void select(int index);
    void refreshApply();
    const Theme *m_theme;
    PlanPreview m_preview;
    TextLabel *m_changesTitle;
    TextLabel *m_changesNote;
    PlanList *m_list;
    SegmentedControl *m_view;
    QStackedWidget *m_stack;
    DiffView *m_diff;
    CodeEditor *m_request;
    EntityTable *m_effects;
    QAbstractItemModel *m_effectsModel = nullptr;
    PlanImpacts *m_impacts;
    Banner *m_banner;
    QWidget *m_bannerBox;
    QWidget *m_confirmRow;
    MarkedLabel *m_confirmLabel;
    QLineEdit *m_confirm;
    QAbstractButton *m_cancel;
    QPushButton *m_apply;
    int m_selected = 0;
    bool m_running = false;
};

} // namespace mk
