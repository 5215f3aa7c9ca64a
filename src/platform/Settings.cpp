// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/Settings.h"

#include "core/AtomicFile.h"
#include "core/Json.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>
#include <array>

namespace mk {

using Json = nlohmann::ordered_json;
using std::chrono::seconds;

namespace {

// How a value of each type stands in the file.
template <class T>
struct Stored;

template <>
struct Stored<bool>
{
    static Json write(bool value) { return value; }
    static std::optional<bool> read(const Json &json)
    {
        return json.is_boolean() ? std::optional(json.get<bool>()) : std::nullopt;
    }
};

template <>
struct Stored<int>
{
    static Json write(int value) { return value; }
    static std::optional<int> read(const Json &json)
    {
        if (!json.is_number_integer())
            return std::nullopt;
        const auto value = json.get<std::int64_t>();
        return int(std::clamp<std::int64_t>(value, std::numeric_limits<int>::min(), std::numeric_limits<int>::max()));
    }
};

template <>
struct Stored<seconds>
{
    static Json write(seconds value) { return value.count(); }
    static std::optional<seconds> read(const Json &json)
    {
        const auto value = Stored<int>::read(json);
        return value ? std::optional(seconds(*value)) : std::nullopt;
    }
};

template <>
struct Stored<QString>
{
    static Json write(const QString &value) { return value.toStdString(); }
    static std::optional<QString> read(const Json &json)
    {
        return json.is_string() ? std::optional(QString::fromStdString(json.get<std::string>())) : std::nullopt;
    }
};

template <class E, size_t n>
std::optional<E> byName(const std::array<std::pair<E, const char *>, n> &names, const Json &json)
{
    for (const auto &[value, name] : names) {
        if (json == name)
            return value;
    }
    return std::nullopt;
}

template <class E, size_t n>
Json nameOf(const std::array<std::pair<E, const char *>, n> &names, E wanted)
{
    for (const auto &[value, name] : names) {
        if (value == wanted)
            return name;
    }
    return nullptr;
}

constexpr std::array<std::pair<ThemeChoice, const char *>, 3> themeNames{{
    {ThemeChoice::System, "system"},
    {ThemeChoice::Light, "light"},
    {ThemeChoice::Dark, "dark"},
}};
constexpr std::array<std::pair<Density, const char *>, 2> densityNames{{
    {Density::Normal, "normal"},
    {Density::Compact, "compact"},
}};

template <>
struct Stored<ThemeChoice>
{
    static Json write(ThemeChoice value) { return nameOf(themeNames, value); }
    static std::optional<ThemeChoice> read(const Json &json) { return byName(themeNames, json); }
};

template <>
struct Stored<Density>
{
    static Json write(Density value) { return nameOf(densityNames, value); }
    static std::optional<Density> read(const Json &json) { return byName(densityNames, json); }
};

template <class T>
typename Setting<T>::Adjust within(T least, T most)
{
    return [least, most](const T &value) { return std::clamp(value, least, most); };
}

// Zero switches it off; anything else stays within the limits.
Setting<seconds>::Adjust zeroOrWithin(seconds least, seconds most)
{
    return [least, most](const seconds &value) { return value.count() <= 0 ? seconds(0) : std::clamp(value, least, most); };
}

} // namespace

template <class T>
Setting<T>::Setting(Settings *owner, const QString &key, T defaultValue, Adjust adjust)
    : m_owner(owner), m_key(key), m_default(defaultValue), m_value(std::move(defaultValue)), m_adjust(std::move(adjust))
{
    detail::SettingEntry entry;
    entry.key = key;
    entry.read = [this](const Json &json) {
        const std::optional<T> value = Stored<T>::read(json);
        if (value)
            m_value = m_adjust ? m_adjust(*value) : *value;
        return value.has_value();
    };
    entry.write = [this]() -> std::optional<Json> {
        return isDefault() ? std::nullopt : std::optional(Stored<T>::write(m_value));
    };
    entry.reset = [this] { reset(); };
    owner->m_entries.push_back(std::move(entry));
}

template <class T>
void Setting<T>::set(const T &value)
{
    const T allowed = m_adjust ? m_adjust(value) : value;
    if (allowed == m_value)
        return;
    m_value = allowed;
    m_owner->noteChange(m_key);
}

template class Setting<bool>;
template class Setting<int>;
template class Setting<seconds>;
template class Setting<QString>;
template class Setting<ThemeChoice>;
template class Setting<Density>;

Settings::Settings(const QString &configFolder, QObject *parent)
    : QObject(parent)
    , theme(this, QStringLiteral("theme"), ThemeChoice::System)
    , density(this, QStringLiteral("density"), Density::Normal)
    , bodySize(this, QStringLiteral("bodySize"), 13, within(12, 15))
    , reducedMotion(this, QStringLiteral("reducedMotion"), false)
    , refreshInterval(this, QStringLiteral("refreshInterval"), seconds(5), within(seconds(1), seconds(3600)))
    , backgroundInterval(this, QStringLiteral("backgroundInterval"), seconds(30), within(seconds(5), seconds(3600)))
    , liveUpdates(this, QStringLiteral("liveUpdates"), true)
    , notifyCritical(this, QStringLiteral("notifyCritical"), true)
    , journalDays(this, QStringLiteral("journalDays"), 365, within(1, 3650))
    , journalMaxMiB(this, QStringLiteral("journalMaxMiB"), 512, within(16, 16 * 1024))
    , clipboardClear(this, QStringLiteral("clipboardClear"), seconds(30), zeroOrWithin(seconds(5), seconds(600)))
    , lastEnvironment(this, QStringLiteral("lastEnvironment"), {})
    , m_folder(configFolder)
    , m_file(std::make_unique<Json>(Json::object()))
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(500);
    m_timer.callOnTimeout(this, [this] { static_cast<void>(saveNow()); });
}

Settings::~Settings()
{
    static_cast<void>(saveNow()); // told by problem() as long as somebody could hear it
}

QString Settings::filePath() const
{
    return QDir(m_folder).filePath(QStringLiteral("settings.json"));
}

Result<Done> Settings::load()
{
    m_problem.reset();
    m_mayWrite = true;
    const auto leaveAlone = [this](const QString &reason, const QString &detail, const QVariantMap &args = {}) {
        m_mayWrite = false;
        m_problem = Error::storage(reason, detail);
        m_problem->args = args;
        Q_EMIT problemChanged();
        return fail(*m_problem);
    };
    if (!QFileInfo::exists(filePath()))
        return Done{};
    const Result<QByteArray> content = readFile(filePath(), 1024 * 1024);
    if (!content)
        return leaveAlone(QStringLiteral("settings.unreadable"), content.error().detail);
    Json json = Json::parse(content->cbegin(), content->cend(), nullptr, false);
    if (!json.is_object())
        return leaveAlone(QStringLiteral("settings.unreadable"), QStringLiteral("not a JSON object"));
    const auto found = json.find("schema");
    const std::int64_t fileSchema = found != json.end() && found->is_number_integer() ? found->get<std::int64_t>() : schema;
    if (fileSchema > schema) {
        return leaveAlone(QStringLiteral("settings.newer-schema"), QString::number(fileSchema),
                          {{QStringLiteral("schema"), qlonglong(fileSchema)}});
    }
    *m_file = std::move(json);
    for (const detail::SettingEntry &entry : m_entries) {
        const auto member = m_file->find(entry.key.toStdString());
        if (member != m_file->end())
            entry.read(*member);
        Q_EMIT changed(entry.key);
    }
    return Done{};
}

void Settings::noteChange(const QString &key)
{
    m_dirty = true;
    m_timer.start();
    Q_EMIT changed(key);
}

Result<Done> Settings::saveNow()
{
    m_timer.stop();
    if (!m_dirty || !m_mayWrite)
        return Done{};
    Json json = *m_file;
    json["schema"] = schema;
    for (const detail::SettingEntry &entry : m_entries) {
        if (std::optional<Json> value = entry.write())
            json[entry.key.toStdString()] = std::move(*value);
        else
            json.erase(entry.key.toStdString());
    }
    const std::string text = json.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
    Result<Done> result = ensurePrivateFolder(m_folder);
    if (result)
        result = writeFileAtomically(filePath(), QByteArray::fromStdString(text));
    if (result) {
        *m_file = std::move(json);
        m_dirty = false;
    }
    const bool hadProblem = m_problem.has_value();
    m_problem = result ? std::nullopt : std::optional(result.error());
    if (hadProblem || m_problem)
        Q_EMIT problemChanged();
    return result;
}

void Settings::resetAll()
{
    for (const detail::SettingEntry &entry : m_entries)
        entry.reset();
}

} // namespace mk
