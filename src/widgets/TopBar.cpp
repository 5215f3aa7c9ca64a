// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/TopBar.h"

#include "widgets/Badges.h"
#include "widgets/Buttons.h"
#include "widgets/Icons.h"
#include "widgets/StylePaint.h"

#include <QBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QResizeEvent>

namespace mk {

namespace {

QFont stageFont(const Theme *theme)
{
    QFont font = theme->font(FontRole::CaptionStrong);
    font.setLetterSpacing(QFont::AbsoluteSpacing, 0.4);
    return font;
}

// Looks like a field, is a button: the palette that it opens has the real one.
class SearchButton final : public QAbstractButton
{
public:
    SearchButton(const Theme *theme, const QString &text, const QString &key, QWidget *parent)
        : QAbstractButton(parent), m_theme(theme), m_key(key)
    {
        setText(text);
        setAccessibleName(text);
        setFocusPolicy(Qt::StrongFocus);
        setAttribute(Qt::WA_Hover);
        setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    }
    QSize sizeHint() const override { return {m_theme->scaled(272), m_theme->controlHeight()}; }
    QSize minimumSizeHint() const override { return {40, m_theme->controlHeight()}; }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        panelRounded(&painter, rect(), m_theme->color(underMouse() ? Token::Hover : Token::Base), m_theme->color(Token::Field), 4);
        paintIcon(&painter, QStringLiteral("search"), QRect(9, (height() - 16) / 2, 16, 16), m_theme->color(Token::Text2));
        int right = width() - 9;
        painter.setFont(m_theme->font(FontRole::CaptionMedium));
        const int keyWidth = painter.fontMetrics().horizontalAdvance(m_key) + 10;
        const int keyHeight = m_theme->scaled(18);
        if (width() > 160) {
            const QRect cap(right - keyWidth, (height() - keyHeight) / 2, keyWidth, keyHeight);
            panelRounded(&painter, cap, m_theme->color(Token::Sunken), m_theme->color(Token::Border), 3);
            painter.setPen(m_theme->color(Token::Text3));
            drawTextLine(&painter, cap, Qt::AlignHCenter, m_key);
            right = cap.left() - 8;
        }
        painter.setFont(m_theme->font(FontRole::Body));
        painter.setPen(m_theme->color(Token::Text3));
        const QRect at(33, 0, right - 33, height());
        drawTextLine(&painter, at, Qt::AlignLeft, painter.fontMetrics().elidedText(text(), Qt::ElideRight, at.width()));
        if (hasFocus() && window()->testAttribute(Qt::WA_KeyboardFocusChange))
            paintFocusRing(&painter, *m_theme, rect(), 4);
    }

private:
    const Theme *m_theme;
    QString m_key;
};

} // namespace

EnvironmentButton::EnvironmentButton(const Theme *theme, QWidget *parent) : QAbstractButton(parent), m_theme(theme)
{
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setEnvironment({}, {}, Token::Dev);
}

void EnvironmentButton::setEnvironment(const QString &name, const QString &stageWord, Token stageColor)
{
    m_name = name;
    m_stage = stageWord.toUpper();
    m_stageColor = stageColor;
    setAccessibleName(tr("Environment"));
    setAccessibleDescription(name.isEmpty() ? tr("none open") : QString(name + QStringLiteral(", ") + stageWord));
    update();
}

QSize EnvironmentButton::sizeHint() const
{
    return {m_theme->scaled(192), m_theme->scaled(32)};
}

void EnvironmentButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    panelRounded(&painter, rect(), m_theme->color(underMouse() || isDown() ? Token::Hover : Token::Base),
                 m_theme->color(underMouse() ? Token::Field : Token::Border), 4);
    if (hasFocus() && window()->testAttribute(Qt::WA_KeyboardFocusChange))
        paintFocusRing(&painter, *m_theme, rect(), 4);
    int right = width() - 9;
    paintIcon(&painter, QStringLiteral("selector"), QRect(right - 12, (height() - 12) / 2, 12, 12), m_theme->color(Token::Text2));
    right -= 12 + 8;
    if (!m_stage.isEmpty()) {
        painter.setFont(stageFont(m_theme));
        const int badgeWidth = painter.fontMetrics().horizontalAdvance(m_stage) + 12;
        const int badgeHeight = m_theme->scaled(18);
        const QRect badge(right - badgeWidth, (height() - badgeHeight) / 2, badgeWidth, badgeHeight);
        fillRounded(&painter, badge, m_theme->color(m_stageColor), 3);
        painter.setPen(m_theme->color(Token::OnStage));
        drawTextLine(&painter, badge, Qt::AlignHCenter, m_stage);
        right -= badgeWidth + 8;
    }
    painter.setFont(m_theme->font(FontRole::BodyStrong));
    painter.setPen(m_theme->color(m_name.isEmpty() ? Token::Text2 : Token::Text));
    const QString text = m_name.isEmpty() ? tr("No environment") : m_name;
    drawTextLine(&painter, QRect(9, 0, right - 9, height()), Qt::AlignLeft,
                 painter.fontMetrics().elidedText(text, Qt::ElideRight, right - 9));
}

TopBar::TopBar(const Theme *theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_environment(new EnvironmentButton(theme, this))
    , m_lock(makeButton(theme, {}, QStringLiteral("lock-open"), this, ButtonKind::Ghost))
    , m_demo(makeButton(theme, tr("Demo"), QStringLiteral("tool"), this, ButtonKind::Ghost))
    , m_search(new SearchButton(theme, tr("Search or run a command"), tr("Ctrl+K"), this))
    , m_pillRow(new QHBoxLayout)
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(8, Theme::stageStrip, 12, 1);
    row->setSpacing(8);
    row->addWidget(m_environment);
    row->addWidget(m_lock);
    row->addWidget(m_demo);
    row->addWidget(m_search);
    row->addStretch(1);
    m_pillRow->setSpacing(8);
    row->addLayout(m_pillRow);
    m_search->hide();
    m_lock->hide();
    m_demo->setToolTip(tr("This platform is simulated on this computer. Click to let something go wrong."));
    m_demo->hide();
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(m_environment, &QAbstractButton::clicked, this, &TopBar::environmentClicked);
    connect(m_lock, &QAbstractButton::clicked, this, &TopBar::lockClicked);
    connect(m_demo, &QAbstractButton::clicked, this, &TopBar::demoClicked);
    connect(m_search, &QAbstractButton::clicked, this, &TopBar::searchClicked);
    refreshLock();
}

void TopBar::setEnvironment(const QString &name, const QString &stageWord, Token stageColor)
{
    m_environment->setEnvironment(name, stageWord, stageColor);
    m_stage = name.isEmpty() ? std::nullopt : std::optional(stageColor);
    update();
}

void TopBar::setReadOnly(bool locked, bool canUnlock)
{
    m_readOnly = locked;
    m_canUnlock = canUnlock;
    refreshLock();
}

void TopBar::refreshLock()
{
    m_lock->setText(m_readOnly ? tr("Read-only") : tr("Writable"));
    m_lock->setIcon(m_theme->icon(m_readOnly ? QStringLiteral("lock") : QStringLiteral("lock-open")));
    m_lock->setToolTip(!m_readOnly      ? tr("Changes can be sent. Click to lock.")
                           : m_canUnlock ? tr("No writing request leaves this computer. Click to unlock.")
                                         : tr("This environment is read-only by its settings."));
    m_lock->setAccessibleDescription(m_lock->toolTip());
}

void TopBar::setLockVisible(bool visible)
{
    m_lock->setVisible(visible);
}

void TopBar::setDemoVisible(bool visible)
{
    m_demo->setVisible(visible);
    fitPills();
}

QWidget *TopBar::demoButton() const
{
    return m_demo;
}

void TopBar::setSearchVisible(bool visible)
{
    m_search->setVisible(visible);
}

void TopBar::setPill(const QString &id, Status status, const QString &name, const QString &version, const QString &latency)
{
    Pill *&pill = m_pills[id];
    if (!pill) {
        pill = new Pill(m_theme, this);
        m_order.append(id);
        m_pillRow->addWidget(pill);
        connect(pill, &QAbstractButton::clicked, this, [this, id] { Q_EMIT pillClicked(id); });
    }
    pill->setContent(status, name, version, latency);
    fitPills();
}

void TopBar::removePill(const QString &id)
{
    delete m_pills.take(id);
    m_order.removeAll(id);
    fitPills();
}

void TopBar::clearPills()
{
    qDeleteAll(m_pills);
    m_pills.clear();
    m_order.clear();
}

QWidget *TopBar::pill(const QString &id) const
{
    return m_pills.value(id);
}

QSize TopBar::sizeHint() const
{
    return {800, m_theme->scaled(48)};
}

void TopBar::fitPills()
{
    const int fixed = m_environment->sizeHint().width() + m_lock->sizeHint().width() + 20 + 4 * 8
        + (m_demo->isVisibleTo(this) ? m_demo->sizeHint().width() + 8 : 0)
        + (m_search->isVisibleTo(this) ? m_search->minimumSizeHint().width() + 80 : 0);
    for (int brevity = 0; brevity < 3; ++brevity) {
        int wanted = fixed;
        for (const Pill *pill : std::as_const(m_pills))
            wanted += pill->widthAt(brevity) + 8;
        if (wanted > width() && brevity < 2)
            continue;
        for (Pill *pill : std::as_const(m_pills))
            pill->setBrevity(brevity);
        return;
    }
}

void TopBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fitPills();
}

void TopBar::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::FontChange)
        fitPills();
    QWidget::changeEvent(event);
}

void TopBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme->color(Token::Window));
    painter.fillRect(QRect(0, height() - 1, width(), 1), m_theme->color(Token::Line));
    if (m_stage)
        painter.fillRect(QRect(0, 0, width(), Theme::stageStrip), m_theme->color(*m_stage));
}

} // namespace mk
