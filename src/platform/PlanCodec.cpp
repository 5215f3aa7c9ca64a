// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/PlanCodec.h"

#include "core/Json.h"

namespace mk::codec {

namespace {
using Json = nlohmann::json;

Json text(const QString &value)
{
    return Json(value.toStdString());
}

Json binary(const QByteArray &value)
{
    return Json::binary(std::vector<std::uint8_t>(value.begin(), value.end()));
}

QString textOf(const Json &object, const char *name)
{
    const auto found = object.find(name);
    return found != object.end() && found->is_string() ? QString::fromStdString(found->get_ref<const std::string &>())
                                                       : QString();
}

QByteArray binaryOf(const Json &object, const char *name)
{
    const auto found = object.find(name);
    if (found == object.end() || !found->is_binary())
        return {};
    const auto &bytes = found->get_binary();
    return {reinterpret_cast<const char *>(bytes.data()), qsizetype(bytes.size())};
}

Json variant(const QVariant &value)
{
    switch (value.typeId()) {
    case QMetaType::Bool:
        return value.toBool();
    case QMetaType::Int:
    case QMetaType::LongLong:
        return value.toLongLong();
    case QMetaType::UInt:
    case QMetaType::ULongLong:
        return value.toULongLong();
    case QMetaType::Double:
        return value.toDouble();
    case QMetaType::QByteArray:
        return binary(value.toByteArray());
    case QMetaType::QStringList:
    case QMetaType::QVariantList: {
        Json list = Json::array();
        for (const QVariant &item : value.toList())
            list.push_back(variant(item));
        return list;
    }
    case QMetaType::QVariantMap: {
        Json object = Json::object();
        const QVariantMap map = value.toMap();
        for (auto it = map.begin(); it != map.end(); ++it)
            object[it.key().toStdString()] = variant(it.value());
        return object;
    }
    default:
        return value.isValid() ? text(value.toString()) : Json();
    }
}

QVariant variantOf(const Json &value)
{
    switch (value.type()) {
    case Json::value_t::boolean:
        return value.get<bool>();
    case Json::value_t::number_integer:
        return QVariant(qlonglong(value.get<std::int64_t>()));
    case Json::value_t::number_unsigned: {
        const auto number = value.get<std::uint64_t>();
        return number <= quint64(std::numeric_limits<qint64>::max()) ? QVariant(qlonglong(number))
                                                                     : QVariant(qulonglong(number));
    }
    case Json::value_t::number_float:
        return value.get<double>();
    case Json::value_t::string:
        return QString::fromStdString(value.get_ref<const std::string &>());
    case Json::value_t::binary: {
        const auto &bytes = value.get_binary();
        return QByteArray(reinterpret_cast<const char *>(bytes.data()), qsizetype(bytes.size()));
    }
    case Json::value_t::array: {
        QVariantList list;
        for (const Json &item : value)
            list.append(variantOf(item));
        return list;
    }
    case Json::value_t::object: {
        QVariantMap map;
        for (auto it = value.begin(); it != value.end(); ++it)
            map.insert(QString::fromStdString(it.key()), variantOf(it.value()));
        return map;
    }
    default:
        return {};
    }
}

QVariantMap mapOf(const Json &object, const char *name)
{
    const auto found = object.find(name);
    return found != object.end() ? variantOf(*found).toMap() : QVariantMap();
}

Json state(const EntityState &value)
{
    if (!value.exists)
        return Json{{"exists", false}};
    return Json{{"exists", true}, {"body", binary(value.body)}, {"guard", variant(QVariant(value.guard))}};
}

EntityState stateOf(const Json &object)
{
    EntityState value;
    value.exists = object.at("exists").get<bool>();
    value.body = binaryOf(object, "body");
    value.guard = mapOf(object, "guard");
    return value;
}

QByteArray cbor(const Json &value)
{
    const std::vector<std::uint8_t> bytes = Json::to_cbor(value);
    return {reinterpret_cast<const char *>(bytes.data()), qsizetype(bytes.size())};
}

// Runs read on the document and turns whatever is wrong with it into an error: no exception leaves this file.
template <class T, class F>
Result<T> decode(const QByteArray &bytes, F &&read)
{
    try {
        const Json document = Json::from_cbor(bytes.begin(), bytes.end());
        return read(document);
    } catch (const Json::exception &problem) {
        return fail(Error::storage(QStringLiteral("journal.corrupt"), QString::fromLatin1(problem.what())));
    }
}

Json noticesJson(const QList<PlanNotice> &notices)
{
    Json list = Json::array();
    for (const PlanNotice &notice : notices)
        list.push_back(Json{{"code", text(notice.first)}, {"args", variant(QVariant(notice.second))}});
    return list;
}
} // namespace

QByteArray encodeStep(const Step &step)
{
    Json changes = Json::array();
    for (const Change &change : step.changes) {
        changes.push_back(Json{{"system", text(systemId(change.entity.system))},
                               {"kind", text(change.entity.kind)},
                               {"id", text(change.entity.id)},
                               {"name", text(change.entity.name)},
                               {"before", state(change.before)},
                               {"after", state(change.after)}});
    }
    return cbor(Json{{"id", text(step.id)},
                     {"handler", text(step.handler)},
                     {"options", variant(QVariant(step.options))},
                     {"changes", std::move(changes)}});
}

Result<Step> decodeStep(const QByteArray &bytes)
{
    return decode<Step>(bytes, [](const Json &document) {
        Step step;
        step.id = textOf(document, "id");
        step.handler = textOf(document, "handler");
        step.options = mapOf(document, "options");
        for (const Json &item : document.at("changes")) {
            Change change;
            change.entity.system = systemFromId(textOf(item, "system")).value_or(System::Consul);
            change.entity.kind = textOf(item, "kind");
            change.entity.id = textOf(item, "id");
            change.entity.name = textOf(item, "name");
            change.before = stateOf(item.at("before"));
            change.after = stateOf(item.at("after"));
            step.changes.append(change);
        }
        return step;
    });
}

QByteArray encodeResult(const SendResult &result)
{
    Json states = Json::array();
    for (const EntityState &value : result.states)
        states.push_back(state(value));
    return cbor(Json{{"states", std::move(states)}});
}

Result<SendResult> decodeResult(const QByteArray &bytes)
{
    return decode<SendResult>(bytes, [](const Json &document) {
        SendResult result;
        for (const Json &item : document.at("states"))
            result.states.append(stateOf(item));
        return result;
    });
}

QByteArray encodeNotices(const QList<PlanNotice> &notices)
{
    return cbor(noticesJson(notices));
}

Result<QList<PlanNotice>> decodeNotices(const QByteArray &bytes)
{
    return decode<QList<PlanNotice>>(bytes, [](const Json &document) {
        QList<PlanNotice> notices;
        for (const Json &item : document)
            notices.append({textOf(item, "code"), mapOf(item, "args")});
        return notices;
    });
}

QByteArray encodeErrorText(const Error &error)
{
    return cbor(Json{{"message", text(error.serverMessage)},
                     {"detail", text(error.detail)},
                     {"request", text(error.request)},
                     {"endpoint", text(error.endpoint)},
                     {"args", variant(QVariant(error.args))}});
}

Result<Error> decodeErrorText(const QByteArray &bytes)
{
    return decode<Error>(bytes, [](const Json &document) {
        Error error;
        error.serverMessage = textOf(document, "message");
        error.detail = textOf(document, "detail");
        error.request = textOf(document, "request");
        error.endpoint = textOf(document, "endpoint");
        error.args = mapOf(document, "args");
        return error;
    });
}

QByteArray encodeArgs(const QVariantMap &args)
{
    return QByteArray::fromStdString(variant(QVariant(args)).dump(-1, ' ', false, Json::error_handler_t::replace));
}

QVariantMap decodeArgs(const QByteArray &json)
{
    const Json document = Json::parse(json.begin(), json.end(), nullptr, false);
    return document.is_object() ? variantOf(document).toMap() : QVariantMap();
}

} // namespace mk::codec
