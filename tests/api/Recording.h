// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Json.h"
#include "net/HttpTypes.h"

#include <QFile>
#include <QString>

namespace mk::test {

// The answer of a real server as it was recorded: tests/data/<name>.json. Status 0: there is no such recording.
inline HttpResponse recorded(const QString &name)
{
    QFile file(QStringLiteral(MK_TEST_DATA "/") + name + QStringLiteral(".json"));
    HttpResponse response;
    if (!file.open(QIODevice::ReadOnly))
        return response;
    const QByteArray bytes = file.readAll();
    const auto document = nlohmann::json::parse(bytes.begin(), bytes.end(), nullptr, false);
    if (!document.is_object())
        return response;
    const auto &answer = document["response"];
    response.status = answer["status"].get<int>();
    for (const auto &[key, value] : answer["headers"].items()) {
        if (value.is_string())
            response.headers.append({QByteArray::fromStdString(key), QByteArray::fromStdString(value.get<std::string>())});
    }
    if (answer["body"].is_string())
        response.body = QByteArray::fromStdString(answer["body"].get<std::string>());
    if (answer.value("bodyEncoding", "") == "base64")
        response.body = QByteArray::fromBase64(response.body);
    return response;
}

inline HttpResponse answerOf(const QByteArray &body, int status = 200)
{
    HttpResponse response;
    response.status = status;
    response.body = body;
    return response;
}

} // namespace mk::test
