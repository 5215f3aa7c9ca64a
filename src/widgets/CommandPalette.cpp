// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/CommandPalette.h"

#include "widgets/DialogFrame.h"
#include "widgets/Icons.h"
#include "widgets/Labels.h"
#include "widgets/PaletteList.h"
#include "widgets/StylePaint.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QApplication>
#include <QBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QLocale>
#include <QPainter>
#include <QScrollBar>

namespace mk {

namespace {

constexpr int kPaletteWidth = 640;
constexpr int kPaletteTop = 56;
constexpr int kPaletteField = 48;
constexpr int kPaletteFoot = 36;
constexpr int kPaletteLines = 14; // that a page of the list has at most

// A key cap with a word behind it.
void paintKeyHint(QPainter *painter, const Theme &theme, const QRect &rect, const QString &key, const QString &text, bool hot)
{
    painter->setFont(theme.font(FontRole::CaptionMedium));
    const int capWidth = std::max(theme.scaled(18), painter->fontMetrics().horizontalAdvance(key) + 10);
    const int capHeight = theme.scaled(18);
    const QRect cap(rect.left(), rect.top() + (rect.height() - capHeight) / 2, capWidth, capHeight);
    panelRounded(painter, cap, theme.color(hot ? Token::Hover : Token::Sunken), theme.color(Token::Border), 3);
    painter->setPen(theme.color(Token::Text2));
    drawTextLine(painter, cap, Qt::AlignHCenter, key);
    painter->setFont(theme.font(FontRole::Small));
    painter->setPen(theme.color(hot ? Token::Text : Token::Text2));
    drawTextLine(painter, rect.adjusted(capWidth + 6, 0, 0, 0), Qt::AlignLeft, text);
}

// In the foot: what a key does, or, where it can be clicked, what a first character chooses.
class KeyHint final : public QAbstractButton
{
public:
    KeyHint(const Theme *theme, const QString &key, const QString &text, bool canClick, QWidget *parent)
        : QAbstractButton(parent), m_theme(theme), m_key(key), m_canClick(canClick)
    {
        setText(text);
        setAccessibleName(key + QLatin1Char(' ') + text);
        setFocusPolicy(canClick ? Qt::StrongFocus : Qt::NoFocus);
        setAttribute(Qt::WA_Hover, canClick);
        setEnabled(canClick);
    }
    QSize sizeHint() const override
    {
        const int cap = std::max(m_theme->scaled(18), QFontMetrics(m_theme->font(FontRole::CaptionMedium)).horizontalAdvance(m_key) + 10);
        return {cap + 6 + QFontMetrics(m_theme->font(FontRole::Small)).horizontalAdvance(text()) + 2, m_theme->scaled(22)};
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        paintKeyHint(&painter, *m_theme, rect(), m_key, text(), m_canClick && underMouse());
        if (hasFocus())
            paintFocusRing(&painter, *m_theme, rect(), 3);
    }

private:
    const Theme *m_theme;
    QString m_key;
    bool m_canClick;
};

} // namespace

CommandPalette::CommandPalette(const Theme *theme, const QList<Scope> &scopes, QWidget *window)
    : QWidget(window)
    , m_theme(theme)
    , m_edit(new QLineEdit(this))
    , m_count(new TextLabel(theme, FontRole::Small, Tone::Secondary, this))
    , m_list(new QListView(this))
    , m_model(new PaletteModel(this))
    , m_foot(new QWidget(this))
{
    setAccessibleName(tr("Search or run a command"));
    setAutoFillBackground(false);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(1, 1, 1, 1);
    column->setSpacing(0);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(PaletteDelegate::edge + 24, 0, PaletteDelegate::edge, 0);
    head->setSpacing(12);
    m_edit->setFrame(false);
    m_edit->setAccessibleName(tr("Search or run a command"));
    m_edit->setPlaceholderText(tr("Search or run a command"));
    m_edit->setMaxLength(400);
    head->addWidget(m_edit, 1);
    head->addWidget(m_count);
    column->addLayout(head);
    column->addSpacing(5); // with the hairline under the field

    m_list->setModel(m_model);
    m_list->setItemDelegate(new PaletteDelegate(theme, m_model, m_list));
    m_list->setAccessibleName(tr("Results"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setFocusPolicy(Qt::NoFocus); // the field walks through it
    m_list->setSelectionMode(QAbstractItemView::SingleSelection);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setMouseTracking(true);
    m_list->setUniformItemSizes(false);
    m_list->viewport()->setAutoFillBackground(false);
    connect(m_list, &QListView::clicked, this, [this](const QModelIndex &index) {
        if (m_model->canChoose(index.row()))
            Q_EMIT chosen(index.row());
    });
    column->addWidget(m_list, 1);

    auto *foot = new QHBoxLayout(m_foot);
    foot->setContentsMargins(PaletteDelegate::edge, 0, PaletteDelegate::edge, 0);
    foot->setSpacing(14);
    for (const auto &[key, text] : {std::pair(tr("Enter"), tr("open")), std::pair(tr("Ctrl+Enter"), tr("copy name")),
                                    std::pair(tr("Ctrl+D"), tr("star"))})
        foot->addWidget(new KeyHint(theme, key, text, false, m_foot));
    foot->addStretch(1);
    for (const Scope &scope : scopes) {
        auto *hint = new KeyHint(theme, scope.prefix, scope.text, true, m_foot);
        connect(hint, &QAbstractButton::clicked, this, [this, prefix = scope.prefix] {
            QString text = m_edit->text();
            if (!text.isEmpty() && !text.at(0).isLetterOrNumber() && !text.startsWith(QLatin1Char('/')))
                text.remove(0, 1); // another one's
            m_edit->setText(prefix + text);
            m_edit->setFocus(Qt::OtherFocusReason);
        });
        foot->addWidget(hint);
    }
    column->addWidget(m_foot);

    m_edit->installEventFilter(this);
    window->installEventFilter(this);
    connect(m_edit, &QLineEdit::textChanged, this, &CommandPalette::queryChanged);
    connect(theme, &Theme::changed, this, &CommandPalette::applyTheme);
    applyTheme();
    hide();
}

CommandPalette::~CommandPalette() = default;

void CommandPalette::applyTheme()
{
    m_edit->setFixedHeight(m_theme->scaled(kPaletteField) - 1);
    m_edit->setFont(m_theme->font(FontRole::Title));
    QFont font = m_theme->font(FontRole::Title);
    font.setWeight(QFont::Normal);
    m_edit->setFont(font);
    QPalette colors = m_theme->palette();
    colors.setColor(QPalette::Base, m_theme->color(Token::Raised));
    colors.setColor(QPalette::Window, m_theme->color(Token::Raised));
    m_edit->setPalette(colors);
    m_list->setPalette(colors);
    m_foot->setFixedHeight(m_theme->scaled(kPaletteFoot));
    place();
}

void CommandPalette::openWith(const QString &query)
{
    if (!isVisible()) {
        m_focusBefore = QApplication::focusWidget();
        m_scrim = new Scrim(m_theme, parentWidget());
        m_scrim->installEventFilter(this);
    }
    m_model->setRows({});
    m_count->clear();
    const bool same = m_edit->text() == query;
    m_edit->setText(query);
    place();
    show();
    raise();
    m_edit->setFocus(Qt::ShortcutFocusReason);
    m_edit->selectAll();
    if (same)
        Q_EMIT queryChanged(query);
}

void CommandPalette::dismiss()
{
    if (!isVisible())
        return;
    hide();
    if (m_scrim) {
        m_scrim->hide();
        m_scrim->deleteLater();
    }
    if (m_focusBefore && m_focusBefore->isVisible() && m_focusBefore->isEnabled())
        m_focusBefore->setFocus(Qt::OtherFocusReason);
    Q_EMIT closed();
}

QString CommandPalette::query() const
{
    return m_edit->text();
}

void CommandPalette::setRows(std::vector<PaletteRow> rows, const QString &count, bool first)
{
    // The same result stays current where more of the platform comes in while somebody walks through the list.
    const int before = currentRow();
    const QString name = !first && m_model->has(before) ? m_model->at(before).name : QString();
    const int offset = m_list->verticalScrollBar()->value();
    m_model->setRows(std::move(rows));
    m_count->setText(count);
    place();
    int current = -1;
    if (!name.isEmpty()) {
        for (int row = 0; row < m_model->rowCount() && current < 0; ++row) {
            if (m_model->canChoose(row) && m_model->at(row).name == name && std::abs(row - before) < kPaletteLines)
                current = row;
        }
    }
    for (int row = 0; row < m_model->rowCount() && current < 0; ++row) {
        if (m_model->canChoose(row))
            current = row;
    }
    setCurrent(current);
    if (!name.isEmpty())
        m_list->verticalScrollBar()->setValue(offset);
    else
        m_list->scrollToTop();
}

const PaletteRow *CommandPalette::row(int index) const
{
    return m_model->has(index) ? &m_model->at(index) : nullptr;
}

int CommandPalette::currentRow() const
{
    return m_list->currentIndex().row();
}

void CommandPalette::setCurrent(int row)
{
    const QModelIndex index = row < 0 ? QModelIndex() : m_model->index(row);
    m_list->setCurrentIndex(index);
    if (index.isValid()) {
        // With its heading, where it is the first of its group.
        if (row > 0 && m_model->at(row - 1).kind == PaletteRow::Kind::Heading)
            m_list->scrollTo(m_model->index(row - 1));
        m_list->scrollTo(index);
    }
    tellCurrent();
}

// The field has the focus; a screen reader hears from it which result is current.
void CommandPalette::tellCurrent()
{
    const int current = currentRow();
    int number = 0;
    int all = 0;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        all += m_model->canChoose(row);
        number += m_model->canChoose(row) && row <= current;
    }
    QString said = tr("No result");
    if (m_model->has(current))
        said = tr("%1, result %2 of %3").arg(m_model->spoken(m_model->at(current)), QLocale().toString(number), QLocale().toString(all));
    m_edit->setAccessibleDescription(said);
    QAccessibleEvent event(m_edit, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&event);
}

void CommandPalette::step(int by)
{
    const int count = m_model->rowCount();
    if (count == 0)
        return;
    int row = currentRow();
    const int direction = by < 0 ? -1 : 1;
    int left = std::abs(by);
    int last = row;
    for (int walked = 0; walked < count && left > 0; ++walked) {
        row += direction;
        if (row < 0 || row >= count) {
            if (std::abs(by) > 1)
                break; // a page ends at the end
            row = row < 0 ? count - 1 : 0;
        }
        if (m_model->canChoose(row)) {
            last = row;
            --left;
        }
    }
    if (m_model->canChoose(last))
        setCurrent(last);
}

bool CommandPalette::keyPressed(const QKeyEvent *key)
{
    const bool control = key->modifiers() & Qt::ControlModifier;
    switch (key->key()) {
    case Qt::Key_Down:
        step(1);
        return true;
    case Qt::Key_Up:
        step(-1);
        return true;
    case Qt::Key_PageDown:
        step(kPaletteLines - 2);
        return true;
    case Qt::Key_PageUp:
        step(2 - kPaletteLines);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_model->canChoose(currentRow())) {
            if (control)
                Q_EMIT chosenOtherwise(currentRow());
            else
                Q_EMIT chosen(currentRow());
        }
        return true;
    case Qt::Key_Escape:
        dismiss();
        return true;
    case Qt::Key_D:
        if (!control)
            return false;
        if (m_model->canChoose(currentRow()))
            Q_EMIT starToggled(currentRow());
        return true;
    default:
        return false;
    }
}

bool CommandPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_edit && event->type() == QEvent::KeyPress && keyPressed(static_cast<QKeyEvent *>(event)))
        return true;
    if (watched == m_edit && event->type() == QEvent::ShortcutOverride) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->key() == Qt::Key_Escape || (key->key() == Qt::Key_D && key->modifiers() & Qt::ControlModifier)) {
            event->accept();
            return true;
        }
    }
    if (watched == m_scrim && event->type() == QEvent::MouseButtonPress) {
        dismiss();
        return true;
    }
    if (watched == parentWidget() && event->type() == QEvent::Resize && isVisible())
        place();
    return QWidget::eventFilter(watched, event);
}

// Tab stays inside while it is open.
bool CommandPalette::focusNextPrevChild(bool next)
{
    QList<QWidget *> stops{m_edit};
    for (QAbstractButton *button : m_foot->findChildren<QAbstractButton *>()) {
        if (button->focusPolicy() != Qt::NoFocus)
            stops.append(button);
    }
    const qsizetype at = std::max<qsizetype>(0, stops.indexOf(QApplication::focusWidget()));
    stops.at((at + (next ? 1 : stops.size() - 1)) % stops.size())->setFocus(next ? Qt::TabFocusReason : Qt::BacktabFocusReason);
    return true;
}

void CommandPalette::place()
{
    const QWidget *window = parentWidget();
    const int width = std::min(m_theme->scaled(kPaletteWidth), window->width() - 2 * PaletteDelegate::edge);
    int rows = 0;
    for (int row = 0; row < m_model->rowCount(); ++row)
        rows += PaletteDelegate::heightOf(*m_theme, m_model->at(row).kind);
    const int chrome = m_theme->scaled(kPaletteField) + m_theme->scaled(kPaletteFoot) + 3;
    const int most = std::min(window->height() - kPaletteTop - 2 * PaletteDelegate::edge,
                              chrome + PaletteDelegate::heightOf(*m_theme, PaletteRow::Kind::Result) * (kPaletteLines + 2));
    const int height = std::min(most, chrome + std::max(rows, PaletteDelegate::heightOf(*m_theme, PaletteRow::Kind::Result)) + 8);
    setGeometry((window->width() - width) / 2, kPaletteTop, width, height);
    m_list->setContentsMargins(0, 0, 0, 0);
    update();
}

void CommandPalette::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    panelRounded(&painter, rect(), m_theme->color(Token::Raised), m_theme->color(Token::Border), 8);
    const int field = m_theme->scaled(kPaletteField);
    paintIcon(&painter, QStringLiteral("search"), QRect(PaletteDelegate::edge + 1, (field - 16) / 2, 16, 16), m_theme->color(Token::Text2));
    painter.setPen(m_theme->color(Token::Line));
    painter.drawLine(1, field, width() - 2, field);
    painter.drawLine(1, m_foot->y() - 1, width() - 2, m_foot->y() - 1);
}

} // namespace mk
