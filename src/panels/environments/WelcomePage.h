// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Job.h"
#include "panels/Panel.h"
#include "platform/Environment.h"

#include <QWidget>

#include <memory>

namespace mk {

namespace Ui {
class WelcomeForm;
}

// What stands in the window while no environment is open: those there are, and the ways to a first one.
class WelcomePage final : public QWidget
{
    Q_OBJECT
public:
    explicit WelcomePage(const PanelContext &context, QWidget *parent = nullptr);
    ~WelcomePage() override;
    void refresh(); // the list of environments changed

    // Told while the demo platform, which was asked for here, is on its way.
    void setDemoStarting(bool starting);

Q_SIGNALS:
    void environmentChosen(const mk::Environment &environment);
    void editorRequested();
    void demoRequested();

private:
    void importFile();
    void lookOnThisMachine();
    void tell(const QString &text, bool wrong);

    PanelContext m_context;
    std::unique_ptr<Ui::WelcomeForm> m_ui;
    JobScope m_jobs;
};

} // namespace mk
