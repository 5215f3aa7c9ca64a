// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/CellDelegate.h"

#include "core/SafeText.h"
#include "widgets/Icons.h"
#include "widgets/Shapes.h"
#include "widgets/Sparkline.h"
#include "widgets/StylePaint.h"

#include <QAbstractItemView>
#include <QHelpEvent>
#include <QPainter>
#include <QTextLayout>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace mk {

namespace {

constexpr int edge = 16;
constexpr int padding = 8;
constexpr int shapeSize = 12;
constexpr int iconSize = 16;
constexpr int pieceGap = 6;
constexpr int sparkWidth = 144;
constexpr int sparkHeight = 20;
constexpr qreal staleOpacity = 0.55;

FontRole strongOf(FontRole role)
{
    return role == FontRole::Code ? FontRole::CodeStrong : FontRole::BodyStrong;
}

} // namespace

struct CellDelegate::Cell
{
    QString text;
    QString suffix;
    QString secondary;
    QString tag;
    QString iconName;
    TextSpans spans;
    Qt::Alignment alignment = Qt::AlignLeft;
    Status status = Status::None;
    Tone tone = Tone::Normal;
    bool mono = false;
    bool strong = false;
    bool link = false;
    bool pending = false;
    bool stale = false;
    bool secondaryMono = false;

    // Only found text: it is a tint behind plain text, which is drawn the fast way.
    bool matchesOnly() const
    {
        return std::all_of(spans.begin(), spans.end(), [](const TextSpan &span) { return span.style == SpanStyle::Match; });
    }

    FontRole role() const
    {
        if (mono)
            return strong ? FontRole::CodeStrong : FontRole::Code;
        return strong ? FontRole::BodyStrong : link ? FontRole::BodyMedium : FontRole::Body;
    }
};

CellDelegate::CellDelegate(const Theme *theme, QObject *parent) : QStyledItemDelegate(parent), m_theme(theme)
{
    refreshFonts();
    connect(theme, &Theme::changed, this, &CellDelegate::refreshFonts);
}

void CellDelegate::refreshFonts()
{
    m_fonts.clear();
    m_metrics.clear();
    for (int role = 0; role <= int(FontRole::CodeStrong); ++role) {
        m_fonts.push_back(m_theme->font(FontRole(role)));
        m_metrics.emplace_back(m_fonts.back());
    }
    m_cuts.clear();
}

void CellDelegate::setColumns(const QList<ColumnLook> &columns)
{
    m_columns = columns;
    m_lastColumn = int(columns.size()) - 1;
    m_cuts.clear();
}

void CellDelegate::setEdges(int firstColumn, int lastColumn)
{
    m_firstColumn = firstColumn;
    m_lastColumn = lastColumn;
}

const ColumnLook &CellDelegate::look(int column) const
{
    static const ColumnLook plain;
    return column >= 0 && column < m_columns.size() ? m_columns[column] : plain;
}

CellDelegate::Cell CellDelegate::readCell(const QModelIndex &index) const
{
    Cell cell;
    cell.text = index.data(Qt::DisplayRole).toString();
    cell.status = Status(index.data(StatusRole).toInt());
    cell.mono = index.data(MonoRole).toBool();
    cell.strong = index.data(StrongRole).toBool();
    cell.tone = Tone(index.data(ToneRole).toInt());
    if (cell.tone == Tone::Normal && index.data(DimRole).toBool())
        cell.tone = Tone::Dim;
    cell.link = !index.data(LinkRole).toString().isEmpty();
    cell.suffix = index.data(SuffixRole).toString();
    cell.secondary = index.data(SecondaryTextRole).toString();
    cell.secondaryMono = index.data(SecondaryMonoRole).toBool();
    cell.tag = index.data(TagRole).toString();
    cell.iconName = index.data(IconNameRole).toString();
    cell.pending = index.data(PendingRole).toBool();
    cell.stale = m_stale || index.data(StaleRole).toBool();
    if (const QVariant spans = index.data(SpansRole); spans.isValid())
        cell.spans = spans.value<TextSpans>();
    if (const QVariant alignment = index.data(Qt::TextAlignmentRole); alignment.isValid())
        cell.alignment = Qt::Alignment(alignment.toInt());
    if (m_tree) {
        cell.suffix.clear();
        cell.alignment = Qt::AlignLeft;
    }
    return cell;
}

void CellDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    // Everything that the base class would fetch here is painted from the roles instead.
    option->index = index;
}

QRect CellDelegate::contentRect(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QRect rect = option.rect;
    if (m_tree)
        return rect.adjusted(4, 0, -padding, 0);
    rect.setBottom(rect.bottom() - 1); // hairline
    const bool first = index.column() == m_firstColumn;
    const bool last = index.column() == m_lastColumn;
    const bool mirrored = option.direction == Qt::RightToLeft;
    const int left = (mirrored ? last : first) ? edge : padding;
    const int right = (mirrored ? first : last) ? edge : padding;
    rect.adjust(left, 0, -right, 0);
    return rect;
}

void CellDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    paintBackground(painter, option, index);
    const ColumnLook &column = look(index.column());
    const QRect rect = contentRect(option, index);
    switch (column.kind) {
    case ColumnKind::Mark: {
        const auto status = Status(index.data(StatusRole).toInt());
        if (status == Status::None)
            return;
        painter->setOpacity(m_stale || index.data(StaleRole).toBool() ? staleOpacity : 1.0);
        const QRect shape(rect.left(), rect.top() + (rect.height() - shapeSize + 1) / 2, shapeSize, shapeSize);
        paintStatusShape(painter, shape, status, m_theme->statusColor(status));
        painter->setOpacity(1.0);
        return;
    }
    case ColumnKind::Check: {
        const QVariant checked = index.data(Qt::CheckStateRole);
        const bool on = checked.isValid() ? checked.toInt() == Qt::Checked : bool(option.state & QStyle::State_Selected);
        QStyle::State state = QStyle::State_Enabled;
        state |= on ? QStyle::State_On : QStyle::State_Off;
        paintCheckBox(painter, *m_theme, QRect(rect.left(), rect.top(), 14, rect.height()), state);
        return;
    }
    case ColumnKind::Spark: {
        const auto spark = index.data(SparkRole).value<SparkBuffer>();
        if (!spark)
            return;
        const bool trouble = Status(index.data(StatusRole).toInt()) == Status::Crit;
        const int width = std::min(sparkWidth, rect.width());
        const QRect plot(rect.right() + 1 - width, rect.top() + (rect.height() - sparkHeight) / 2, width, sparkHeight);
        painter->setOpacity(m_stale || index.data(StaleRole).toBool() ? staleOpacity : 1.0);
        paintSparkline(painter, plot, *spark, m_theme->color(trouble ? Token::S2 : Token::S1));
        painter->setOpacity(1.0);
        return;
    }
    case ColumnKind::Text:
        break;
    }
    paintText(painter, rect, readCell(index), option, index);
}

void CellDelegate::paintBackground(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    if (m_tree)
        return; // EntityTree paints whole rows
    const auto *view = qobject_cast<const QAbstractItemView *>(option.widget);
    const bool selected = option.state & QStyle::State_Selected;
    const bool focused = view && view->hasFocus();
    const bool hovered = m_hover.isValid() && m_hover.row() == index.row() && m_hover.parent() == index.parent();
    const bool current = view && !m_embedded && view->currentIndex().isValid() && view->currentIndex().row() == index.row();
    Token fill = Token::Base;
    if (selected && !(m_embedded && !focused))
        fill = focused ? Token::Sel : Token::SelOff;
    else if (m_flashing && m_flashing->contains(QPersistentModelIndex(index)))
        fill = Token::Match;
    else if (hovered)
        fill = Token::Hover;
    painter->fillRect(option.rect, fill == Token::Base ? option.palette.color(QPalette::Base) : m_theme->color(fill));
    const QRect &r = option.rect;
    const bool lines = current && selected && focused;
    painter->fillRect(QRect(r.left(), r.bottom(), r.width(), 1), m_theme->color(lines ? Token::Focus : Token::Line));
    if (lines)
        painter->fillRect(QRect(r.left(), r.top(), r.width(), 1), m_theme->color(Token::Focus));
}

const CellDelegate::Cut &CellDelegate::cut(const QString &text, FontRole role, int column, int width) const
{
    const CutKey key{text, width, column, role};
    if (const Cut *known = m_cuts.object(key))
        return *known;
    const QFontMetrics &metrics = metricsFor(role);
    auto made = std::make_unique<Cut>();
    made->text = text;
    made->width = metrics.horizontalAdvance(text);
    if (made->width > width) {
        const ColumnLook &how = look(column);
        QString shorter = text;
        if (!how.usualEnding.isEmpty() && text.endsWith(how.usualEnding)) {
            shorter = text.chopped(how.usualEnding.size());
            const QString withDots = shorter + QChar(0x2026);
            made->text = metrics.horizontalAdvance(withDots) <= width ? withDots
                                                                      : metrics.elidedText(shorter, Qt::ElideMiddle, width);
        } else {
            made->text = metrics.elidedText(text, m_tree ? Qt::ElideMiddle : how.elide, width);
        }
        made->width = metrics.horizontalAdvance(made->text);
    }
    Cut *result = made.release();
    m_cuts.insert(key, result);
    return *result;
}

void CellDelegate::paintText(QPainter *painter, const QRect &rect, const Cell &cell, const QStyleOptionViewItem &option,
                             const QModelIndex &index) const
{
    const bool dimmed = cell.stale || cell.pending || !(option.state & QStyle::State_Enabled);
    const FontRole role = m_tree && (option.state & QStyle::State_Selected) ? strongOf(cell.role()) : cell.role();
    const FontRole secondaryRole = cell.secondaryMono ? FontRole::Code : m_tree ? FontRole::Small : FontRole::Body;
    const QColor ink = dimmed ? m_theme->color(Token::Text3)
        : cell.link           ? m_theme->color(Token::Accent)
                              : m_theme->toneColor(cell.tone);

    // What stands around the text, from the widths that are never cut.
    int around = 0;
    if (!cell.iconName.isEmpty())
        around += iconSize + (m_tree ? 4 : pieceGap);
    const bool hasShape = cell.status != Status::None;
    const bool shapeLeads = hasShape && !m_tree;
    if (hasShape)
        around += shapeSize + pieceGap;
    const int suffixWidth = cell.suffix.isEmpty() ? 0 : metricsFor(role).horizontalAdvance(cell.suffix);
    const int tagWidth = cell.tag.isEmpty() ? 0 : metricsFor(FontRole::CaptionMedium).horizontalAdvance(cell.tag) + 10;
    const int secondaryWidth = cell.secondary.isEmpty() ? 0 : metricsFor(secondaryRole).horizontalAdvance(cell.secondary);
    around += suffixWidth + (tagWidth ? tagWidth + pieceGap : 0);
    int room = rect.width() - around;
    const int secondaryGap = m_tree ? padding : 5;
    const bool secondaryFits = secondaryWidth > 0 && room - secondaryWidth - secondaryGap >= std::min(room / 2, 60);
    if (secondaryFits)
        room -= secondaryWidth + secondaryGap;
    room = std::max(room, 0);

    const bool withSpans = !cell.spans.isEmpty() && !cell.matchesOnly();
    Cut shown;
    if (withSpans)
        shown = {cell.text, std::min(room, textWidth(cell, role))};
    else if (!cell.text.isEmpty())
        shown = cut(cell.text, role, index.column(), room);

    const int whole = around + shown.width + (secondaryFits && !m_tree ? secondaryWidth + secondaryGap : 0);
    const bool atRight = bool(cell.alignment & Qt::AlignRight) != (option.direction == Qt::RightToLeft);
    int x = rect.left();
    if (cell.alignment & Qt::AlignHCenter)
        x += (rect.width() - whole) / 2;
    else if (atRight)
        x = rect.right() + 1 - whole;

    const auto baseline = [&rect, this](FontRole r) {
        const QFontMetrics &metrics = metricsFor(r);
        return rect.top() + (rect.height() - metrics.height() + 1) / 2 + metrics.ascent();
    };
    const auto draw = [&](const QString &text, FontRole r, const QColor &color, int at) {
        painter->setFont(fontFor(r));
        painter->setPen(color);
        painter->drawText(at, baseline(r), text);
    };
    const auto drawShape = [&] {
        if (cell.stale)
            painter->setOpacity(staleOpacity);
        const QRect shape(x, rect.top() + (rect.height() - shapeSize + 1) / 2, shapeSize, shapeSize);
        paintStatusShape(painter, shape, cell.status, m_theme->statusColor(cell.status));
        painter->setOpacity(1.0);
    };

    if (!cell.iconName.isEmpty()) {
        paintIcon(painter, cell.iconName, QRect(x, rect.top() + (rect.height() - iconSize) / 2, iconSize, iconSize),
                  m_theme->color(dimmed ? Token::Text3 : Token::Text2));
        x += iconSize + (m_tree ? 4 : pieceGap);
    }
    if (shapeLeads) {
        drawShape();
        x += shapeSize + pieceGap;
    }
    if (withSpans)
        paintSpans(painter, QRect(x, rect.top(), shown.width, rect.height()), cell, role, ink);
    else if (!shown.text.isEmpty()) {
        for (const TextSpan &span : cell.spans) {
            // Where the text was cut, positions behind the cut say nothing any more.
            if (shown.text != cell.text && !shown.text.startsWith(QStringView(cell.text).left(span.start + span.length)))
                continue;
            const QFontMetrics &metrics = metricsFor(role);
            const int from = x + metrics.horizontalAdvance(cell.text, span.start);
            const int to = x + metrics.horizontalAdvance(cell.text, span.start + span.length);
            fillRounded(painter, QRect(from, baseline(role) - metrics.ascent(), to - from, metrics.height()),
                        m_theme->color(Token::Match), 2);
        }
        draw(shown.text, role, ink, x);
    }
    x += shown.width;
    const QColor dim = m_theme->color(Token::Text3);
    if (suffixWidth > 0) {
        draw(cell.suffix, role, dim, x);
        x += suffixWidth;
    }
    if (hasShape && !shapeLeads) {
        x += pieceGap;
        drawShape();
        x += shapeSize;
    }
    if (tagWidth > 0) {
        x += pieceGap;
        const int height = m_theme->scaled(18);
        const QRect tag(x, rect.top() + (rect.height() - height) / 2, tagWidth, height);
        strokeRounded(painter, tag, m_theme->color(Token::Border), 3);
        draw(cell.tag, FontRole::CaptionMedium, m_theme->color(Token::Text2), x + 5);
        x += tagWidth;
    }
    if (secondaryFits) {
        const int at = m_tree ? rect.right() + 1 - secondaryWidth : x + secondaryGap;
        draw(cell.secondary, secondaryRole, dim, at);
    }
}

namespace {

QList<QTextLayout::FormatRange> formatsOf(const Theme *theme, const TextSpans &spans, const std::vector<QFont> &fonts)
{
    QList<QTextLayout::FormatRange> ranges;
    for (const TextSpan &span : spans) {
        QTextLayout::FormatRange range;
        range.start = span.start;
        range.length = span.length;
        switch (span.style) {
        case SpanStyle::Code:
            range.format.setFont(fonts[size_t(FontRole::Code)]);
            break;
        case SpanStyle::Strong:
            range.format.setFont(fonts[size_t(FontRole::BodyStrong)]);
            break;
        case SpanStyle::Dim:
            range.format.setForeground(theme->color(Token::Text3));
            break;
        case SpanStyle::Match:
            range.format.setBackground(theme->color(Token::Match));
            range.format.setForeground(theme->color(Token::Text));
            break;
        }
        ranges.append(range);
    }
    return ranges;
}

// The whole text in one line, however long; the line lives as long as the layout.
QTextLine layOneLine(QTextLayout *layout, const QList<QTextLayout::FormatRange> &formats)
{
    layout->setFormats(formats);
    layout->beginLayout();
    QTextLine line = layout->createLine();
    if (line.isValid())
        line.setLineWidth(1'000'000);
    layout->endLayout();
    return line;
}

} // namespace

int CellDelegate::textWidth(const Cell &cell, FontRole role) const
{
    if (cell.matchesOnly())
        return metricsFor(role).horizontalAdvance(cell.text);
    QTextLayout layout(cell.text, fontFor(role));
    const QTextLine line = layOneLine(&layout, formatsOf(m_theme, cell.spans, m_fonts));
    return line.isValid() ? int(std::ceil(line.naturalTextWidth())) : 0;
}

void CellDelegate::paintSpans(QPainter *painter, const QRect &rect, const Cell &cell, FontRole role, const QColor &ink) const
{
    const auto layOut = [&](QTextLayout &layout) {
        QTextOption option;
        option.setWrapMode(QTextOption::NoWrap);
        layout.setTextOption(option);
        return layOneLine(&layout, formatsOf(m_theme, cell.spans, m_fonts));
    };
    QTextLayout layout(cell.text, fontFor(role));
    QTextLine line = layOut(layout);
    if (!line.isValid())
        return;
    QTextLayout shortened(QString(), fontFor(role));
    const QTextLayout *shown = &layout;
    if (line.naturalTextWidth() > rect.width() + 1) {
        const QChar dots(0x2026);
        const int at = line.xToCursor(std::max(0, rect.width() - metricsFor(role).horizontalAdvance(dots)),
                                      QTextLine::CursorOnCharacter);
        shortened.setText(QString(cell.text.left(at).trimmed() + dots));
        line = layOut(shortened);
        shown = &shortened;
    }
    painter->setPen(ink);
    const QFontMetrics &metrics = metricsFor(role);
    const int baseline = rect.top() + (rect.height() - metrics.height() + 1) / 2 + metrics.ascent();
    shown->draw(painter, QPointF(rect.left(), std::round(baseline - line.ascent())));
}

int CellDelegate::wantedWidth(const QModelIndex &index) const
{
    const Cell cell = readCell(index);
    int width = textWidth(cell, cell.role()) + metricsFor(cell.role()).horizontalAdvance(cell.suffix);
    if (!cell.iconName.isEmpty())
        width += iconSize + pieceGap;
    if (cell.status != Status::None)
        width += shapeSize + pieceGap;
    if (!cell.tag.isEmpty())
        width += metricsFor(FontRole::CaptionMedium).horizontalAdvance(cell.tag) + 10 + pieceGap;
    if (!cell.secondary.isEmpty())
        width += metricsFor(cell.secondaryMono ? FontRole::Code : FontRole::Body).horizontalAdvance(cell.secondary) + pieceGap;
    return width + (index.column() == m_firstColumn ? edge : padding) + (index.column() == m_lastColumn ? edge : padding) + 1;
}

QSize CellDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    return {m_tree ? 10 : wantedWidth(index), m_theme->rowHeight()};
}

bool CellDelegate::isCut(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    if (look(index.column()).kind != ColumnKind::Text)
        return false;
    const Cell cell = readCell(index);
    int around = metricsFor(cell.role()).horizontalAdvance(cell.suffix);
    if (!cell.iconName.isEmpty())
        around += iconSize + pieceGap;
    if (cell.status != Status::None)
        around += shapeSize + pieceGap;
    if (!cell.secondary.isEmpty())
        around += metricsFor(cell.secondaryMono ? FontRole::Code : FontRole::Body).horizontalAdvance(cell.secondary) + pieceGap;
    return textWidth(cell, cell.role()) + around > contentRect(option, index).width();
}

QRect CellDelegate::linkRect(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Cell cell = readCell(index);
    if (!cell.link)
        return {};
    const QRect rect = contentRect(option, index);
    const int width = std::min(rect.width(), textWidth(cell, cell.role()) + (cell.status != Status::None ? shapeSize + pieceGap : 0));
    if (cell.alignment & Qt::AlignRight)
        return {rect.right() + 1 - width, rect.top(), width, rect.height()};
    return {rect.left(), rect.top(), width, rect.height()};
}

bool CellDelegate::helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                             const QModelIndex &index)
{
    if (event->type() != QEvent::ToolTip)
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    QString tip = index.data(Qt::ToolTipRole).toString(); // the model made it safe
    if (tip.isEmpty() && look(index.column()).kind == ColumnKind::Mark)
        tip = tooltipText(statusWord(Status(index.data(StatusRole).toInt())));
    if (tip.isEmpty() && isCut(option, index))
        tip = tooltipText(QString(index.data(Qt::DisplayRole).toString() + index.data(SuffixRole).toString()));
    if (tip.isEmpty())
        QToolTip::hideText();
    else
        QToolTip::showText(event->globalPos(), tip, view->viewport(), view->visualRect(index));
    return true;
}

} // namespace mk
