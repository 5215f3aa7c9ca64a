// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Result.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <nlohmann/json_fwd.hpp>

#include <functional>
#include <initializer_list>
#include <map>
#include <optional>

namespace mk {

// Reading JSON that came from strangers: no exception leaves, nothing recurses deeper than told, numbers keep their 64
// bits. Pure functions, any thread. Every failure is ErrorKind::Unreadable with the place in Error::detail.

// One whole document. Text after it, invalid UTF-8 and nesting deeper than maxDepth are errors.
Result<nlohmann::json> parseJson(const QByteArray &bytes, int maxDepth = 128);

// True where brackets nest deeper than maxDepth: what must not be handed to a parser or a printer that recurses.
bool isJsonTooDeep(const QByteArray &bytes, int maxDepth = 128);

// Where the first thing stands that is no JSON, in bytes from the start; nothing when all of it is.
std::optional<qsizetype> jsonErrorPosition(const QByteArray &bytes);

// The elements of a document that is one array, one after the other; each is freed before the next is read, so memory
// holds one element and not the document. `null` counts as the empty array. An error of the function ends the reading.
Result<Done> parseJsonArray(const QByteArray &bytes, const std::function<Result<Done>(nlohmann::json &element)> &fn,
                            int maxDepth = 128);

// The fields of one object. What is absent or null reads as empty; a value of another type is remembered as the error of
// the whole reading, so that a decoder reads all of its fields and asks once, at the end.
class JsonFields
{
public:
    // `what` names the object in the error: "service instance".
    JsonFields(const nlohmann::json &object, const char *what);

    // These must be there (null counts as absent).
    void require(std::initializer_list<const char *> names);
    QString string(const char *name);
    std::optional<QString> optionalString(const char *name);
    bool boolean(const char *name);
    std::optional<bool> optionalBoolean(const char *name);
    quint64 unsignedNumber(const char *name); // exact to 64 bits; negative and broken numbers are errors
    qint64 signedNumber(const char *name);
    std::optional<double> optionalNumber(const char *name);
    QStringList strings(const char *name);                // array of strings
    std::map<QString, QString> stringMap(const char *name); // object whose values are strings
    const nlohmann::json *object(const char *name);       // nullptr when absent or null
    const nlohmann::json *array(const char *name);        // nullptr when absent or null
    bool has(const char *name) const;

    const std::optional<Error> &error() const { return m_error; }

private:
    const nlohmann::json *find(const char *name) const;
    void wrong(const char *name, const char *expected);
    const nlohmann::json &m_object;
    const char *m_what;
    std::optional<Error> m_error;
};

// ErrorKind::Unreadable with the reason "unreadable.json" or "unreadable.shape".
Error unreadableJson(const QString &detail);
Error unreadableShape(const QString &detail);

} // namespace mk
