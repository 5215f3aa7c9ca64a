// SPDX-License-Identifier: GPL-3.0-or-later
#include "Scenario.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>

namespace mk::test {

namespace {

QString folderOf(const QString &version)
{
    return QStringLiteral(MK_TEST_DATA "/kong-") + version;
}

HeaderList headersOf(const Json &object)
{
    HeaderList headers;
    for (const auto &[name, value] : object.items()) {
        if (value.is_string())
            headers.append({QByteArray::fromStdString(name), QByteArray::fromStdString(value.get<std::string>())});
        else // came more than once
            for (const Json &one : value)
                headers.append({QByteArray::fromStdString(name), QByteArray::fromStdString(one.get<std::string>())});
    }
    return headers;
}

// "(1048577 bytes of x)" stands for a long body.
QByteArray unfolded(const QByteArray &body)
{
    static const QRegularExpression kFolded(QStringLiteral("^\\((\\d+) bytes of (.)\\)$"));
    const QRegularExpressionMatch match = kFolded.match(QString::fromUtf8(body));
    return match.hasMatch() ? QByteArray(match.captured(1).toInt(), match.captured(2).at(0).toLatin1()) : body;
}

} // namespace

QByteArray headerIn(const HeaderList &headers, const QByteArray &name)
{
    for (const auto &[key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

QStringList Scenario::names(const QString &version)
{
    QStringList names;
    for (const QString &file : QDir(folderOf(version)).entryList({QStringLiteral("*.json")}, QDir::Files, QDir::Name))
        names.append(file.chopped(5));
    return names;
}

Scenario Scenario::load(const QString &version, const QString &name)
{
    Scenario scenario{version, name, {}};
    QFile file(folderOf(version) + QLatin1Char('/') + name + QStringLiteral(".json"));
    if (!file.open(QIODevice::ReadOnly))
        return scenario;
    const QByteArray bytes = file.readAll();
    const Json document = Json::parse(bytes.begin(), bytes.end(), nullptr, false);
    if (!document.is_object())
        return scenario;
    for (const Json &entry : document.at("steps")) {
        Step step;
        step.number = entry.at("n").get<int>();
        step.title = QString::fromStdString(entry.value("title", std::string()));
        const Json &request = entry.at("request");
        step.question.target = request.at("target").get<std::string>();
        step.question.method = QByteArray::fromStdString(request.at("method").get<std::string>());
        step.question.path = QByteArray::fromStdString(request.at("path").get<std::string>());
        if (request.contains("headers"))
            step.question.headers = headersOf(request.at("headers"));
        if (request.contains("json"))
            step.question.json = request.at("json");
        if (request.contains("body"))
            step.question.body = unfolded(QByteArray::fromStdString(request.at("body").get<std::string>()));
        const Json &response = entry.at("response");
        step.answer.status = response.at("status").get<int>();
        step.answer.headers = headersOf(response.at("headers"));
        if (response.contains("json"))
            step.answer.json = response.at("json");
        if (response.contains("body"))
            step.answer.body = QByteArray::fromStdString(response.at("body").get<std::string>());
        scenario.steps.push_back(std::move(step));
    }
    return scenario;
}

} // namespace mk::test
