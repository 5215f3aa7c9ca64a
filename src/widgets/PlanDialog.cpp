// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/PlanDialog.h"

#include "core/SafeText.h"
#include "widgets/Banner.h"
#include "widgets/Buttons.h"
#include "widgets/CodeEditor.h"
#include "widgets/EntityTable.h"
#include "widgets/FormRow.h"
#include "widgets/Icons.h"
#include "widgets/Labels.h"
#include "widgets/Segments.h"
#include "widgets/Shapes.h"
#include "widgets/StylePaint.h"

#include <QAbstractTableModel>
#include <QBoxLayout>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QPushButton>
#include <QStackedWidget>
#include <QStyledItemDelegate>

namespace mk {

namespace {

constexpr int listWidth = 296;
constexpr int itemHeight = 76;

// The changes at the left, in order.
class ChangesModel final : public QAbstractListModel
{
public:
    using QAbstractListModel::QAbstractListModel;
    void setChanges(const QList<PlanPreview::Change> &changes)
    {
        beginResetModel();
        m_changes = changes;
        endResetModel();
    }
    void setState(int row, Status state, const QString &text)
    {
        if (row < 0 || row >= m_changes.size())
            return;
        m_changes[row].state = state;
        m_changes[row].stateText = text;
        Q_EMIT dataChanged(index(row), index(row));
    }
    const PlanPreview::Change &change(int row) const { return m_changes[row]; }
    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(m_changes.size()); }
    QVariant data(const QModelIndex &index, int role) const override
    {
        if (!index.isValid() || index.row() >= m_changes.size())
            return {};
        const PlanPreview::Change &change = m_changes[index.row()];
        if (role == Qt::DisplayRole)
            return change.verb;
        if (role == Qt::AccessibleTextRole)
            return QStringList{QString::number(index.row() + 1), change.verb, change.system, visibleText(change.entity),
                               change.stateText}
                .join(QStringLiteral(", "));
        if (role == Qt::ToolTipRole)
            return tooltipText(change.entity);
        return {};
    }

private:
    QList<PlanPreview::Change> m_changes;
};

class ChangeDelegate final : public QStyledItemDelegate
{
public:
    ChangeDelegate(const Theme *theme, const ChangesModel *model, QObject *parent)
        : QStyledItemDelegate(parent), m_theme(theme), m_model(model)
    {
    }
    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override
    {
        return {200, m_theme->scaled(itemHeight)};
    }
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const PlanPreview::Change &change = m_model->change(index.row());
        const QRect rect = option.rect;
        const bool selected = option.state & QStyle::State_Selected;
        painter->fillRect(rect, selected ? m_theme->color(Token::Sel) : option.palette.color(QPalette::Base));
        painter->fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), m_theme->color(Token::Line));
        const int body = m_theme->lineHeight(FontRole::Body);
        const int left = rect.left() + 40;
        const int right = rect.right() - 12;
        int y = rect.top() + (rect.height() - 1 - 2 * body - m_theme->lineHeight(FontRole::Small)) / 2;
        painter->setFont(m_theme->font(FontRole::Body));
        painter->setPen(m_theme->color(Token::Text2));
        drawTextLine(painter, QRect(rect.left() + 16, y, 22, body), Qt::AlignLeft, QString::number(index.row() + 1));
        painter->setFont(m_theme->font(FontRole::BodyMedium));
        painter->setPen(m_theme->color(Token::Text));
        drawTextLine(painter, QRect(left, y, right - left, body), Qt::AlignLeft, change.verb);
        if (!change.system.isEmpty()) {
            const int x = left + painter->fontMetrics().horizontalAdvance(change.verb) + 8;
            painter->setFont(m_theme->font(FontRole::CaptionMedium));
            const int width = painter->fontMetrics().horizontalAdvance(change.system) + 10;
            const int height = m_theme->scaled(18);
            const QRect tag(x, y + (body - height) / 2, width, height);
            strokeRounded(painter, tag, m_theme->color(Token::Border), 3);
            painter->setPen(m_theme->color(Token::Text2));
            drawTextLine(painter, tag, Qt::AlignHCenter, change.system);
        }
        y += body;
        painter->setFont(m_theme->font(FontRole::Code));
        painter->setPen(m_theme->color(Token::Text));
        const QString entity = painter->fontMetrics().elidedText(visibleText(change.entity), Qt::ElideMiddle, right - left);
        drawTextLine(painter, QRect(left, y, right - left, body), Qt::AlignLeft, entity);
        y += body;
        const int small = m_theme->lineHeight(FontRole::Small);
        int x = left;
        if (change.state != Status::None) {
            paintStatusShape(painter, QRect(x, y + (small - 12) / 2, 12, 12), change.state, m_theme->statusColor(change.state));
            x += 18;
        }
        painter->setFont(m_theme->font(FontRole::Small));
        painter->setPen(m_theme->color(Token::Text2));
        drawTextLine(painter, QRect(x, y, right - x, small), Qt::AlignLeft,
                     painter->fontMetrics().elidedText(change.stateText, Qt::ElideRight, right - x));
        const auto *view = qobject_cast<const QWidget *>(option.widget);
        if (selected && view && view->hasFocus() && view->window()->testAttribute(Qt::WA_KeyboardFocusChange))
            paintFocusRing(painter, *m_theme, rect.adjusted(1, 1, -1, -2), 4);
    }

private:
    const Theme *m_theme;
    const ChangesModel *m_model;
};

// What the changes touch.
class EffectsModel final : public QAbstractTableModel
{
public:
    using QAbstractTableModel::QAbstractTableModel;
    void setEffects(const QList<PlanPreview::Effect> &effects)
    {
        beginResetModel();
        m_effects = effects;
        endResetModel();
    }
    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(m_effects.size()); }
    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : 6; }
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override
    {
        if (orientation != Qt::Horizontal)
            return {};
        if (role == Qt::TextAlignmentRole)
            return int((section == 0 ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
        if (role != Qt::DisplayRole)
            return {};
        switch (section) {
        case 1:
            return PlanDialog::tr("What it touches");
        case 2:
            return PlanDialog::tr("Now");
        case 3:
            return PlanDialog::tr("Goes with it");
        case 4:
            return PlanDialog::tr("Afterwards");
        case 5:
            return PlanDialog::tr("Undo");
        default:
            return {};
        }
    }
    QVariant data(const QModelIndex &index, int role) const override
    {
        const PlanPreview::Effect &effect = m_effects[index.row()];
        const auto [text, status] = cell(effect, index);
        switch (role) {
        case Qt::DisplayRole:
            return withoutMarks(text);
        case Qt::AccessibleTextRole:
            return status == Status::None ? withoutMarks(text) : QString(statusWord(status) + QStringLiteral(", ") + text);
        case SpansRole: {
            const TextSpans spans = parseMarks(text).spans;
            return spans.isEmpty() ? QVariant() : QVariant::fromValue(spans);
        }
        case StatusRole:
            return int(status);
        case Qt::TextAlignmentRole:
            return int((index.column() == 0 ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
        default:
            return {};
        }
    }

private:
    static std::pair<QString, Status> cell(const PlanPreview::Effect &effect, const QModelIndex &index)
    {
        switch (index.column()) {
        case 0:
            return {QString::number(index.row() + 1), Status::None};
        case 1:
            return {effect.what, Status::None};
        case 2:
            return {effect.now, effect.nowStatus};
        case 3:
            return {effect.goesWith, Status::None};
        case 4:
            return {effect.afterwards, Status::None};
        default:
            return {effect.undo, effect.undoStatus};
        }
    }
    QList<PlanPreview::Effect> m_effects;
};

} // namespace

class PlanList final : public QListView
{
public:
    PlanList(const Theme *theme, QWidget *parent) : QListView(parent), m_theme(theme), m_changes(new ChangesModel(this))
    {
        setFrameShape(QFrame::NoFrame);
        setModel(m_changes);
        setItemDelegate(new ChangeDelegate(theme, m_changes, this));
        setAccessibleName(PlanDialog::tr("Changes"));
        setEditTriggers(QAbstractItemView::NoEditTriggers);
        setTabKeyNavigation(false);
        setUniformItemSizes(true);
        setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Maximum);
    }
    ChangesModel *changes() const { return m_changes; }
    QSize sizeHint() const override { return {m_theme->scaled(listWidth), m_changes->rowCount() * m_theme->scaled(itemHeight)}; }
    QSize minimumSizeHint() const override { return {100, m_theme->scaled(itemHeight)}; }

private:
    const Theme *m_theme;
    ChangesModel *m_changes;
};

PlanDialog::PlanDialog(const Theme *theme, QWidget *parent)
    : DialogFrame(theme, tr("Apply plan"), parent)
    , m_theme(theme)
    , m_changesTitle(new TextLabel(theme, FontRole::BodyStrong, Tone::Normal, this))
    , m_changesNote(new TextLabel(theme, FontRole::Small, Tone::Secondary, this))
    , m_list(new PlanList(theme, this))
    , m_view(new SegmentedControl(theme, tr("View"), this))
    , m_stack(new QStackedWidget(this))
    , m_diff(new DiffView(theme, tr("Difference to what is there"), this))
    , m_request(new CodeEditor(theme, tr("Request"), this))
    , m_effects(new EntityTable(theme, tr("What it touches"), this))
    , m_impacts(new PlanImpacts(theme, this))
    , m_banner(nullptr)
    , m_bannerBox(new QWidget(this))
    , m_confirmRow(new QWidget(this))
    , m_confirmLabel(new MarkedLabel(theme, FontRole::Body, Tone::Normal, m_confirmRow))
    , m_confirm(makeCodeEdit(theme, m_confirmRow))
    , m_cancel(nullptr)
    , m_apply(makeButton(theme, tr("Apply"), {}, this, ButtonKind::Primary))
{
    const auto sectionHead = [theme](QWidget *box) {
        box->setFixedHeight(theme->scaled(36));
        auto *row = new QHBoxLayout(box);
        row->setSpacing(8);
        return row;
    };
    auto *upper = new QWidget(this);
    auto *upperRow = new QHBoxLayout(upper);
    upperRow->setContentsMargins(0, 0, 0, 0);
    upperRow->setSpacing(0);

    auto *left = new QWidget(upper);
    left->setFixedWidth(theme->scaled(listWidth));
    auto *leftColumn = new QVBoxLayout(left);
    leftColumn->setContentsMargins(0, 0, 0, 0);
    leftColumn->setSpacing(0);
    auto *leftHead = new QWidget(left);
    QHBoxLayout *leftHeadRow = sectionHead(leftHead);
    leftHeadRow->setContentsMargins(16, 4, 12, 4);
    leftHeadRow->addWidget(m_changesTitle);
    leftHeadRow->addWidget(m_changesNote);
    leftHeadRow->addStretch(1);
    leftColumn->addWidget(leftHead);
    leftColumn->addWidget(makeLine(theme, Qt::Horizontal, left));
    leftColumn->addWidget(m_list);
    auto *guardRow = new QHBoxLayout;
    guardRow->setContentsMargins(16, 12, 16, 12);
    guardRow->setSpacing(8);
    auto *guardIcon = new QLabel(left);
    guardIcon->setTextFormat(Qt::PlainText);
    const auto paintGuard = [guardIcon, theme] {
        guardIcon->setPixmap(
            iconPixmap(QStringLiteral("shield-check"), 16, guardIcon->devicePixelRatioF(), theme->color(Token::Text2)));
    };
    paintGuard();
    connect(theme, &Theme::changed, guardIcon, paintGuard);
    auto *guard = new MarkedLabel(theme, FontRole::Small, Tone::Secondary, left);
    guard->setMarkedText(tr("Each is re-read right before it is sent. If it differs from this picture, the plan stops there."));
    guardRow->addWidget(guardIcon, 0, Qt::AlignTop);
    guardRow->addWidget(guard, 1);
    leftColumn->addLayout(guardRow);
    leftColumn->addStretch(1);
    upperRow->addWidget(left);
    upperRow->addWidget(makeLine(theme, Qt::Vertical, upper));

    auto *right = new QWidget(upper);
    auto *rightColumn = new QVBoxLayout(right);
    rightColumn->setContentsMargins(0, 0, 0, 0);
    rightColumn->setSpacing(0);
    auto *rightHead = new QWidget(right);
    QHBoxLayout *rightHeadRow = sectionHead(rightHead);
    rightHeadRow->setContentsMargins(12, 0, 8, 0);
    auto *viewTitle = new TextLabel(theme, FontRole::BodyStrong, Tone::Normal, rightHead);
    viewTitle->setText(tr("Difference to what is there"));
    rightHeadRow->addWidget(viewTitle);
    rightHeadRow->addStretch(1);
    m_view->addSegment(QStringLiteral("diff"), tr("Diff"));
    m_view->addSegment(QStringLiteral("request"), tr("Request"));
    m_view->setSmall(true);
    rightHeadRow->addWidget(m_view);
    QPushButton *curl = makeButton(theme, tr("Copy as curl"), QStringLiteral("copy"), rightHead, ButtonKind::Ghost);
    setSmallButton(curl);
    rightHeadRow->addWidget(curl);
    rightColumn->addWidget(rightHead);
    rightColumn->addWidget(makeLine(theme, Qt::Horizontal, right));
    m_request->setReadOnly(true);
    m_request->setLineNumbersVisible(false);
    m_stack->addWidget(m_diff);
    m_stack->addWidget(m_request);
    rightColumn->addWidget(m_stack, 1);
    upperRow->addWidget(right, 1);
    upper->setMinimumHeight(theme->scaled(200));
    body()->addWidget(upper, 1);

    m_effects->setEmbedded(true);
    auto *effects = new EffectsModel(this);
    m_effectsModel = effects;
    QList<ColumnLook> looks(6);
    const int widths[] = {40, 0, 128, 120, 216, 132};
    for (int i = 0; i < 6; ++i)
        looks[i].width = widths[i];
    m_effects->setColumns(looks);
    m_effects->setModel(effects);
    m_effects->setVerticalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    body()->addWidget(m_effects);
    m_impacts->hide();
    body()->addWidget(m_impacts);

    auto *bannerColumn = new QVBoxLayout(m_bannerBox);
    bannerColumn->setContentsMargins(16, 12, 16, 0);
    m_banner = new Banner(theme, m_bannerBox);
    bannerColumn->addWidget(m_banner);
    body()->addWidget(m_bannerBox);

    auto *confirmRow = new QHBoxLayout(m_confirmRow);
    confirmRow->setContentsMargins(16, 12, 16, 0);
    confirmRow->setSpacing(12);
    m_confirmLabel->setSingleLine(true);
    m_confirmLabel->setAlignment(Qt::AlignVCenter);
    m_confirmLabel->setBuddy(m_confirm);
    m_confirm->setAccessibleName(tr("Name to confirm"));
    confirmRow->addWidget(m_confirmLabel);
    confirmRow->addWidget(m_confirm, 1);
    body()->addWidget(m_confirmRow);
    body()->addSpacing(12);

    m_cancel = addCancelButton();
    addFootButton(m_apply);
    resize(theme->scaled(1000), theme->scaled(720));

    connect(m_list->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex &index) { select(index.row()); });
    connect(m_view, &SegmentedControl::chosen, this, [this](const QString &id) {
        m_stack->setCurrentIndex(id == QLatin1String("request") ? 1 : 0);
        select(m_selected);
    });
    connect(curl, &QPushButton::clicked, this, [this] { Q_EMIT copyCurlRequested(m_selected); });
    connect(m_confirm, &QLineEdit::textChanged, this, &PlanDialog::refreshApply);
    connect(m_apply, &QPushButton::clicked, this, &PlanDialog::applyRequested);
    // Stop is asked for, not taken: a request that is under way has an end of its own.
    disconnect(m_cancel, nullptr, this, nullptr);
    connect(m_cancel, &QAbstractButton::clicked, this, [this] {
        if (m_running)
            Q_EMIT stopRequested();
        else
            reject();
    });
}

void PlanDialog::setPreview(const PlanPreview &preview)
{
    m_preview = preview;
    setTitle(preview.title);
    setSubtitle(preview.subtitle);
    setEnvironment(preview.environment, preview.stageWord, preview.stageColor);
    m_changesTitle->setText(tr("%n changes", nullptr, int(preview.changes.size())));
    m_changesNote->setText(preview.changesNote);
    m_list->changes()->setChanges(preview.changes);
    m_list->updateGeometry();
    m_diff->setParts(preview.parts);
    static_cast<EffectsModel *>(m_effectsModel)->setEffects(preview.effects);
    m_effects->setVisible(!preview.effects.isEmpty());
    m_effects->setMaximumHeight(m_theme->rowHeight() * 5 + 2);
    const bool warns = preview.warning != Status::None;
    if (warns)
        m_banner->setMessage(preview.warning, preview.warningTitle, preview.warningText, Banner::Form::Inline);
    else
        m_banner->clear();
    m_bannerBox->setVisible(warns);
    const bool asks = !preview.typedName.isEmpty();
    m_confirmRow->setVisible(asks);
    m_confirm->clear();
    m_confirmLabel->setMarkedText(tr("Type %1 to confirm").arg(code(preview.typedName)));
    m_confirm->setAccessibleName(tr("Type %1 to confirm").arg(visibleText(preview.typedName)));
    m_apply->setText(preview.applyText);
    setButtonKind(m_apply, preview.destroys ? ButtonKind::Danger : ButtonKind::Primary);
    m_list->setCurrentIndex(m_list->changes()->index(0));
    select(0);
    refreshApply();
    if (asks)
        m_confirm->setFocus();
    else
        m_apply->setFocus();
}

void PlanDialog::setImpacts(const QList<PlanImpact> &impacts, const QString &note)
{
    m_impacts->setImpacts(impacts, note);
}

void PlanDialog::setChangeState(int index, Status state, const QString &text)
{
    m_list->changes()->setState(index, state, text);
}

void PlanDialog::setRunning(bool running)
{
    m_running = running;
    m_cancel->setText(running ? tr("Stop") : tr("Cancel"));
    m_confirm->setEnabled(!running);
    refreshApply();
}

void PlanDialog::select(int index)
{
    if (index < 0)
        return;
    const bool changed = m_selected != index;
    m_selected = index;
    m_diff->scrollToPart(index);
    const QString request = m_preview.requests.value(index);
    if (m_request->text() != request)
        m_request->setText(request);
    if (changed)
        Q_EMIT changeSelected(index);
}

void PlanDialog::refreshApply()
{
    const bool confirmed = m_preview.typedName.isEmpty() || m_confirm->text() == m_preview.typedName;
    m_apply->setEnabled(!m_running && m_preview.canApply && confirmed);
    setFootNote(m_preview.canApply || m_preview.whyNot.isEmpty() ? m_preview.footNote : m_preview.whyNot);
}

} // namespace mk
