// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/UiState.h"

#include "core/AtomicFile.h"
#include "core/Json.h"

#include <QDir>
#include <QFileInfo>

namespace mk {

using Json = nlohmann::ordered_json;

namespace {

const char *const bytesMember = "base64";

Json toJson(const QVariant &value)
{
    switch (value.typeId()) {
    case QMetaType::Bool:
        return value.toBool();
    case QMetaType::Int:
    case QMetaType::UInt:
    case QMetaType::Long:
    case QMetaType::LongLong:
        return value.toLongLong();
    case QMetaType::Float:
    case QMetaType::Double:
        return value.toDouble();
    case QMetaType::QByteArray:
        return Json::object({{bytesMember, value.toByteArray().toBase64().toStdString()}});
    case QMetaType::QStringList:
    case QMetaType::QVariantList: {
        Json list = Json::array();
        for (const QVariant &item : value.toList())
            list.push_back(toJson(item));
        return list;
    }
    case QMetaType::QVariantMap: {
        Json object = Json::object();
        const QVariantMap map = value.toMap();
        for (auto it = map.cbegin(); it != map.cend(); ++it)
            object[it.key().toStdString()] = toJson(it.value());
        return object;
    }
    default:
        return value.toString().toStdString();
    }
}

QVariant fromJson(const Json &json)
{
    if (json.is_boolean())
        return json.get<bool>();
    if (json.is_number_integer())
        return qlonglong(json.get<std::int64_t>());
    if (json.is_number())
        return json.get<double>();
    if (json.is_string())
        return QString::fromStdString(json.get<std::string>());
    if (json.is_array()) {
        QVariantList list;
        for (const Json &item : json)
            list.append(fromJson(item));
        return list;
    }
    if (json.is_object()) {
        const auto bytes = json.find(bytesMember);
        if (json.size() == 1 && bytes != json.end() && bytes->is_string())
            return QByteArray::fromBase64(QByteArray::fromStdString(bytes->get<std::string>()));
        QVariantMap map;
        for (const auto &[key, item] : json.items())
            map.insert(QString::fromStdString(key), fromJson(item));
        return map;
    }
    return {};
}

QString filtersPath(const QString &panel)
{
    return panel + QStringLiteral("/savedFilters");
}

} // namespace

UiState::UiState(const QString &configFolder, QObject *parent)
    : QObject(parent), m_folder(configFolder), m_state(std::make_unique<Json>(Json::object()))
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(1000);
    m_timer.callOnTimeout(this, [this] { static_cast<void>(saveNow()); });
}

UiState::~UiState()
{
    static_cast<void>(saveNow());
}

QString UiState::filePath() const
{
    return QDir(m_folder).filePath(QStringLiteral("ui-state.json"));
}

Result<Done> UiState::load()
{
    m_mayWrite = true;
    if (!QFileInfo::exists(filePath()))
        return Done{};
    const Result<QByteArray> content = readFile(filePath(), 4 * 1024 * 1024);
    if (!content)
        return fail(content.error());
    Json json = Json::parse(content->cbegin(), content->cend(), nullptr, false);
    if (!json.is_object())
        return fail(ErrorKind::Storage, QStringLiteral("ui-state.unreadable"), QStringLiteral("not a JSON object"));
    const auto found = json.find("schema");
    if (found != json.end() && found->is_number_integer() && found->get<std::int64_t>() > schema) {
        m_mayWrite = false;
        return fail(ErrorKind::Storage, QStringLiteral("ui-state.newer-schema"),
                    QString::number(found->get<std::int64_t>()));
    }
    const auto state = json.find("state");
    if (state != json.end() && state->is_object())
        *m_state = *state;
    return Done{};
}

Result<Done> UiState::saveNow()
{
    m_timer.stop();
    if (!m_dirty || !m_mayWrite)
        return Done{};
    const Json json = Json::object({{"schema", schema}, {"state", *m_state}});
    const std::string text = json.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
    Result<Done> result = ensurePrivateFolder(m_folder);
    if (result)
        result = writeFileAtomically(filePath(), QByteArray::fromStdString(text));
    if (result)
        m_dirty = false;
    return result;
}

QVariant UiState::value(const QString &path, const QVariant &fallback) const
{
    const auto found = m_state->find(path.toStdString());
    return found == m_state->end() ? fallback : fromJson(*found);
}

void UiState::setValue(const QString &path, const QVariant &value)
{
    const std::string key = path.toStdString();
    const auto found = m_state->find(key);
    if (!value.isValid()) {
        if (found == m_state->end())
            return;
        m_state->erase(key);
    } else {
        Json json = toJson(value);
        if (found != m_state->end() && *found == json)
            return;
        (*m_state)[key] = std::move(json);
    }
    noteChange(path);
}

QList<int> UiState::intList(const QString &path) const
{
    QList<int> values;
    const QVariantList list = value(path).toList();
    for (const QVariant &item : list)
        values.append(item.toInt());
    return values;
}

void UiState::setIntList(const QString &path, const QList<int> &values)
{
    QVariantList list;
    for (const int item : values)
        list.append(item);
    setValue(path, list);
}

QList<UiState::SavedFilter> UiState::savedFilters(const QString &panel) const
{
    QList<SavedFilter> filters;
    const QVariantList list = value(filtersPath(panel)).toList();
    for (const QVariant &item : list) {
        const QVariantMap map = item.toMap();
        filters.append({map.value(QStringLiteral("name")).toString(), map.value(QStringLiteral("text")).toString()});
    }
    return filters;
}

void UiState::saveFilter(const QString &panel, const SavedFilter &filter)
{
    QVariantList list;
    bool replaced = false;
    const QList<SavedFilter> filters = savedFilters(panel);
    const auto append = [&list](const SavedFilter &item) {
        list.append(QVariantMap{{QStringLiteral("name"), item.name}, {QStringLiteral("text"), item.text}});
    };
    for (const SavedFilter &old : filters) {
        const bool same = old.name == filter.name;
        replaced = replaced || same;
        append(same ? filter : old);
    }
    if (!replaced)
        append(filter);
    setValue(filtersPath(panel), list);
}

void UiState::removeFilter(const QString &panel, const QString &name)
{
    QVariantList list;
    const QList<SavedFilter> filters = savedFilters(panel);
    for (const SavedFilter &filter : filters) {
        if (filter.name != name)
            list.append(QVariantMap{{QStringLiteral("name"), filter.name}, {QStringLiteral("text"), filter.text}});
    }
    setValue(filtersPath(panel), list.isEmpty() ? QVariant() : QVariant(list));
}

void UiState::clear()
{
    if (m_state->empty())
        return;
    *m_state = Json::object();
    noteChange({});
}

void UiState::noteChange(const QString &path)
{
    m_dirty = true;
    m_timer.start();
    Q_EMIT changed(path);
}

} // namespace mk
