// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/PanelFrame.h"

#include "core/Format.h"
#include "core/SafeText.h"
#include "widgets/Banner.h"
#include "widgets/Buttons.h"
#include "widgets/EmptyState.h"
#include "widgets/EntityTable.h"
#include "widgets/EntityTree.h"
#include "widgets/FilterBar.h"
#include "widgets/Icons.h"
#include "widgets/Labels.h"
#include "widgets/LoadingBar.h"
#include "widgets/Shapes.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QJsonDocument>
#include <QJsonObject>
#include <QKeyEvent>
#include <QPainter>
#include <QPushButton>
#include <QSplitter>
#include <QToolButton>

namespace mk {

namespace {

constexpr int narrowestDrawer = 360;
constexpr int drawerWidth = 440;
constexpr int placeholderRows = 6;

QString iconOf(PanelState::Kind kind)
{
    using Kind = PanelState::Kind;
    switch (kind) {
    case Kind::NothingFound:
        return QStringLiteral("filter");
    case Kind::NotConfigured:
        return QStringLiteral("settings");
    case Kind::Unreachable:
        return QStringLiteral("plug-x");
    case Kind::NotAuthorised:
        return QStringLiteral("shield-lock");
    case Kind::Unsupported:
        return QStringLiteral("versions");
    case Kind::Rows:
    case Kind::Empty:
    case Kind::Partial:
    case Kind::Warning:
        break;
    }
    return {};
}

Status statusOf(PanelState::Kind kind)
{
    using Kind = PanelState::Kind;
    switch (kind) {
    case Kind::Unreachable:
        return Status::Crit;
    case Kind::NotAuthorised:
    case Kind::Partial:
    case Kind::Warning:
        return Status::Warn;
    case Kind::Unsupported:
        return Status::Unknown;
    case Kind::Rows:
    case Kind::Empty:
    case Kind::NothingFound:
    case Kind::NotConfigured:
        break;
    }
    return Status::None;
}

} // namespace

// The clock before "3 s ago", or a shape when the rows are old.
class FreshnessIcon final : public QWidget
{
public:
    FreshnessIcon(const Theme *theme, QWidget *parent) : QWidget(parent), m_theme(theme) { setFixedSize(12, 12); }
    void setStatus(Status status)
    {
        m_status = status;
        update();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        if (m_status == Status::None)
            paintIcon(&painter, QStringLiteral("clock"), rect(), m_theme->color(Token::Text2));
        else
            paintStatusShape(&painter, rect(), m_status, m_theme->statusColor(m_status));
    }

private:
    const Theme *m_theme;
    Status m_status = Status::None;
};

// --- bulk bar

BulkBar::BulkBar(const Theme *theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_count(new TextLabel(theme, FontRole::BodyStrong, Tone::Normal, this))
    , m_shared(new ElidedLabel(theme, FontRole::Body, Tone::Secondary, this))
    , m_row(new QHBoxLayout(this))
{
    setAccessibleName(tr("Selected rows"));
    m_row->setContentsMargins(16, 1, 12, 0);
    m_row->setSpacing(8);
    m_row->addWidget(m_count);
    m_row->addWidget(m_shared, 1);
    auto *close = makeIconButton(theme, QStringLiteral("x"), tr("Clear selection"), this);
    m_row->addWidget(close);
    connect(close, &QToolButton::clicked, this, &BulkBar::cleared);
    setFixedHeight(theme->scaled(40));
    connect(theme, &Theme::changed, this, [this] { setFixedHeight(m_theme->scaled(40)); });
    hide();
}

void BulkBar::setSelection(const QString &count, const QString &shared)
{
    m_count->setText(count);
    m_shared->setText(shared);
    setVisible(!count.isEmpty());
}

void BulkBar::addButton(QAbstractButton *button)
{
    m_row->insertWidget(2 + m_buttons++, button);
}

void BulkBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme->color(Token::Raised));
    painter.fillRect(QRect(0, 0, width(), 1), m_theme->color(Token::Border));
}

// --- frame

PanelFrame::PanelFrame(const Theme *theme, const QString &id, const QString &title, const QString &iconName,
                       const QString &filterName, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_id(id)
    , m_iconName(iconName)
    , m_title(new TextLabel(theme, FontRole::Title, Tone::Normal, this))
    , m_count(new TextLabel(theme, FontRole::Body, Tone::Secondary, this))
    , m_freshBox(new QWidget(this))
    , m_freshIcon(new FreshnessIcon(theme, m_freshBox))
    , m_fresh(new TextLabel(theme, FontRole::Small, Tone::Secondary, m_freshBox))
    , m_header(new QHBoxLayout)
    , m_refresh(makeIconButton(theme, QStringLiteral("refresh"), tr("Refresh"), this))
    , m_more(makeIconButton(theme, QStringLiteral("dots"), tr("More actions"), this))
    , m_filter(new FilterBar(theme, filterName, this))
    , m_top(new QVBoxLayout)
    , m_bannerBox(new QWidget(this))
    , m_banner(new Banner(theme, m_bannerBox))
    , m_contentBox(new QWidget(this))
    , m_contentColumn(new QVBoxLayout)
    , m_empty(new EmptyState(theme, m_contentBox))
    , m_loadFoot(new QWidget(this))
    , m_loadText(new TextLabel(theme, FontRole::Small, Tone::Secondary, m_loadFoot))
    , m_bulk(new BulkBar(theme, this))
    , m_sideways(new QSplitter(Qt::Horizontal, this))
    , m_stacked(new QSplitter(Qt::Vertical, this))
    , m_drawerWidth(theme->scaled(drawerWidth))
{
    setTitle(title);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->setSpacing(0);
    outer->addWidget(m_sideways);
    m_sideways->setChildrenCollapsible(false);
    m_stacked->setChildrenCollapsible(false);

    auto *list = new QWidget(m_sideways);
    auto *column = new QVBoxLayout(list);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);

    auto *headBox = new QWidget(list);
    headBox->setLayout(m_header);
    headBox->setFixedHeight(theme->scaled(44));
    connect(theme, &Theme::changed, headBox, [headBox, theme] { headBox->setFixedHeight(theme->scaled(44)); });
    m_header->setContentsMargins(16, 0, 12, 0);
    m_header->setSpacing(12);
    m_header->addWidget(m_title);
    m_header->addWidget(m_count);
    auto *fresh = new QHBoxLayout(m_freshBox);
    fresh->setContentsMargins(0, 0, 0, 0);
    fresh->setSpacing(6);
    fresh->addWidget(m_freshIcon);
    fresh->addWidget(m_fresh);
    m_header->addWidget(m_freshBox);
    m_header->addStretch(1);
    m_header->addWidget(m_refresh);
    m_header->addWidget(m_more);
    m_count->hide();
    m_freshBox->hide();
    m_more->hide();
    m_more->installEventFilter(this);
    column->addWidget(headBox);
    column->addWidget(m_filter);
    column->addLayout(m_top);

    auto *bannerColumn = new QVBoxLayout(m_bannerBox);
    bannerColumn->setContentsMargins(16, 8, 16, 8);
    bannerColumn->addWidget(m_banner);
    m_bannerBox->hide();
    m_banner->installEventFilter(this);
    column->addWidget(m_bannerBox);

    m_contentBox->setLayout(m_contentColumn);
    m_contentColumn->setContentsMargins(0, 0, 0, 0);
    m_contentColumn->setSpacing(0);
    m_contentBox->installEventFilter(this);
    m_empty->hide();
    m_loadingBar = new LoadingBar(theme, m_contentBox);
    m_stacked->addWidget(m_contentBox);
    column->addWidget(m_stacked, 1);

    auto *foot = new QHBoxLayout(m_loadFoot);
    foot->setContentsMargins(16, 1, 8, 0);
    foot->setSpacing(8);
    auto *wheel = new QLabel(m_loadFoot);
    wheel->setTextFormat(Qt::PlainText);
    wheel->setPixmap(theme->icon(QStringLiteral("loader-2")).pixmap(QSize(16, 16), devicePixelRatioF()));
    foot->addWidget(wheel);
    foot->addWidget(m_loadText, 1);
    QPushButton *cancel = makeButton(theme, tr("Cancel"), {}, m_loadFoot);
    setSmallButton(cancel);
    foot->addWidget(cancel);
    m_loadFoot->setFixedHeight(theme->scaled(36));
    m_loadFoot->hide();
    column->addWidget(m_loadFoot);
    column->addWidget(m_bulk);
    m_sideways->addWidget(list);
    m_sideways->setStretchFactor(0, 1);

    connect(cancel, &QPushButton::clicked, this, &PanelFrame::cancelLoadRequested);
    connect(m_refresh, &QToolButton::clicked, this, &PanelFrame::refreshRequested);
    connect(m_loadingBar, &LoadingBar::appeared, this, [this] {
        m_loadFoot->show();
        if (EntityTable *rows = table())
            rows->setPlaceholderRows(placeholderRows);
    });
    connect(m_filter, &FilterBar::leaveDown, this, [this] {
        if (m_content)
            m_content->setFocus(Qt::TabFocusReason);
    });
    connect(m_filter, &FilterBar::columnsClicked, this, [this] {
        if (EntityTable *rows = table())
            rows->showColumnsMenu(m_filter->columnsButton()->mapToGlobal(QPoint(0, m_filter->columnsButton()->height())));
    });
    connect(m_bulk, &BulkBar::cleared, this, [this] {
        if (EntityTable *rows = table())
            rows->clearSelection();
    });
}

PanelFrame::~PanelFrame()
{
    Q_EMIT goes();
}

QString PanelFrame::title() const
{
    return m_title->text();
}

void PanelFrame::setTitle(const QString &title)
{
    m_title->setText(title);
    setAccessibleName(title);
}

void PanelFrame::setCount(const QString &count)
{
    m_count->setText(count);
    m_count->setVisible(!count.isEmpty());
}

void PanelFrame::setFreshness(const QString &text, Status status, const QString &tooltip)
{
    m_freshBox->setVisible(!text.isEmpty());
    m_freshIcon->setStatus(status);
    m_fresh->setText(text);
    m_freshBox->setToolTip(tooltip.isEmpty() ? QString() : tooltipText(tooltip));
}

void PanelFrame::addAction(QAbstractButton *button)
{
    m_header->insertWidget(m_header->indexOf(m_refresh), button);
}

void PanelFrame::setRefreshVisible(bool visible)
{
    m_refresh->setVisible(visible);
}

void PanelFrame::addTopWidget(QWidget *widget)
{
    m_top->addWidget(widget);
}

EntityTable *PanelFrame::table() const
{
    return qobject_cast<EntityTable *>(m_content);
}

void PanelFrame::setContent(QWidget *content)
{
    delete m_content;
    m_content = content;
    m_contentColumn->addWidget(content);
    m_empty->raise();
    m_loadingBar->raise();
    m_filter->setColumnsVisible(table() != nullptr);
    applyState();
}

void PanelFrame::setDrawer(QWidget *drawer)
{
    delete m_drawer;
    m_drawer = drawer;
    m_sideways->addWidget(drawer);
    m_sideways->setStretchFactor(1, 0);
    drawer->hide();
    connect(m_sideways, &QSplitter::splitterMoved, drawer, [this] { m_drawerWidth = m_drawer->width(); });
}

bool PanelFrame::isDrawerOpen() const
{
    return m_drawer && !m_drawer->isHidden();
}

void PanelFrame::setDrawerOpen(bool open)
{
    if (!m_drawer || open == isDrawerOpen())
        return;
    m_drawer->setVisible(open);
    if (open)
        fitDrawer();
    Q_EMIT drawerOpenChanged(open);
}

void PanelFrame::fitDrawer()
{
    const int most = std::max(m_theme->scaled(narrowestDrawer), width() / 2);
    const int wanted = std::clamp(m_drawerWidth, m_theme->scaled(narrowestDrawer), most);
    m_sideways->setSizes({std::max(0, width() - wanted - 1), wanted});
}

void PanelFrame::setLowerPane(QWidget *pane)
{
    m_stacked->addWidget(pane);
    m_stacked->setStretchFactor(0, 1);
}

void PanelFrame::startLoading()
{
    if (m_loading)
        return;
    m_loading = true;
    m_loadText->setText(tr("Loading…"));
    m_loadingBar->start();
}

void PanelFrame::setLoadProgress(qint64 done, qint64 total)
{
    if (!m_loading)
        return;
    m_loadingBar->setProgress(done, total);
    m_loadText->setText(total > 0 ? tr("%1 of %2 so far").arg(format::count(done), format::count(total))
                                  : tr("%1 so far").arg(format::count(done)));
}

void PanelFrame::stopLoading()
{
    m_loading = false;
    m_loadingBar->stop();
    m_loadFoot->hide();
    if (EntityTable *rows = table())
        rows->setPlaceholderRows(0);
}

void PanelFrame::setState(const PanelState &state, bool hasRows)
{
    if (m_state == state && m_hasRows == hasRows)
        return;
    m_state = state;
    m_hasRows = hasRows;
    applyState();
}

bool PanelFrame::showsEmptyState() const
{
    return !m_empty->isHidden();
}

void PanelFrame::applyState()
{
    using Kind = PanelState::Kind;
    const Kind kind = m_state.kind;
    const bool overRows = kind == Kind::Partial || kind == Kind::Warning;
    const bool banner = overRows || (kind == Kind::Unreachable && m_hasRows);
    const bool instead = kind != Kind::Rows && !banner;
    const auto wire = [this](QPushButton *button, const QString &id) {
        connect(button, &QPushButton::clicked, this, [this, id] { Q_EMIT stateAction(id); });
    };

    if (banner) {
        m_banner->setMessage(statusOf(kind), m_state.title, m_state.sentence);
        for (const StateAction &action : std::as_const(m_state.actions))
            wire(m_banner->addButton(action.text, action.iconName, action.primary), action.id);
        m_banner->setNote(m_state.note);
    } else {
        m_banner->clear();
    }
    if (instead) {
        const QString icon = !m_state.iconName.isEmpty() ? m_state.iconName
            : iconOf(kind).isEmpty()                     ? m_iconName
                                                         : iconOf(kind);
        m_empty->setContent(icon, m_state.title, m_state.sentence, statusOf(kind));
        for (const StateAction &action : std::as_const(m_state.actions))
            wire(m_empty->addButton(action.text, action.iconName, action.primary), action.id);
        m_empty->show();
        m_empty->raise();
        m_loadingBar->raise();
        placeEmptyState();
    } else {
        m_empty->hide();
    }
    m_filter->setUseful(kind != Kind::NotAuthorised && kind != Kind::Unsupported && kind != Kind::NotConfigured
                        && !(kind == Kind::Unreachable && !m_hasRows));
    const bool stale = kind == Kind::Unreachable && m_hasRows;
    if (EntityTable *rows = table())
        rows->setStale(stale);
    else if (auto *tree = qobject_cast<EntityTree *>(m_content))
        tree->setStale(stale);
}

// The head of a table stays where it was: only what is below it changes.
void PanelFrame::placeEmptyState()
{
    QRect rect = m_contentBox->rect();
    if (const EntityTable *rows = table(); rows && rows->horizontalHeader()->isVisibleTo(rows))
        rect.setTop(rows->horizontalHeader()->sizeHint().height());
    m_empty->setGeometry(rect);
    m_loadingBar->setGeometry(0, 0, m_contentBox->width(), 2);
}

bool PanelFrame::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_contentBox && (event->type() == QEvent::Resize || event->type() == QEvent::LayoutRequest)) {
        placeEmptyState();
    } else if (watched == m_banner && (event->type() == QEvent::ShowToParent || event->type() == QEvent::HideToParent)) {
        const bool shown = event->type() == QEvent::ShowToParent;
        m_bannerBox->setVisible(shown);
        if (EntityTable *rows = table()) {
            rows->horizontalHeader()->setProperty("mkTopLine", shown);
            rows->horizontalHeader()->viewport()->update();
        }
    } else if (watched == m_more && event->type() == QEvent::ActionAdded) {
        m_more->show();
    }
    return QWidget::eventFilter(watched, event);
}

void PanelFrame::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Find) && m_filter->isVisible() && m_filter->edit()->isEnabled()) {
        m_filter->edit()->setFocus(Qt::ShortcutFocusReason);
        m_filter->edit()->selectAll();
        return;
    }
    if (event->key() == Qt::Key_Escape && isDrawerOpen()) {
        setDrawerOpen(false);
        return;
    }
    QWidget::keyPressEvent(event);
}

void PanelFrame::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    if (isDrawerOpen())
        fitDrawer();
}

void PanelFrame::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme->color(Token::Base));
    if (!m_loadFoot->isHidden()) {
        const QRect foot(m_loadFoot->mapTo(this, QPoint()), m_loadFoot->size());
        painter.fillRect(foot, m_theme->color(Token::Sunken));
        painter.fillRect(QRect(foot.left(), foot.top(), foot.width(), 1), m_theme->color(Token::Line));
    }
}

QByteArray PanelFrame::saveLayout() const
{
    QJsonObject values{{QStringLiteral("drawer"), isDrawerOpen() ? m_drawer->width() : m_drawerWidth},
                       {QStringLiteral("lower"), m_stacked->count() > 1 ? m_stacked->sizes().value(1) : 0}};
    if (const EntityTable *rows = table())
        values.insert(QStringLiteral("table"), QString::fromUtf8(rows->saveLayout()));
    return QJsonDocument(values).toJson(QJsonDocument::Compact);
}

void PanelFrame::restoreLayout(const QByteArray &layout)
{
    const QJsonObject values = QJsonDocument::fromJson(layout).object();
    if (const int width = values.value(QStringLiteral("drawer")).toInt(); width > 0) {
        m_drawerWidth = width;
        if (isDrawerOpen())
            fitDrawer();
    }
    const int lower = values.value(QStringLiteral("lower")).toInt();
    if (lower > 0 && m_stacked->count() > 1)
        m_stacked->setSizes({std::max(0, m_stacked->height() - lower), lower});
    if (EntityTable *rows = table())
        rows->restoreLayout(values.value(QStringLiteral("table")).toString().toUtf8());
}

} // namespace mk
