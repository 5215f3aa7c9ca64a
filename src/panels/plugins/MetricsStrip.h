// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Job.h"
#include "panels/Panel.h"
#include "platform/KongMetricsState.h"

#include <QPointer>
#include <QTimer>

class QPushButton;

namespace mk {

class ElidedLabel;
class ShapeWidget;

// One line over the plugins: whether Kong measures its requests and whether Prometheus reads that, with the way to switch it on.
// Prometheus is asked for its targets while the line is on screen, no oftener than it scrapes.
class MetricsStrip final : public QWidget
{
    Q_OBJECT
public:
    explicit MetricsStrip(const PanelContext &context, QWidget *parent = nullptr);
    ~MetricsStrip() override;

    void setSession(PlatformSession *session);
    void setBlocked(const QString &why); // empty: something may be written

Q_SIGNALS:
    void enableRequested(const mk::kongmetrics::State &state);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void askTargets();
    void refresh();

    PanelContext m_context;
    QPointer<PlatformSession> m_session;
    ShapeWidget *m_shape;
    ElidedLabel *m_text;
    QPushButton *m_enable;
    QTimer m_again;
    std::optional<std::vector<prometheus::Target>> m_targets;
    kongmetrics::State m_state;
    QString m_blocked;
    JobScope m_jobs;
};

} // namespace mk
