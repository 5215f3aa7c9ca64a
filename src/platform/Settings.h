// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Result.h"

#include <QObject>
#include <QStringList>
#include <QTimer>

#include <nlohmann/json_fwd.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace mk {

enum class ThemeChoice { System, Light, Dark };
enum class Density { Normal, Compact };

class Settings;

namespace detail {
// One row of the settings table, as the file sees it.
struct SettingEntry
{
    QString key;
    std::function<bool(const nlohmann::ordered_json &)> read; // false: not of that type; the default stays
    std::function<std::optional<nlohmann::ordered_json>()> write; // nothing for the default
    std::function<void()> reset;
};
} // namespace detail

// One setting: where it stands in the file, what it is until somebody chooses, and what it may be. Read it with (), write
// it with set(); values that are not allowed are brought to the nearest one that is.
template <class T>
class Setting
{
public:
    using Adjust = std::function<T(const T &)>;

    Setting(Settings *owner, const QString &key, T defaultValue, Adjust adjust = {});
    Q_DISABLE_COPY_MOVE(Setting)

    const QString &key() const { return m_key; }
    const T &operator()() const { return m_value; }
    const T &value() const { return m_value; }
    const T &defaultValue() const { return m_default; }
    bool isDefault() const { return m_value == m_default; }
    void set(const T &value);
    void reset() { set(m_default); }

private:
    Settings *m_owner;
    QString m_key;
    T m_default;
    T m_value;
    Adjust m_adjust;
};

// What the operator chose, in settings.json of the configuration folder: {"schema": 1, "theme": "dark", ...}. Only what
// differs from the defaults is written; members that this version does not know survive. A file of a newer schema, or one
// that cannot be read, is left alone: the settings then hold for this run, and problem() tells it. Written atomically, half
// a second after the last change and at the end. Secrets never stand here. GUI thread.
class Settings final : public QObject
{
    Q_OBJECT
public:
    static constexpr int schema = 1;

    explicit Settings(const QString &configFolder, QObject *parent = nullptr);
    ~Settings() override;

    // A missing file means the defaults. Reasons: "settings.newer-schema" (args "schema"), "settings.unreadable".
    Result<Done> load();
    Result<Done> saveNow(); // nothing to do when nothing changed
    void resetAll();
    const std::optional<Error> &problem() const { return m_problem; }
    QString filePath() const;

private:
    std::vector<detail::SettingEntry> m_entries; // filled by the settings below as they are built

public:
    Setting<ThemeChoice> theme;
    Setting<Density> density;
    Setting<int> bodySize;       // px: 12, 13, 14 or 15
    Setting<bool> reducedMotion; // no tint on changed cells even where the desktop does not ask for it

    Setting<std::chrono::seconds> refreshInterval;    // of the page that is looked at, for systems that are polled
    Setting<std::chrono::seconds> backgroundInterval; // of findings and alerts while nobody looks
    Setting<bool> liveUpdates;                        // blocking queries where the system has them
    Setting<bool> notifyCritical;                     // tell of new critical findings on the desktop

    Setting<int> journalDays;
    Setting<int> journalMaxMiB;

    Setting<std::chrono::seconds> clipboardClear; // after copying a secret; zero: never
    Setting<QString> lastEnvironment;             // id of the one to open at the start; empty: ask

Q_SIGNALS:
    void changed(const QString &key); // some setting, by its key
    void problemChanged();

private:
    template <class T>
    friend class Setting;
    void noteChange(const QString &key);

    QString m_folder;
    QTimer m_timer;
    std::unique_ptr<nlohmann::ordered_json> m_file; // as read, with what we do not know
    std::optional<Error> m_problem;
    bool m_dirty = false;
    bool m_mayWrite = true;
};

} // namespace mk
