// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/MarkedText.h"

#include "core/SafeText.h"

namespace mk {

namespace {

constexpr QChar codeMark(u'\x02');
constexpr QChar strongMark(u'\x03');
constexpr QChar endMark(u'\x04');

} // namespace

QString code(const QString &name)
{
    return codeMark + visibleText(name) + endMark;
}

QString strong(const QString &part)
{
    return strongMark + visibleText(part) + endMark;
}

MarkedText parseMarks(const QString &marked)
{
    MarkedText result;
    result.text.reserve(marked.size());
    int open = -1;
    SpanStyle style = SpanStyle::Code;
    for (const QChar c : marked) {
        if (c == codeMark || c == strongMark) {
            open = int(result.text.size());
            style = c == codeMark ? SpanStyle::Code : SpanStyle::Strong;
        } else if (c == endMark) {
            if (open >= 0 && int(result.text.size()) > open)
                result.spans.append({open, int(result.text.size()) - open, style});
            open = -1;
        } else {
            result.text.append(c);
        }
    }
    return result;
}

QString withoutMarks(const QString &marked)
{
    return parseMarks(marked).text;
}

} // namespace mk
