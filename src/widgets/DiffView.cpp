// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/DiffView.h"

#include "core/SafeText.h"
#include "widgets/StylePaint.h"

#include <QApplication>
#include <QClipboard>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QStyledItemDelegate>
#include <QTextLayout>

#include <algorithm>
#include <cmath>

namespace mk {

// --- model

DiffModel::DiffModel(QObject *parent) : QAbstractListModel(parent) {}

namespace {

using Line = DiffModel::Line;
using Kind = DiffModel::Kind;

Line codeLine(Kind kind, int number, const QString &text, int part)
{
    Line line;
    line.kind = kind;
    line.number = number;
    line.text = visibleMultiline(text);
    line.part = part;
    return line;
}

} // namespace

void DiffModel::setParts(const QList<DiffPart> &parts, int contextLines)
{
    beginResetModel();
    m_parts = parts;
    m_lines.clear();
    m_folded.clear();
    m_syntax.clear();
    for (int p = 0; p < int(parts.size()); ++p) {
        const DiffPart &part = parts[p];
        m_syntax.append(guessSyntax(part.before.isEmpty() ? part.after : part.before));
        if (!part.heading.isEmpty() || !part.number.isEmpty()) {
            Line heading;
            heading.kind = Kind::Heading;
            heading.part = p;
            m_lines.push_back(heading);
        }
        const QStringList left = splitLines(part.before);
        const QStringList right = splitLines(part.after);
        const std::vector<DiffRange> ranges = diffLines(left, right);
        const size_t start = m_lines.size();
        const bool endDiffers = !part.before.isEmpty() && !part.after.isEmpty()
            && endsWithNewline(part.before) != endsWithNewline(part.after);
        for (size_t r = 0; r < ranges.size(); ++r) {
            const DiffRange &range = ranges[r];
            if (range.equal) {
                const int before = r == 0 ? 0 : contextLines;
                const int after = r + 1 == ranges.size() && !endDiffers ? 0 : contextLines;
                const bool fold = range.rightCount > before + after + 1;
                const auto lineAt = [&](int i) {
                    return codeLine(Kind::Context, range.rightStart + i + 1, right[range.rightStart + i], p);
                };
                if (!fold) {
                    for (int i = 0; i < range.rightCount; ++i)
                        m_lines.push_back(lineAt(i));
                    continue;
                }
                for (int i = 0; i < before; ++i)
                    m_lines.push_back(lineAt(i));
                Line folded;
                folded.kind = Kind::Fold;
                folded.part = p;
                folded.number = m_nextFold++;
                folded.foldedLines = range.rightCount - before - after;
                std::vector<Line> &hidden = m_folded[folded.number];
                for (int i = before; i < range.rightCount - after; ++i)
                    hidden.push_back(lineAt(i));
                m_lines.push_back(folded);
                for (int i = range.rightCount - after; i < range.rightCount; ++i)
                    m_lines.push_back(lineAt(i));
                continue;
            }
            // Lines that stand for each other are told apart word by word.
            const size_t firstRemoved = m_lines.size();
            for (int i = 0; i < range.leftCount; ++i)
                m_lines.push_back(codeLine(Kind::Removed, range.leftStart + i + 1, left[range.leftStart + i], p));
            const size_t firstAdded = m_lines.size();
            for (int i = 0; i < range.rightCount; ++i)
                m_lines.push_back(codeLine(Kind::Added, range.rightStart + i + 1, right[range.rightStart + i], p));
            const int pairs = range.leftCount == range.rightCount ? range.leftCount : std::min({1, range.leftCount, range.rightCount});
            for (int i = 0; i < pairs; ++i) {
                Line &removed = m_lines[firstRemoved + size_t(i)];
                Line &added = m_lines[firstAdded + size_t(i)];
                WordChanges words = diffWords(removed.text, added.text);
                removed.words = std::move(words.left);
                added.words = std::move(words.right);
            }
        }
        // The last line's missing break is a difference that no line shows.
        if (endDiffers && m_lines.size() > start)
            m_lines.back().noNewline = true;
    }
    endResetModel();
}

void DiffModel::setPlainLines(std::vector<Line> lines)
{
    beginResetModel();
    m_parts = {DiffPart()};
    QString text;
    for (const Line &line : lines) {
        if (!line.text.trimmed().isEmpty()) {
            text = line.text;
            break;
        }
    }
    m_syntax = {guessSyntax(text)};
    m_lines = std::move(lines);
    m_folded.clear();
    endResetModel();
}

void DiffModel::unfold(int row)
{
    if (row < 0 || row >= int(m_lines.size()) || m_lines[size_t(row)].kind != Kind::Fold)
        return;
    const std::vector<Line> hidden = m_folded.take(m_lines[size_t(row)].number);
    beginRemoveRows({}, row, row);
    m_lines.erase(m_lines.begin() + row);
    endRemoveRows();
    if (hidden.empty())
        return;
    beginInsertRows({}, row, row + int(hidden.size()) - 1);
    m_lines.insert(m_lines.begin() + row, hidden.begin(), hidden.end());
    endInsertRows();
}

int DiffModel::rowOfPart(int part) const
{
    for (size_t i = 0; i < m_lines.size(); ++i) {
        if (m_lines[i].part == part)
            return int(i);
    }
    return -1;
}

int DiffModel::changedLines() const
{
    return int(std::count_if(m_lines.begin(), m_lines.end(),
                             [](const Line &line) { return line.kind == Kind::Removed || line.kind == Kind::Added; }));
}

int DiffModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_lines.size());
}

QVariant DiffModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= int(m_lines.size()))
        return {};
    const Line &line = m_lines[size_t(index.row())];
    if (role == Qt::DisplayRole)
        return line.kind == Kind::Heading ? m_parts[line.part].heading : line.text;
    if (role != Qt::AccessibleTextRole)
        return {};
    switch (line.kind) {
    case Kind::Context:
        return line.number > 0 ? tr("Line %1: %2").arg(line.number).arg(line.text) : line.text;
    case Kind::Removed:
        return tr("Removed, line %1: %2").arg(line.number).arg(line.text);
    case Kind::Added:
        return tr("Added, line %1: %2").arg(line.number).arg(line.text);
    case Kind::Conflict:
        return tr("Conflict, line %1: %2").arg(line.number).arg(line.text);
    case Kind::Fold:
        return tr("%n unchanged lines, folded", nullptr, line.foldedLines);
    case Kind::Heading: {
        QStringList words;
        for (const QString &word : {m_parts[line.part].number, m_parts[line.part].heading, m_parts[line.part].where,
                                    m_parts[line.part].note}) {
            if (!word.isEmpty())
                words.append(word);
        }
        return words.join(QStringLiteral(", "));
    }
    }
    return {};
}

// --- paint

namespace {

constexpr int signWidth = 16;
constexpr int textPadding = 8;
constexpr int headingHeight = 28;

class LineDelegate final : public QStyledItemDelegate
{
public:
    LineDelegate(const Theme *theme, DiffModel *lines, QObject *parent)
        : QStyledItemDelegate(parent), m_theme(theme), m_lines(lines)
    {
        refresh();
    }

    void refresh()
    {
        m_code = m_theme->font(FontRole::Code);
        const QFontMetrics metrics(m_code);
        int highest = 1;
        int longest = 0;
        for (int row = 0; row < m_lines->rowCount(); ++row) {
            const Line &line = m_lines->line(row);
            if (line.kind != Kind::Fold && line.kind != Kind::Heading) {
                highest = std::max(highest, line.number);
                longest = std::max(longest, int(line.text.size()));
            }
        }
        const auto digits = QString::number(highest).size();
        m_numberWidth = std::max(m_theme->scaled(28), int(digits) * metrics.horizontalAdvance(u'0') + 14);
        m_width = m_numberWidth + signWidth + 2 * textPadding + longest * metrics.horizontalAdvance(u'0');
    }

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const override
    {
        const bool heading = m_lines->line(index.row()).kind == Kind::Heading;
        return {heading ? 200 : m_width, heading ? m_theme->scaled(headingHeight) : m_theme->codeLineHeight()};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Line &line = m_lines->line(index.row());
        if (line.kind == Kind::Heading) {
            paintHeading(painter, option, index);
            return;
        }
        const QRect rect = option.rect;
        const QColor paper = option.palette.color(QPalette::Base);
        const Token tint = line.kind == Kind::Added ? Token::AddBg
            : line.kind == Kind::Removed            ? Token::DelBg
            : line.kind == Kind::Conflict           ? Token::WarnBg
                                                    : Token::Sunken;
        const bool plain = line.kind == Kind::Context || line.kind == Kind::Fold;
        painter->fillRect(rect, plain ? paper : m_theme->color(tint));
        const QRect gutter(rect.left(), rect.top(), m_numberWidth, rect.height());
        if (plain)
            painter->fillRect(gutter, m_theme->color(Token::Sunken));
        painter->setFont(m_code);
        if (line.kind == Kind::Fold) {
            painter->setFont(m_theme->font(FontRole::Small));
            painter->setPen(m_theme->color(Token::Text3));
            drawTextLine(painter, rect.adjusted(m_numberWidth + signWidth + textPadding, 0, 0, 0), Qt::AlignLeft,
                         DiffView::tr("%n unchanged lines", nullptr, line.foldedLines));
            painter->setFont(m_code);
            drawTextLine(painter, gutter.adjusted(0, 0, -6, 0), Qt::AlignRight, QStringLiteral("⋯"));
        } else {
            painter->setPen(m_theme->color(Token::Text3));
            if (line.number > 0)
                drawTextLine(painter, gutter.adjusted(0, 0, -6, 0), Qt::AlignRight, QString::number(line.number));
            else
                painter->fillRect(rect.adjusted(m_numberWidth, 0, 0, 0), m_theme->color(Token::Sunken));
            const QRect sign(rect.left() + m_numberWidth, rect.top(), signWidth, rect.height());
            if (line.kind == Kind::Added) {
                painter->setPen(m_theme->color(Token::Add));
                drawTextLine(painter, sign, Qt::AlignHCenter, QStringLiteral("+"));
            } else if (line.kind == Kind::Removed) {
                painter->setPen(m_theme->color(Token::Del));
                drawTextLine(painter, sign, Qt::AlignHCenter, QStringLiteral("−"));
            } else if (line.kind == Kind::Conflict) {
                painter->setPen(m_theme->color(Token::Text));
                drawTextLine(painter, sign, Qt::AlignHCenter, QStringLiteral("!"));
            }
            paintCode(painter, rect, line);
        }
        paintSelection(painter, option, index);
    }

private:
    void paintSelection(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
    {
        const auto *view = qobject_cast<const QAbstractItemView *>(option.widget);
        if (option.state & QStyle::State_Selected)
            painter->fillRect(QRect(option.rect.left(), option.rect.top(), 2, option.rect.height()), m_theme->color(Token::Focus));
        if (view && view->hasFocus() && view->currentIndex() == index && view->window()->testAttribute(Qt::WA_KeyboardFocusChange))
            strokeRounded(painter, option.rect, m_theme->color(Token::Focus), 0);
    }

    void paintCode(QPainter *painter, const QRect &rect, const Line &line) const
    {
        QList<QTextLayout::FormatRange> formats = highlightLine(m_theme, line.text, m_lines->syntaxOf(line.part));
        for (const WordChange &word : line.words) {
            QTextLayout::FormatRange range;
            range.start = word.start;
            range.length = word.length;
            range.format.setForeground(m_theme->color(Token::Text));
            formats.append(range);
        }
        QTextLayout layout(line.text, m_code);
        QTextOption option;
        option.setWrapMode(QTextOption::NoWrap);
        option.setTabStopDistance(4 * QFontMetrics(m_code).horizontalAdvance(u' '));
        layout.setTextOption(option);
        layout.setFormats(formats);
        layout.beginLayout();
        QTextLine laid = layout.createLine();
        if (laid.isValid())
            laid.setLineWidth(1'000'000);
        layout.endLayout();
        if (!laid.isValid())
            return;
        const int left = rect.left() + m_numberWidth + signWidth + textPadding;
        const int top = rect.top() + (rect.height() - int(std::ceil(laid.height())) + 1) / 2;
        const QColor wordTint = m_theme->color(line.kind == Kind::Removed ? Token::DelWord : Token::AddWord);
        for (const WordChange &word : line.words) {
            const int from = left + int(laid.cursorToX(word.start));
            const int to = left + int(std::ceil(laid.cursorToX(word.start + word.length)));
            fillRounded(painter, QRect(from, rect.top() + 2, to - from, rect.height() - 4), wordTint, 2);
        }
        painter->setPen(m_theme->color(Token::Text));
        layout.draw(painter, QPointF(left, top));
        if (line.noNewline) {
            painter->setFont(m_theme->font(FontRole::Small));
            painter->setPen(m_theme->color(Token::Text3));
            const int at = left + int(std::ceil(laid.naturalTextWidth())) + 12;
            drawTextLine(painter, QRect(at, rect.top(), rect.right() - at, rect.height()), Qt::AlignLeft,
                         DiffView::tr("the line break at the end differs"));
        }
    }

    void paintHeading(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
    {
        const DiffPart &part = m_lines->part(m_lines->line(index.row()).part);
        const auto *view = qobject_cast<const QAbstractScrollArea *>(option.widget);
        // A head fills what is seen, however far its lines reach.
        QRect rect = option.rect;
        if (view)
            rect.setRight(view->viewport()->width() - 1);
        rect.setLeft(0);
        painter->fillRect(rect.united(option.rect), m_theme->color(Token::Sunken));
        const QColor border = m_theme->color(Token::Line);
        if (index.row() > 0)
            painter->fillRect(QRect(rect.left(), rect.top(), rect.width(), 1), border);
        painter->fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), border);
        int x = rect.left() + 12;
        int right = rect.right() - 12;
        const auto draw = [&](const QString &text, FontRole role, Token color, Qt::TextElideMode mode) {
            if (text.isEmpty() || right - x < 12)
                return;
            painter->setFont(m_theme->font(role));
            painter->setPen(m_theme->color(color));
            const QString shown = painter->fontMetrics().elidedText(text, mode, right - x);
            drawTextLine(painter, QRect(x, rect.top(), right - x, rect.height()), Qt::AlignLeft, shown);
            x += painter->fontMetrics().horizontalAdvance(shown) + 8;
        };
        if (!part.note.isEmpty()) {
            painter->setFont(m_theme->font(FontRole::Small));
            painter->setPen(m_theme->color(Token::Text2));
            drawTextLine(painter, QRect(x, rect.top(), right - x, rect.height()), Qt::AlignRight, part.note);
            right -= painter->fontMetrics().horizontalAdvance(part.note) + 12;
        }
        const int whereWidth = part.where.isEmpty()
            ? 0
            : QFontMetrics(m_theme->font(FontRole::Small)).horizontalAdvance(part.where) + 8;
        draw(part.number, FontRole::Body, Token::Text2, Qt::ElideRight);
        right -= whereWidth;
        draw(part.heading, FontRole::Code, Token::Text, Qt::ElideMiddle);
        right += whereWidth;
        draw(part.where, FontRole::Small, Token::Text2, Qt::ElideRight);
        paintSelection(painter, option, index);
    }

    const Theme *m_theme;
    DiffModel *m_lines;
    QFont m_code;
    int m_numberWidth = 28;
    int m_width = 100;
};

} // namespace

CodeLinesView::CodeLinesView(const Theme *theme, const QString &name, QWidget *parent)
    : QListView(parent), m_theme(theme), m_lines(new DiffModel(this))
{
    setAccessibleName(name);
    setFrameShape(QFrame::NoFrame);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setTabKeyNavigation(false);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setItemDelegate(new LineDelegate(theme, m_lines, this));
    setModel(m_lines);
    connect(theme, &Theme::changed, this, &CodeLinesView::applyTheme);
    connect(m_lines, &QAbstractItemModel::modelReset, this, &CodeLinesView::refreshWidth);
    connect(m_lines, &QAbstractItemModel::rowsInserted, this, &CodeLinesView::refreshWidth);
}

void CodeLinesView::refreshWidth()
{
    static_cast<LineDelegate *>(itemDelegate())->refresh();
    scheduleDelayedItemsLayout();
}

void CodeLinesView::applyTheme()
{
    refreshWidth();
    viewport()->update();
}

QString CodeLinesView::copyText() const
{
    QList<int> rows;
    const QModelIndexList selected = selectionModel()->selectedRows();
    for (const QModelIndex &index : selected)
        rows.append(index.row());
    std::sort(rows.begin(), rows.end());
    QString text;
    for (const int row : std::as_const(rows)) {
        const Line &line = m_lines->line(row);
        if (line.kind != Kind::Fold && line.kind != Kind::Heading)
            text += line.text + u'\n';
    }
    return text;
}

void CodeLinesView::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy)) {
        QApplication::clipboard()->setText(copyText());
        return;
    }
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && currentIndex().isValid() && m_lines->line(currentIndex().row()).kind == Kind::Fold) {
        m_lines->unfold(currentIndex().row());
        return;
    }
    QListView::keyPressEvent(event);
}

void CodeLinesView::mouseReleaseEvent(QMouseEvent *event)
{
    QListView::mouseReleaseEvent(event);
    const QModelIndex index = indexAt(event->pos());
    if (event->button() == Qt::LeftButton && index.isValid() && m_lines->line(index.row()).kind == Kind::Fold)
        m_lines->unfold(index.row());
}

// --- unified view

DiffView::DiffView(const Theme *theme, const QString &name, QWidget *parent) : CodeLinesView(theme, name, parent) {}

void DiffView::setTexts(const QString &before, const QString &after)
{
    DiffPart part;
    part.before = before;
    part.after = after;
    setParts({part});
}

void DiffView::setParts(const QList<DiffPart> &parts)
{
    lines()->setParts(parts, m_context);
}

void DiffView::scrollToPart(int part)
{
    if (const int row = lines()->rowOfPart(part); row >= 0)
        scrollTo(lines()->index(row), QAbstractItemView::PositionAtTop);
}

} // namespace mk
