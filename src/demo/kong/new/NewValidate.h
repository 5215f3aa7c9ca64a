// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "demo/kong/new/NewSchema.h"

#include <QtGlobal>

#include <functional>
#include <string>

namespace mk::demo {

enum class Purpose { Insert, Update, Upsert };

// Fills in what the server fills in and finds what it refuses, by the schemas alone: no look at other rows.
class NewValidator
{
public:
    // `now` in milliseconds since 1970; `oldLook`: of 2.x.
    NewValidator(const NewSchemas *schemas, std::function<qint64()> now, bool oldLook);

    // The row as it would be stored: shorthands turned into fields, ids, times, keys and defaults filled in. For an
    // update `row` is the change merged into what was there. Errors of shorthands go to `errors`.
    Json completed(const NewEntity &entity, Json row, Purpose purpose, Json *errors) const;
    // Shorthands of a change that is not yet merged, for an update.
    Json expanded(const NewEntity &entity, Json change, Json *errors) const;

    // The errors of a complete row by field, and of several fields under "@entity"; an empty object when it is fine.
    Json errorsOf(const NewEntity &entity, const Json &row, Purpose purpose) const;

    // Null when the value is fine, else a text, or for lists and records a tree of texts.
    Json errorOf(const NewField &field, const Json &value, Purpose purpose = Purpose::Insert) const;

    // `change` over `row`, field by field; records are merged, everything else is replaced.
    static Json merged(const NewEntity &entity, const Json &row, const Json &change);

    // A form's texts turned into the types of the fields.
    Json typed(const NewEntity &entity, Json form) const;
    static Json typedValue(const NewField &field, Json value, const NewSchemas &schemas);

private:
    void complete(const NewEntity &entity, const NewField *variant, Json *row, Purpose purpose) const;
    Json filled(const NewField &record, Json row) const;
    Json adjusted(const NewField &field, Json value, bool present) const;
    Json recordErrors(const NewField &record, const Json &row, Purpose purpose) const;
    Json foreignError(const NewField &field, const Json &value) const;
    std::string attributeError(const NewField &field, const Json &attributes, const Json &value) const;
    Json matchError(const NewField *field, const Json &match, const Json &value, Purpose purpose) const;
    using FieldFinder = std::function<const NewField *(std::string_view path)>;
    void runChecks(const std::string &entity, const std::vector<NewCheck> &checks, const FieldFinder &find, const Json &row,
                   Purpose purpose, Json *errors) const;
    void runCheck(const std::string &entity, const NewCheck &check, const FieldFinder &find, const Json &row,
                  Purpose purpose, Json *errors) const;
    void expandShorthands(const NewField &record, Json *row, Json *errors) const;

    const NewSchemas *m_schemas;
    std::function<qint64()> m_now;
    bool m_oldLook;
};

// 32 letters and digits, as keys and secrets are made.
std::string randomText();
std::string randomUuid();
bool isUuid(std::string_view text);

} // namespace mk::demo
