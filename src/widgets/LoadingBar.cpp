// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/LoadingBar.h"

#include "widgets/Theme.h"

#include <QPainter>

#include <algorithm>

namespace mk {

namespace {

constexpr int delayMs = 200;
constexpr int tickMs = 50;
constexpr int lapMs = 1600; // of the running piece over the whole line

} // namespace

LoadingBar::LoadingBar(const Theme *theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFixedHeight(2);
    m_delay.setSingleShot(true);
    m_delay.setInterval(delayMs);
    m_tick.setInterval(tickMs);
    connect(&m_delay, &QTimer::timeout, this, [this] {
        m_shown = true;
        m_running.start();
        show();
        raise();
        if (m_total < 0)
            m_tick.start();
        update();
        Q_EMIT appeared();
    });
    connect(&m_tick, &QTimer::timeout, this, [this] { update(); });
    setAccessibleName(tr("Loading"));
    hide();
}

void LoadingBar::start(qint64 done, qint64 total)
{
    m_done = done;
    m_total = total;
    if (!m_shown && !m_delay.isActive())
        m_delay.start();
}

void LoadingBar::setProgress(qint64 done, qint64 total)
{
    m_done = done;
    m_total = total;
    if (m_shown && total < 0 && !m_tick.isActive())
        m_tick.start();
    else if (total >= 0)
        m_tick.stop();
    update();
}

void LoadingBar::stop()
{
    m_delay.stop();
    m_tick.stop();
    m_shown = false;
    hide();
}

void LoadingBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme->color(Token::Line));
    QRect piece = rect();
    if (m_total > 0) {
        piece.setWidth(int(width() * std::clamp(double(m_done) / double(m_total), 0.0, 1.0)));
    } else {
        const int length = width() / 4;
        const int at = int((m_running.elapsed() % lapMs) * (width() + length) / lapMs) - length;
        piece = QRect(at, 0, length, height());
    }
    painter.fillRect(piece, m_theme->color(Token::AccentFill));
}

} // namespace mk
