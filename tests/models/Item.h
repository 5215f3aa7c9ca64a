// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/RecordTableModel.h"

namespace mk::test {

// A row for tests: a name, a host and perhaps a number.
struct Item
{
    QString id;
    QString name;
    std::optional<double> number;
    QString host = {};

    QString key() const { return id; }
    bool operator==(const Item &) const = default;
};

inline Item item(int i)
{
    return {QStringLiteral("id-%1").arg(i), QStringLiteral("item-%1").arg(i), double(i), QStringLiteral("Host%1").arg(i % 7)};
}

inline std::vector<Item> items(int count)
{
    std::vector<Item> rows;
    for (int i = 0; i < count; ++i)
        rows.push_back(item(i));
    return rows;
}

inline RecordTableModel<Item>::Columns itemColumns()
{
    RecordTableModel<Item>::Columns columns;
    columns.push_back({QStringLiteral("name"), QStringLiteral("Name"), [](const Item &i) { return i.name; }});
    Column<Item> number{QStringLiteral("number"), QStringLiteral("The number"), [](const Item &i) {
                            return i.number ? QString::number(*i.number) : QStringLiteral("–");
                        }};
    number.number = [](const Item &i) { return i.number; };
    columns.push_back(number);
    Column<Item> host{QStringLiteral("host"), QStringLiteral("Host"), [](const Item &i) { return i.host; }};
    host.mono = true;
    columns.push_back(host);
    return columns;
}

} // namespace mk::test
