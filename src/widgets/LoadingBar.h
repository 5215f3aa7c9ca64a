// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

namespace mk {

class Theme;

// The 2 px line under a filter bar while something loads. It lies over the content's top edge,
// so that nothing jumps.
class LoadingBar final : public QWidget
{
    Q_OBJECT
public:
    explicit LoadingBar(const Theme *theme, QWidget *parent = nullptr);

    // Appears after 200 ms of loading. total < 0: not known, a piece runs along the line.
    void start(qint64 done = 0, qint64 total = -1);
    void setProgress(qint64 done, qint64 total);
    void stop();
    bool isShown() const { return m_shown; }
    QSize sizeHint() const override { return {100, 2}; }

Q_SIGNALS:
    void appeared(); // the 200 ms are over

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme *m_theme;
    QTimer m_delay;
    QTimer m_tick;
    QElapsedTimer m_running;
    qint64 m_done = 0;
    qint64 m_total = -1;
    bool m_shown = false;
};

} // namespace mk
