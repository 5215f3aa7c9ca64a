// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Json.h"

#include <QByteArray>
#include <QFile>
#include <QString>

#include <vector>

namespace mk::test {

// One call of tests/data/kong-<version>/<name>.json: what a real Kong was asked and answered.
struct KongCall
{
    int number = 0;
    QByteArray method;
    QByteArray path;
    nlohmann::json body;    // of the request; null: none, or no JSON
    int status = 0;
    nlohmann::json answer;  // null: none, or no JSON
    QByteArray answerBytes() const { return QByteArray::fromStdString(answer.dump()); }
};

inline std::vector<KongCall> kongRecording(const QString &version, const QString &name)
{
    QFile file(QStringLiteral(MK_TEST_DATA "/kong-%1/%2.json").arg(version, name));
    std::vector<KongCall> calls;
    if (!file.open(QIODevice::ReadOnly))
        return calls;
    const QByteArray bytes = file.readAll();
    const auto document = nlohmann::json::parse(bytes.begin(), bytes.end(), nullptr, false);
    if (!document.is_object())
        return calls;
    for (const auto &step : document["steps"]) {
        const auto &request = step["request"];
        if (request.value("target", "") != "admin")
            continue;
        KongCall call;
        call.number = step["n"].get<int>();
        call.method = QByteArray::fromStdString(request["method"].get<std::string>());
        call.path = QByteArray::fromStdString(request["path"].get<std::string>());
        call.body = request.value("json", nlohmann::json());
        call.status = step["response"]["status"].get<int>();
        call.answer = step["response"].value("json", nlohmann::json());
        calls.push_back(call);
    }
    return calls;
}

} // namespace mk::test
