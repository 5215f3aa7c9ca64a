// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/CodeHighlight.h"

namespace mk {

namespace {

// The end of the string that starts at its opening quote; behind the closing one, or the line's end.
qsizetype stringEnd(const QString &line, qsizetype start)
{
    for (qsizetype i = start + 1; i < line.size(); ++i) {
        if (line[i] == u'\\')
            ++i;
        else if (line[i] == u'"')
            return i + 1;
    }
    return line.size();
}

} // namespace

QList<QTextLayout::FormatRange> highlightLine(const Theme *theme, const QString &line, Syntax syntax)
{
    QList<QTextLayout::FormatRange> ranges;
    if (syntax != Syntax::Json)
        return ranges;
    for (qsizetype i = 0; i < line.size(); ++i) {
        if (line[i] != u'"')
            continue;
        const qsizetype end = stringEnd(line, i);
        qsizetype after = end;
        while (after < line.size() && line[after].isSpace())
            ++after;
        const bool isKey = after < line.size() && line[after] == u':';
        QTextLayout::FormatRange range;
        range.start = int(i);
        range.length = int(end - i);
        range.format.setForeground(theme->color(isKey ? Token::Accent : Token::Ok));
        ranges.append(range);
        i = end - 1;
    }
    return ranges;
}

Syntax guessSyntax(const QString &text)
{
    for (const QChar c : text) {
        if (c.isSpace())
            continue;
        return c == u'{' || c == u'[' ? Syntax::Json : Syntax::None;
    }
    return Syntax::None;
}

} // namespace mk
