// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Json.h"

#include <QByteArray>
#include <QList>
#include <QPair>
#include <QString>
#include <QStringList>

#include <optional>
#include <string>
#include <vector>

namespace mk::test {

using Json = nlohmann::ordered_json;
using HeaderList = QList<QPair<QByteArray, QByteArray>>;

QByteArray headerIn(const HeaderList &headers, const QByteArray &name); // first of that name, any case

// One call of a recording, and what the real server answered.
struct Step
{
    struct Question
    {
        std::string target; // "admin", "status", "proxy", "proxy-tls"
        QByteArray method;
        QByteArray path;
        HeaderList headers;
        std::optional<Json> json;
        QByteArray body; // where there is no json
    };
    struct Answer
    {
        int status = 0;
        HeaderList headers;
        std::optional<Json> json;
        QByteArray body;
    };
    int number = 0;
    QString title;
    Question question;
    Answer answer;
};

// tests/data/kong-<version>/<name>.json: run from an empty database, its steps in order.
struct Scenario
{
    QString version;
    QString name;
    std::vector<Step> steps;

    static QStringList names(const QString &version);
    static Scenario load(const QString &version, const QString &name); // no steps: it cannot be read
};

} // namespace mk::test
