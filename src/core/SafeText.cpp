// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/SafeText.h"

#include <QStringDecoder>

#include <algorithm>

namespace mk {

namespace {

constexpr QChar ellipsis(0x2026);

bool mustBeEscaped(char32_t codePoint)
{
    switch (QChar::category(codePoint)) {
    case QChar::Other_Control:
    case QChar::Other_Format: // bidirectional and zero-width characters, soft hyphen, tags
    case QChar::Other_Surrogate:
    case QChar::Other_PrivateUse:
    case QChar::Other_NotAssigned:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return true;
    default:
        return false;
    }
}

QString escaped(char32_t codePoint)
{
    switch (codePoint) {
    case U'\n':
        return QStringLiteral("\\n");
    case U'\r':
        return QStringLiteral("\\r");
    case U'\t':
        return QStringLiteral("\\t");
    default:
        break;
    }
    const QString hex = QString::number(uint(codePoint), 16).toUpper();
    if (codePoint > 0xFFFF)
        return QStringLiteral("\\u{") + hex + QLatin1Char('}');
    return QStringLiteral("\\u") + hex.rightJustified(4, QLatin1Char('0'));
}

QString withEscapes(const QString &text, bool keepLines)
{
    QString out;
    out.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        char32_t codePoint = text.at(i).unicode();
        if (text.at(i).isHighSurrogate() && i + 1 < text.size() && text.at(i + 1).isLowSurrogate()) {
            codePoint = QChar::surrogateToUcs4(text.at(i), text.at(i + 1));
            ++i;
        }
        if (keepLines && codePoint == U'\r' && i + 1 < text.size() && text.at(i + 1) == QLatin1Char('\n'))
            continue; // the line break that follows shows it
        const bool isKept = keepLines && (codePoint == U'\n' || codePoint == U'\t');
        if (!isKept && mustBeEscaped(codePoint))
            out += escaped(codePoint);
        else
            out += QString::fromUcs4(&codePoint, 1);
    }
    return out;
}

// The first count characters, one less where that would cut a surrogate pair in two.
QString head(const QString &text, qsizetype count)
{
    if (count > 0 && count < text.size() && text.at(count - 1).isHighSurrogate())
        --count;
    return text.left(count);
}

QString tail(const QString &text, qsizetype count)
{
    if (count > 0 && count < text.size() && text.at(text.size() - count).isLowSurrogate())
        --count;
    return text.right(count);
}

} // namespace

QString visibleText(const QString &text)
{
    return withEscapes(text, false);
}

QString visibleMultiline(const QString &text)
{
    return withEscapes(text, true);
}

QString tooltipText(const QString &text, int maxChars)
{
    if (text.isEmpty())
        return {};
    QString shown = visibleMultiline(head(text, maxChars));
    if (text.size() > maxChars)
        shown += ellipsis;
    return QStringLiteral("<qt><div style=\"white-space: pre-wrap\">") + shown.toHtmlEscaped() +
           QStringLiteral("</div></qt>");
}

QString actionText(const QString &text)
{
    return visibleText(text).replace(QLatin1Char('&'), QStringLiteral("&&"));
}

QString shortened(const QString &text, int maxChars)
{
    if (text.size() <= maxChars)
        return text;
    if (maxChars <= 1)
        return QString(ellipsis);
    const int kept = maxChars - 1;
    return head(text, kept - kept / 2) + ellipsis + tail(text, kept / 2);
}

std::optional<QString> asText(const QByteArray &bytes)
{
    // A byte order mark is kept: what is written back must be what was read.
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::ConvertInitialBom);
    const QString text = decoder.decode(bytes);
    if (decoder.hasError() || text.toUtf8().size() != bytes.size())
        return std::nullopt;
    const bool isClean = std::all_of(text.cbegin(), text.cend(), [](QChar character) {
        return character.category() != QChar::Other_Control || character == QLatin1Char('\t') ||
               character == QLatin1Char('\n') || character == QLatin1Char('\r');
    });
    if (!isClean)
        return std::nullopt;
    return text;
}

} // namespace mk
