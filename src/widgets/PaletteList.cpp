// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/PaletteList.h"

#include "core/SafeText.h"
#include "widgets/Icons.h"
#include "widgets/Shapes.h"
#include "widgets/StylePaint.h"

#include <QPainter>
#include <QTextLayout>

namespace mk {

namespace {

constexpr int kPaletteRow = 32;
constexpr int kPaletteHeading = 28;
constexpr int kPaletteInset = 4; // of the current row's tint

} // namespace

CutName cutInMiddle(const QString &name, const TextSpans &spans, const QFontMetrics &metrics, int width)
{
    CutName cut{metrics.elidedText(name, Qt::ElideMiddle, width), {}};
    if (cut.text == name)
        return {name, spans};
    qsizetype head = 0;
    while (head < cut.text.size() && head < name.size() && cut.text[head] == name[head])
        ++head;
    const qsizetype tail = std::max<qsizetype>(0, cut.text.size() - head - 1);
    const qsizetype tailBegin = name.size() - tail;
    const qsizetype shift = cut.text.size() - name.size();
    const auto keep = [&cut](qsizetype begin, qsizetype end) {
        if (end > begin)
            cut.spans.append({int(begin), int(end - begin), SpanStyle::Strong});
    };
    for (const TextSpan &span : spans) {
        const qsizetype end = span.start + span.length;
        keep(span.start, std::min<qsizetype>(end, head));
        keep(std::max<qsizetype>(span.start, tailBegin) + shift, end + shift);
    }
    return cut;
}

void PaletteModel::setRows(std::vector<PaletteRow> rows)
{
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

QVariant PaletteModel::data(const QModelIndex &index, int role) const
{
    if (!has(index.row()))
        return {};
    const PaletteRow &row = at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return visibleText(row.name);
    case Qt::AccessibleTextRole:
        return spoken(row);
    case Qt::ToolTipRole: {
        const QString whole = row.detail.isEmpty() ? row.name : QString(row.name + QLatin1Char('\n') + row.detail);
        return row.kind == PaletteRow::Kind::Result ? tooltipText(whole) : QString();
    }
    default:
        return {};
    }
}

Qt::ItemFlags PaletteModel::flags(const QModelIndex &index) const
{
    return canChoose(index.row()) ? Qt::ItemIsEnabled | Qt::ItemIsSelectable : Qt::ItemFlags(Qt::NoItemFlags);
}

QString PaletteModel::spoken(const PaletteRow &row) const
{
    QStringList parts{visibleText(row.name)};
    for (const QString &part : {statusWord(row.status), visibleText(row.detail), row.place}) {
        if (!part.isEmpty())
            parts.append(part);
    }
    if (!row.enabled)
        parts.append(tr("cannot be used now"));
    if (row.starred)
        parts.append(tr("starred"));
    return parts.join(QLatin1String(", "));
}

int PaletteDelegate::heightOf(const Theme &theme, PaletteRow::Kind kind)
{
    return theme.scaled(kind == PaletteRow::Kind::Heading ? kPaletteHeading : kPaletteRow);
}

QSize PaletteDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    const PaletteRow::Kind kind = m_model->has(index.row()) ? m_model->at(index.row()).kind : PaletteRow::Kind::Result;
    return {100, heightOf(*m_theme, kind)};
}

void PaletteDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    if (!m_model->has(index.row()))
        return;
    const PaletteRow &row = m_model->at(index.row());
    painter->save();
    if (row.kind == PaletteRow::Kind::Heading)
        paintHeading(painter, option.rect, row);
    else
        paintRow(painter, option, row);
    painter->restore();
}

void PaletteDelegate::paintHeading(QPainter *painter, const QRect &rect, const PaletteRow &row) const
{
    const QRect inner = rect.adjusted(edge, 2, -edge, 0);
    painter->setFont(m_theme->font(FontRole::SmallStrong));
    painter->setPen(m_theme->color(Token::Text2));
    drawTextLine(painter, inner, Qt::AlignLeft, row.name);
    painter->setFont(m_theme->font(FontRole::Small));
    painter->setPen(m_theme->color(Token::Text3));
    drawTextLine(painter, inner, Qt::AlignRight, row.place);
}

void PaletteDelegate::paintRow(QPainter *painter, const QStyleOptionViewItem &option, const PaletteRow &row) const
{
    const bool current = option.state & QStyle::State_Selected;
    const bool hover = (option.state & QStyle::State_MouseOver) && row.kind != PaletteRow::Kind::Note;
    if (current || hover) {
        const QColor fill = m_theme->color(current ? Token::Sel : Token::Hover);
        panelRounded(painter, option.rect.adjusted(kPaletteInset, 0, -kPaletteInset, 0), fill, fill, 4);
    }
    QRect inner = option.rect.adjusted(edge, 0, -edge, 0);
    const QColor icon = m_theme->color(row.enabled ? Token::Text2 : Token::Disabled);
    if (!row.iconName.isEmpty())
        paintIcon(painter, row.iconName, QRect(inner.left(), inner.center().y() - 7, 16, 16), icon);
    inner.setLeft(inner.left() + 24);
    paintRight(painter, &inner, row);
    const int nameWidth = paintName(painter, inner, row);
    int left = inner.left() + nameWidth + 8;
    if (row.status != Status::None) {
        paintStatusShape(painter, QRectF(left, inner.center().y() - 5.5, 12, 12), row.status, m_theme->statusColor(row.status));
        left += 20;
    }
    if (!row.detail.isEmpty() && left < inner.right() - 20) {
        painter->setFont(m_theme->font(FontRole::Small));
        painter->setPen(m_theme->color(row.enabled ? Token::Text2 : Token::Text3));
        const QRect rest(left, inner.top(), inner.right() - left, inner.height());
        drawTextLine(painter, rest, Qt::AlignLeft,
                     painter->fontMetrics().elidedText(visibleText(row.detail), Qt::ElideRight, rest.width()));
    }
}

void PaletteDelegate::paintRight(QPainter *painter, QRect *inner, const PaletteRow &row) const
{
    if (row.starred) {
        paintIcon(painter, QStringLiteral("star"), QRect(inner->right() - 15, inner->center().y() - 7, 16, 16),
                  m_theme->color(Token::Warn));
        inner->setRight(inner->right() - 22);
    }
    if (row.place.isEmpty())
        return;
    painter->setFont(m_theme->font(FontRole::Small));
    painter->setPen(m_theme->color(Token::Text3));
    drawTextLine(painter, *inner, Qt::AlignRight, row.place);
    inner->setRight(inner->right() - painter->fontMetrics().horizontalAdvance(row.place) - 12);
}

int PaletteDelegate::paintName(QPainter *painter, const QRect &inner, const PaletteRow &row) const
{
    const QFont plain = m_theme->font(FontRole::Body);
    const QFont strong = m_theme->font(FontRole::BodyStrong);
    const int most = row.detail.isEmpty() ? inner.width() : std::max(inner.width() * 62 / 100, 120);
    const QFontMetrics metrics(row.spans.isEmpty() ? plain : strong);
    const CutName cut = cutInMiddle(visibleText(row.name), row.spans, metrics, std::min(most, inner.width()));
    QTextLayout layout(cut.text, plain);
    QTextOption direction(Qt::AlignLeft | Qt::AlignAbsolute);
    direction.setTextDirection(Qt::LeftToRight); // a name in another script must not turn the row round
    direction.setWrapMode(QTextOption::NoWrap);
    layout.setTextOption(direction);
    QList<QTextLayout::FormatRange> formats;
    for (const TextSpan &span : cut.spans) {
        QTextLayout::FormatRange range;
        range.start = span.start;
        range.length = span.length;
        range.format.setFont(strong);
        formats.append(range);
    }
    layout.setFormats(formats);
    layout.beginLayout();
    QTextLine line = layout.createLine();
    line.setLineWidth(inner.width());
    layout.endLayout();
    const Token ink = !row.enabled                                ? Token::Disabled
        : row.kind == PaletteRow::Kind::Note ? Token::Text2
        : row.kind == PaletteRow::Kind::More ? Token::Accent
                                             : Token::Text;
    painter->setPen(m_theme->color(ink));
    layout.draw(painter, QPointF(inner.left(), inner.top() + (inner.height() - line.height()) / 2));
    return int(line.naturalTextWidth()) + 1;
}

} // namespace mk
