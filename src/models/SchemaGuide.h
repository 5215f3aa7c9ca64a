// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Result.h"
#include "models/JsonDocument.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <vector>

namespace mk {

// One member that a server's schema allows.
struct SchemaField
{
    QString path;         // "minute", "redis.host": below the schema's root
    QString type;         // the server's word: "integer", "array of string"
    bool required = false;
    QString defaultText;  // JSON, short; empty: none
    QStringList allowed;  // one_of, as texts
    QString rule;         // "1 to 65,535", "at least 1 character": what else it checks; C locale, translated words
    bool secret = false;  // encrypted, or meant to be a reference to a vault
    bool isRecord = false; // has members of its own, which follow
    QString key() const { return path; }
    bool operator==(const SchemaField &) const = default;
};

// Reads what Kong's schema says of the members of a plugin's `config`, in both notations: {"fields":[{"name":{...}}]} of
// 1.0 and later (a whole plugin, whose config is a field, or the config alone) and {"fields":{"name":{...}}} before. Members
// of records follow their record, with the path of both. Bad input is ErrorKind::Unreadable "unreadable.shape"; single
// fields that make no sense are left out. Source: kong/db/schema, GET /schemas/plugins/{name}, /plugins/schema/{name}.
class SchemaGuide
{
public:
    static Result<SchemaGuide> ofPlugin(const QByteArray &schema);

    const std::vector<SchemaField> &fields() const { return m_fields; }
    bool noConsumer() const { return m_noConsumer; }        // cannot be bound to a consumer
    QStringList unboundKinds() const { return m_unbound; }  // "service", "route", "consumer": must stay null
    // A config to start from: required members that have no default, empty; nothing else, the server fills in the rest.
    JsonDocument::Value starter() const;

private:
    void read(const JsonDocument::Value &fields, const QString &prefix, int depth);
    void readOne(const QString &name, const JsonDocument::Value &field, const QString &prefix, int depth);

    std::vector<SchemaField> m_fields;
    QStringList m_unbound;
    bool m_noConsumer = false;
};

} // namespace mk
