// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "panels/metrics/TimeWindow.h"
#include "widgets/Theme.h"

#include <QWidget>

class QPushButton;
class QToolButton;

namespace mk {

class ElidedLabel;
class SegmentedControl;
class TextLabel;

// The time that a page of charts shows: "15 min … 30 d", a range of one's own, back, and whether it goes on by itself.
class RangeBar final : public QWidget
{
    Q_OBJECT
public:
    explicit RangeBar(const Theme *theme, QWidget *parent = nullptr);

    void setWindow(const TimeWindow &window);
    void setRangeText(const QString &text, const QString &tooltip); // "13:05 to 14:05, step 30 s"
    void setRefreshText(const QString &text);                       // "Refresh every 15 s"
    void setPaused(bool paused);
    void setBackEnabled(bool enabled);

Q_SIGNALS:
    void windowChosen(const TimeWindow &window);
    void customWanted();
    void backClicked();
    void pauseToggled(bool paused);

private:
    const Theme *m_theme;
    SegmentedControl *m_ranges;
    QToolButton *m_back;
    ElidedLabel *m_text;
    TextLabel *m_refresh;
    QPushButton *m_pause;
    TimeWindow m_window;
    bool m_paused = false;
};

} // namespace mk
