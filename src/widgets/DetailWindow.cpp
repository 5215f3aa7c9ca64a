// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/DetailWindow.h"

#include "core/SafeText.h"
#include "widgets/Banner.h"
#include "widgets/DetailDrawer.h"

#include <QPainter>
#include <QShortcut>
#include <QVBoxLayout>

namespace mk {

namespace {
constexpr QSize smallest{360, 320};
} // namespace

DetailWindow::DetailWindow(const Theme *theme, DetailDrawer *drawer)
    : QWidget(nullptr, Qt::Window)
    , m_theme(theme)
    , m_noticeBox(new QWidget(this))
    , m_notice(new Banner(theme, m_noticeBox))
    , m_drawer(drawer)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setMinimumSize(smallest);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, Theme::stageStrip, 0, 0);
    column->setSpacing(0);
    auto *noticeColumn = new QVBoxLayout(m_noticeBox);
    noticeColumn->setContentsMargins(16, 8, 16, 8);
    noticeColumn->addWidget(m_notice);
    m_noticeBox->hide();
    column->addWidget(m_noticeBox);
    column->addWidget(drawer, 1);
    drawer->setOpenApartVisible(false);
    drawer->show();
    connect(drawer, &DetailDrawer::closeRequested, this, &QWidget::close);
    connect(drawer, &DetailDrawer::titleChanged, this, &DetailWindow::refreshTitle);
    connect(theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    connect(new QShortcut(QKeySequence::Close, this), &QShortcut::activated, this, &QWidget::close);
    resize(sizeHint());
    refreshTitle();
}

void DetailWindow::setEnvironment(const QString &name, std::optional<Token> stageColor)
{
    m_environment = name;
    m_stage = stageColor;
    refreshTitle();
    update();
}

void DetailWindow::setGone(bool gone)
{
    m_noticeBox->setVisible(gone);
    if (gone)
        m_notice->setMessage(Status::Unknown, tr("This is not there any more."), tr("What was last seen of it stays here."));
    else
        m_notice->clear();
}

void DetailWindow::refreshTitle()
{
    const QString title = m_drawer->title();
    //: title of a window: what it shows, environment
    setWindowTitle(m_environment.isEmpty() ? title : tr("%1 – %2").arg(title, visibleText(m_environment)));
}

void DetailWindow::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme->color(Token::Base));
    if (m_stage)
        painter.fillRect(QRect(0, 0, width(), Theme::stageStrip), m_theme->color(*m_stage));
}

} // namespace mk
