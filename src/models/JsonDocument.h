// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Json.h"
#include "core/Result.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace mk {

// One JSON object that a form and a text editor look at together. Members keep their order, and what nobody asks for stays
// as it is; numbers keep their 64 bits. Any thread.
class JsonDocument
{
public:
    using Value = nlohmann::ordered_json;

    JsonDocument() = default; // {}
    // ErrorKind::Unreadable, reason "document.not-json" (args "line" and "column" from 1) or "document.not-an-object".
    static Result<JsonDocument> parse(const QByteArray &text);

    QByteArray text() const; // indented by two blanks, UTF-8
    bool isEmpty() const { return m_root.empty(); }
    const Value &root() const { return m_root; }

    // path: names joined by dots ("service.id"). nullptr: not there.
    const Value *at(const QString &path) const;
    bool has(const QString &path) const { return at(path) != nullptr; }
    // Objects on the way are made where they are missing or something else.
    void set(const QString &path, Value value);
    void remove(const QString &path);

    QString string(const QString &path) const; // empty: absent, null or no text
    // Texts of a list; other elements as JSON. An empty object counts as an empty list, as Kong writes it.
    QStringList strings(const QString &path) const;
    bool isNullOrAbsent(const QString &path) const;

    bool operator==(const JsonDocument &) const = default;

private:
    Value m_root = Value::object();
};

JsonDocument::Value jsonOf(const QString &text);
JsonDocument::Value jsonOf(const QStringList &texts);

} // namespace mk
