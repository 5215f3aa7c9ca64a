// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Job.h"
#include "panels/Panel.h"
#include "platform/Settings.h"

class QPushButton;
class QVBoxLayout;

namespace mk {

class Banner;
class PanelFrame;
class TextLabel;

// How the program looks, how often it asks, where secrets are kept and how long the journal remembers.
class SettingsPanel final : public Panel
{
    Q_OBJECT
public:
    explicit SettingsPanel(const PanelContext &context, QWidget *parent = nullptr);

    void setSession(PlatformSession *) override {}
    void setShown(bool shown) override;
    QList<TourScene> tourScenes() override;

private:
    QVBoxLayout *addSection(const QString &title);
    void addSpin(QVBoxLayout *to, const QString &label, const QString &help, Setting<int> &setting, int low, int high,
                 const QString &suffix);
    void addSeconds(QVBoxLayout *to, const QString &label, const QString &help, Setting<std::chrono::seconds> &setting,
                    int low, int high);
    void addSwitch(QVBoxLayout *to, const QString &text, Setting<bool> &setting);
    void buildAppearance();
    void buildRefresh();
    void buildSecrets();
    void buildJournal();
    void refreshSecrets();
    void refreshProblem();

    PanelFrame *m_frame;
    QVBoxLayout *m_column;
    TextLabel *m_secretsText = nullptr;
    QPushButton *m_secretsButton = nullptr;
    JobScope m_jobs;
};

} // namespace mk
