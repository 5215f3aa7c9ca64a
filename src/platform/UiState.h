// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Result.h"

#include <QObject>
#include <QStringList>
#include <QTimer>
#include <QVariant>

#include <memory>

#include <nlohmann/json_fwd.hpp>

namespace mk {

// How the operator left the windows: splitter sizes, columns, filters, the open page; ui-state.json in the configuration
// folder. Callers write only what the operator changed by hand, never what a layout worked out. Losing the file costs
// nothing but habit: what cannot be read is started anew, only a newer schema is left alone. Written atomically, one
// second after the last change and at the end. GUI thread.
class UiState final : public QObject
{
    Q_OBJECT
public:
    static constexpr int schema = 1;

    explicit UiState(const QString &configFolder, QObject *parent = nullptr);
    ~UiState() override;

    Result<Done> load();
    Result<Done> saveNow();
    QString filePath() const;

    // path names the place: "services/columns". Values: bool, int, qint64, double, QString, QStringList, QVariantList of those, QByteArray (kept
    // as base64), QVariantMap.
    QVariant value(const QString &path, const QVariant &fallback = {}) const;
    void setValue(const QString &path, const QVariant &value); // an invalid value removes it
    QList<int> intList(const QString &path) const;
    void setIntList(const QString &path, const QList<int> &values);

    // Filters saved by name, per panel.
    struct SavedFilter
    {
        QString name;
        QString text;
        bool operator==(const SavedFilter &) const = default;
    };
    QList<SavedFilter> savedFilters(const QString &panel) const;
    void saveFilter(const QString &panel, const SavedFilter &filter); // replaces one of the same name
    void removeFilter(const QString &panel, const QString &name);

    // Forgets all of it ("reset window layout").
    void clear();

Q_SIGNALS:
    void changed(const QString &path);

private:
    void noteChange(const QString &path);
    QString m_folder;
    QTimer m_timer;
    std::unique_ptr<nlohmann::ordered_json> m_state;
    bool m_dirty = false;
    bool m_mayWrite = true;
};

} // namespace mk
