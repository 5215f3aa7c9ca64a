// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/FormBody.h"

namespace mk::demo {

namespace {

int hexDigit(char digit)
{
    if (digit >= '0' && digit <= '9')
        return digit - '0';
    if (digit >= 'a' && digit <= 'f')
        return digit - 'a' + 10;
    if (digit >= 'A' && digit <= 'F')
        return digit - 'A' + 10;
    return -1;
}

// The value of `name` among the parameters behind the first semicolon of a header's value, its quotes taken off.
QByteArray parameterOf(const QByteArray &headerValue, const QByteArray &name)
{
    qsizetype at = headerValue.indexOf(';');
    while (at >= 0 && at < headerValue.size()) {
        // A semicolon in quotes belongs to the value.
        qsizetype end = at + 1;
        bool quoted = false;
        while (end < headerValue.size() && (quoted || headerValue.at(end) != ';')) {
            if (headerValue.at(end) == '"')
                quoted = !quoted;
            ++end;
        }
        const QByteArray pair = headerValue.mid(at + 1, end - at - 1).trimmed();
        const qsizetype equals = pair.indexOf('=');
        if (equals > 0 && pair.left(equals).trimmed().compare(name, Qt::CaseInsensitive) == 0) {
            QByteArray value = pair.mid(equals + 1).trimmed();
            if (value.size() >= 2 && value.startsWith('"') && value.endsWith('"'))
                value = value.mid(1, value.size() - 2);
            return value;
        }
        at = end;
    }
    return {};
}

// The line from `at` on without its end, and where the next one begins (-1 after the last).
QByteArray lineFrom(const QByteArray &text, qsizetype at, qsizetype *next)
{
    const qsizetype end = text.indexOf('\n', at);
    *next = end < 0 ? -1 : end + 1;
    QByteArray line = end < 0 ? text.mid(at) : text.mid(at, end - at);
    if (line.endsWith('\r'))
        line.chop(1);
    return line;
}

// A part is its headers, an empty line and the content.
std::optional<FormField> fieldOfPart(const QByteArray &part)
{
    std::optional<FormField> field;
    qsizetype at = 0;
    while (at >= 0) {
        qsizetype next = -1;
        const QByteArray line = lineFrom(part, at, &next);
        at = next;
        if (line.isEmpty())
            break;
        const qsizetype colon = line.indexOf(':');
        if (colon < 0 || line.left(colon).trimmed().compare("content-disposition", Qt::CaseInsensitive) != 0)
            continue;
        const QByteArray name = parameterOf(line.mid(colon + 1), "name");
        if (!name.isEmpty())
            field = FormField{name, {}, false};
    }
    if (field && at >= 0)
        field->value = part.mid(at);
    return field;
}

} // namespace

QByteArray percentDecoded(const QByteArray &text, bool plusIsBlank)
{
    QByteArray decoded;
    decoded.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char c = text.at(i);
        if (c == '%' && i + 2 < text.size()) {
            const int high = hexDigit(text.at(i + 1));
            const int low = hexDigit(text.at(i + 2));
            if (high >= 0 && low >= 0) {
                decoded.append(char(high * 16 + low));
                i += 2;
                continue;
            }
        }
        decoded.append(c == '+' && plusIsBlank ? ' ' : c);
    }
    return decoded;
}

QByteArray mediaTypeOf(const QByteArray &contentType)
{
    const qsizetype end = contentType.indexOf(';');
    return (end < 0 ? contentType : contentType.left(end)).trimmed().toLower();
}

FormFields urlEncodedFields(const QByteArray &body)
{
    FormFields fields;
    for (const QByteArray &pair : body.split('&')) {
        const qsizetype equals = pair.indexOf('=');
        FormField field;
        field.name = percentDecoded(equals < 0 ? pair : pair.left(equals), true);
        field.bare = equals < 0;
        if (!field.bare)
            field.value = percentDecoded(pair.mid(equals + 1), true);
        if (!field.name.isEmpty())
            fields.append(field);
    }
    return fields;
}

std::optional<FormFields> multipartFields(const QByteArray &body, const QByteArray &contentType)
{
    if (!mediaTypeOf(contentType).startsWith("multipart/"))
        return std::nullopt;
    const QByteArray boundary = parameterOf(contentType, "boundary");
    if (boundary.isEmpty())
        return std::nullopt;
    const QByteArray delimiter = "--" + boundary;

    FormFields fields;
    qsizetype partBegin = -1;
    qsizetype at = 0;
    while (at >= 0) {
        qsizetype next = -1;
        const QByteArray line = lineFrom(body, at, &next);
        const bool last = line.trimmed() == delimiter + "--";
        if (last || line.trimmed() == delimiter) {
            if (partBegin >= 0) {
                // The end of the line before the delimiter is part of the delimiter.
                QByteArray part = body.mid(partBegin, at - partBegin);
                if (part.endsWith('\n'))
                    part.chop(1);
                if (part.endsWith('\r'))
                    part.chop(1);
                if (const std::optional<FormField> field = fieldOfPart(part))
                    fields.append(*field);
            }
            if (last)
                break;
            partBegin = next;
        }
        at = next;
    }
    return fields;
}

} // namespace mk::demo
