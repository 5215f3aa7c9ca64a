// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/consul/ConsulRequests.h"

#include "core/Json.h"
#include "net/UrlPath.h"

#include <QStringView>

#include <algorithm>

namespace mk::consul {

namespace {

using nlohmann::json;

HttpRequest getOf(QByteArray path, CallClass callClass)
{
    HttpRequest request;
    request.path = std::move(path);
    request.callClass = callClass;
    return request;
}

std::string utf8(const QString &text)
{
    return text.toStdString();
}

HttpRequest txnRequest(const json &operations, CallClass callClass)
{
    HttpRequest request;
    request.method = "PUT";
    request.path = QByteArrayLiteral("/v1/txn");
    request.contentType = QByteArrayLiteral("application/json");
    // Names that are not text never come this far (keyProblem); "replace" keeps dump() from throwing all the same.
    request.body = QByteArray::fromStdString(operations.dump(-1, ' ', false, json::error_handler_t::replace));
    request.callClass = callClass;
    request.expected = {409}; // says which operation failed, and why
    return request;
}

json kvOperation(const char *verb, const QString &key)
{
    return json{{"Verb", verb}, {"Key", utf8(key)}};
}

json operationOf(json kv)
{
    json operation = json::object();
    operation["KV"] = std::move(kv);
    return operation;
}

// unicode.IsPrint of Go. Its tables may be older than ours, so what is young counts as not printable.
bool isPrintable(char32_t c)
{
    if (c == U' ')
        return true;
    if (QChar::unicodeVersion(c) > QChar::Unicode_9_0 || QChar::unicodeVersion(c) == QChar::Unicode_Unassigned)
        return false;
    switch (QChar::category(c)) {
    case QChar::Separator_Space:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
    case QChar::Other_Control:
    case QChar::Other_Format:
    case QChar::Other_Surrogate:
    case QChar::Other_PrivateUse:
    case QChar::Other_NotAssigned:
        return false;
    default:
        return true;
    }
}

bool isCleanSegment(QStringView segment)
{
    if (segment.isEmpty() || segment == QLatin1String(".") || segment == QLatin1String(".."))
        return false;
    const QList<uint> characters = segment.toUcs4();
    return std::all_of(characters.cbegin(), characters.cend(), [](uint c) { return isPrintable(c); });
}

// Bytes of the JSON string of a text, quotes included.
qsizetype jsonSize(const QString &text)
{
    return qsizetype(json(utf8(text)).dump(-1, ' ', false, json::error_handler_t::replace).size());
}

} // namespace

HttpRequest registryRequest()
{
    return getOf(QByteArrayLiteral("/v1/internal/ui/nodes"), CallClass::List);
}

HttpRequest catalogServicesRequest()
{
    return getOf(QByteArrayLiteral("/v1/catalog/services"), CallClass::List);
}

HttpRequest catalogNodesRequest()
{
    return getOf(QByteArrayLiteral("/v1/catalog/nodes"), CallClass::List);
}

HttpRequest checksRequest()
{
    return getOf(QByteArrayLiteral("/v1/health/state/any"), CallClass::List);
}

HttpRequest serviceRequest(const QString &service)
{
    return getOf(UrlPath("/v1/health/service/").segment(service).encoded(), CallClass::List);
}

HttpRequest keysRequest(const QString &prefix, const QString &separator)
{
    UrlPath path("/v1/kv/");
    path.keepingSlashes(prefix).flag("keys");
    if (!separator.isEmpty())
        path.query("separator", separator);
    HttpRequest request = getOf(path.encoded(), CallClass::List);
    request.expected = {404};
    return request;
}

QString safePrefix(const QString &prefix)
{
    qsizetype end = 0; // behind the last slash of the part known to be clean
    while (end < prefix.size()) {
        const qsizetype slash = prefix.indexOf(QLatin1Char('/'), end);
        const qsizetype stop = slash < 0 ? prefix.size() : slash;
        if (!isCleanSegment(QStringView(prefix).mid(end, stop - end)))
            return prefix.left(end);
        end = slash < 0 ? prefix.size() : slash + 1;
    }
    return prefix;
}

HttpRequest recurseRequest(const QString &prefix)
{
    if (safePrefix(prefix) != prefix)
        return txnRequest(json::array({operationOf(kvOperation("get-tree", prefix))}), CallClass::List);
    HttpRequest request = getOf(UrlPath("/v1/kv/").keepingSlashes(prefix).flag("recurse").encoded(), CallClass::List);
    request.expected = {404};
    return request;
}

HttpRequest getRequest(const QString &key)
{
    if (!isPathSafe(key))
        return txnGetRequest({key});
    HttpRequest request = getOf(UrlPath("/v1/kv/").keepingSlashes(key).encoded(), CallClass::Entity);
    request.expected = {404};
    return request;
}

HttpRequest txnGetRequest(const QStringList &keys)
{
    json operations = json::array();
    for (const QString &key : keys)
        operations.push_back(operationOf(kvOperation("get", key)));
    // 64 values of 512 KiB in base64 come to 43 MiB.
    return txnRequest(operations, keys.size() > 1 ? CallClass::List : CallClass::Entity);
}

bool isPathSafe(const QString &key)
{
    // Go's path.Clean keeps one slash at the end, and only there.
    return !key.isEmpty() && safePrefix(key) == key;
}

QString keyProblem(const QString &key)
{
    if (key.isEmpty())
        return QStringLiteral("kv.key-empty");
    if (!key.isValidUtf16())
        return QStringLiteral("kv.key-not-text");
    return {};
}

QStringList keyWarnings(const QString &key)
{
    QStringList warnings;
    const auto isAllowed = [](QChar c) {
        const char16_t u = c.unicode();
        return (u >= u'a' && u <= u'z') || (u >= u'A' && u <= u'Z') || (u >= u'0' && u <= u'9') ||
               QStringView(u",_./-?&=").contains(c);
    };
    if (!std::all_of(key.cbegin(), key.cend(), isAllowed))
        warnings.append(QStringLiteral("kv.key-refused-1.21"));
    const QStringList segments = key.split(QLatin1Char('/'));
    if (segments.contains(QLatin1String("..")) || key.contains(QLatin1String("%2e%2e"), Qt::CaseInsensitive))
        warnings.append(QStringLiteral("kv.key-traversal"));
    if (key.startsWith(QLatin1Char(' ')) || key.endsWith(QLatin1Char(' ')))
        warnings.append(QStringLiteral("kv.key-outer-spaces"));
    return warnings;
}

PutWay putWay(const QString &key, qsizetype valueSize)
{
    // [{"KV":{"Flags":...,"Index":...,"Key":...,"Value":"...","Verb":"cas"}}] with both numbers at their longest.
    const qsizetype envelope = qsizetype(sizeof(R"([{"KV":{"Flags":,"Index":,"Key":,"Value":"","Verb":"cas"}}])")) + 40;
    const qsizetype body = envelope + jsonSize(key) + (valueSize + 2) / 3 * 4;
    if (body <= maxTxnBody)
        return PutWay::Transaction;
    return isPathSafe(key) ? PutWay::Plain : PutWay::Impossible;
}

HttpRequest putRequest(const KvEntry &wanted, quint64 cas, PutWay way)
{
    if (way == PutWay::Plain) {
        HttpRequest request;
        request.method = "PUT";
        request.path = UrlPath("/v1/kv/")
                           .keepingSlashes(wanted.key)
                           .query("cas", QString::number(cas))
                           .query("flags", QString::number(wanted.flags))
                           .encoded();
        request.contentType = QByteArrayLiteral("application/octet-stream");
        request.body = wanted.value;
        request.callClass = CallClass::Write;
        request.sendsSecretBody = true;
        return request;
    }
    json kv = kvOperation("cas", wanted.key);
    kv["Value"] = wanted.value.toBase64().toStdString();
    kv["Flags"] = wanted.flags;
    kv["Index"] = cas;
    HttpRequest request = txnRequest(json::array({operationOf(std::move(kv))}), CallClass::Write);
    request.sendsSecretBody = true; // any value may be a password
    return request;
}

HttpRequest deleteRequest(const QList<KvDelete> &keys)
{
    json operations = json::array();
    for (const KvDelete &entry : keys) {
        json kv = kvOperation("delete-cas", entry.key);
        kv["Index"] = entry.modifyIndex;
        operations.push_back(operationOf(std::move(kv)));
    }
    return txnRequest(operations, CallClass::Write);
}

HttpRequest sessionListRequest()
{
    return getOf(QByteArrayLiteral("/v1/session/list"), CallClass::List);
}

HttpRequest sessionInfoRequest(const QString &id)
{
    return getOf(UrlPath("/v1/session/info/").segment(id).encoded(), CallClass::Entity);
}

} // namespace mk::consul
