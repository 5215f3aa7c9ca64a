// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/metrics/RangeBar.h"

#include "core/SafeText.h"
#include "widgets/Buttons.h"
#include "widgets/Labels.h"
#include "widgets/Segments.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QToolButton>

namespace mk {

namespace {

const QString custom = QStringLiteral("custom");
constexpr qint64 minute = 60'000;

} // namespace

RangeBar::RangeBar(const Theme *theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_ranges(new SegmentedControl(theme, tr("Time range"), this))
    , m_back(makeIconButton(theme, QStringLiteral("arrow-back-up"), tr("Back to the range before"), this))
    , m_text(new ElidedLabel(theme, FontRole::Body, Tone::Secondary, this))
    , m_refresh(new TextLabel(theme, FontRole::Body, Tone::Secondary, this))
    , m_pause(makeButton(theme, tr("Pause"), QStringLiteral("player-pause"), this))
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    const std::pair<int, QString> lengths[]{{5, tr("5 min")},        {15, tr("15 min")},        {60, tr("1 h")},
                                            {6 * 60, tr("6 h")},     {24 * 60, tr("24 h")},     {7 * 24 * 60, tr("7 d")},
                                            {30 * 24 * 60, tr("30 d")}};
    for (const auto &[minutes, title] : lengths)
        m_ranges->addSegment(QString::number(minutes * minute), title);
    m_ranges->addSegment(custom, tr("Custom…"));
    row->addWidget(m_ranges);
    row->addWidget(m_back);
    row->addWidget(m_text, 1);
    row->addWidget(m_refresh);
    row->addWidget(m_pause);
    m_back->setEnabled(false);
    connect(m_ranges, &SegmentedControl::chosen, this, [this](const QString &id) {
        setWindow(m_window); // its owner says what is shown
        if (id == custom)
            Q_EMIT customWanted();
        else
            Q_EMIT windowChosen({.length = id.toLongLong(), .fixed = {}});
    });
    connect(m_back, &QToolButton::clicked, this, &RangeBar::backClicked);
    connect(m_pause, &QPushButton::clicked, this, [this] {
        setPaused(!m_paused);
        Q_EMIT pauseToggled(m_paused);
    });
    setWindow({});
}

void RangeBar::setWindow(const TimeWindow &window)
{
    m_window = window;
    m_ranges->setCurrentId(window.fixed ? custom : QString::number(window.length));
    m_pause->setEnabled(!window.fixed);
}

void RangeBar::setRangeText(const QString &text, const QString &tooltip)
{
    m_text->setText(text);
    m_text->setToolTip(tooltipText(tooltip));
}

void RangeBar::setRefreshText(const QString &text)
{
    m_refresh->setText(text);
}

void RangeBar::setPaused(bool paused)
{
    m_paused = paused;
    m_pause->setText(paused ? tr("Go on") : tr("Pause"));
    m_pause->setIcon(m_theme->icon(paused ? QStringLiteral("player-play") : QStringLiteral("player-pause")));
}

void RangeBar::setBackEnabled(bool enabled)
{
    m_back->setEnabled(enabled);
}

} // namespace mk
