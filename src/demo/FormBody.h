// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

#include <optional>

namespace mk::demo {

// One pair of a form, a query string or a multipart body, decoded.
struct FormField
{
    QByteArray name;
    QByteArray value;
    bool bare = false; // "name" without "=": Kong reads such a field as true
};
using FormFields = QList<FormField>; // in the order in which they were sent; a name may come more than once

// "%41" to "A", and "+" to a blank where asked. A "%" without two hexadecimal digits after it stays as it is.
QByteArray percentDecoded(const QByteArray &text, bool plusIsBlank);

// The "type/subtype" of a Content-Type in lower case, without its parameters; empty when there is none.
QByteArray mediaTypeOf(const QByteArray &contentType);

// application/x-www-form-urlencoded, and the query of a target: pairs without a name are left out.
FormFields urlEncodedFields(const QByteArray &body);

// multipart/form-data: the parts that have a name, their content as it was sent. Lines may end in CRLF or LF alone.
// Nothing when the type is not multipart or names no boundary.
std::optional<FormFields> multipartFields(const QByteArray &body, const QByteArray &contentType);

} // namespace mk::demo
