// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Job.h"
#include "panels/Panel.h"
#include "platform/Environment.h"

#include <QWidget>

class QVBoxLayout;

namespace mk {

class EmptyState;
class TextLabel;

// What stands in the window while no environment is open: those there are, and the ways to a first one.
class WelcomePage final : public QWidget
{
    Q_OBJECT
public:
    explicit WelcomePage(const PanelContext &context, QWidget *parent = nullptr);
    void refresh(); // the list of environments changed

Q_SIGNALS:
    void environmentChosen(const mk::Environment &environment);
    void editorRequested();

private:
    void importFile();
    void lookOnThisMachine();
    void tell(const QString &text, bool wrong);

    PanelContext m_context;
    QVBoxLayout *m_list;
    TextLabel *m_title;
    TextLabel *m_sentence;
    TextLabel *m_note;
    JobScope m_jobs;
};

} // namespace mk
