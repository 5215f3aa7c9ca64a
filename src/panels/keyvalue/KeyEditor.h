// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/consul/ConsulTypes.h"
#include "core/Job.h"
#include "panels/Panel.h"
#include "platform/Plan.h"

#include <QPointer>
#include <QWidget>

#include <optional>

class QLineEdit;
class QPushButton;
class QStackedWidget;
class QToolButton;

namespace mk {

class Banner;
class EditorPage;
class ElidedLabel;
class EmptyState;
class TextLabel;
class ValueEditor;

// One key: its value as text, JSON or hexadecimal, its flags and what the server says about it. Edits are kept against
// the version that was opened; saving hands a plan to the desk. When somebody else wrote in the meantime, both texts stay
// and stand side by side with what was opened, until the operator has chosen.
class KeyEditor final : public QWidget
{
    Q_OBJECT
public:
    explicit KeyEditor(const PanelContext &context, QWidget *parent = nullptr);
    ~KeyEditor() override;

    void setSession(PlatformSession *session);
    void openKey(const QString &key);
    // An empty editor for a key that is not there yet; the name starts with prefix.
    void startNew(const QString &prefix);
    void close();
    // The server's list moved: read the key again. Unsaved work stays.
    void recheck();
    void setStale(bool stale);

    QString key() const { return m_key; }
    bool isNew() const { return m_isNew; }
    bool hasUnsavedWork() const;
    void save();
    void showConflict(const Change &change, const EntityState &now);

Q_SIGNALS:
    void saved(const QString &key);
    void deleted(const QString &key);
    void valueSizeKnown(const QString &key, qint64 bytes);
    void unsavedChanged();
    void gaveUp(); // "Discard" of a new key

private:
    void buildHead();
    void buildDetails();
    void showEntry(const std::optional<consul::KvEntry> &entry, const QString &key);
    void showError(const Error &error);
    void showProblem(const QString &title, const QString &text);
    void setFlags(quint64 flags);
    std::optional<quint64> editedFlags() const;
    void edited();
    QString details() const;
    QString problem() const;
    void refresh();
    void discard();
    void propose(const Result<Plan> &plan);
    void proposeDelete();
    void openConflict(const EntityState &now);
    void leaveConflict();
    QByteArray resolvedValue() const;
    void saveResolved();

    PanelContext m_context;
    QPointer<PlatformSession> m_session;
    QString m_key;
    bool m_isNew = false;
    bool m_stale = false;
    std::optional<consul::KvEntry> m_opened; // what the edit is based on; nothing: the key was not there
    std::optional<consul::KvEntry> m_server; // newest version seen, when it is not the opened one
    bool m_gone = false;                     // deleted by somebody else since it was opened
    std::optional<EntityState> m_conflictNow;

    QStackedWidget *m_stack;
    EmptyState *m_empty;
    EditorPage *m_page;
    Banner *m_banner; // the page's
    ValueEditor *m_value;
    ElidedLabel *m_title;
    QLineEdit *m_name;
    QToolButton *m_copy;
    QToolButton *m_more;
    TextLabel *m_details;
    QLineEdit *m_flags;
    QPushButton *m_delete;
    QPushButton *m_format;
    JobScope m_jobs;
};

} // namespace mk
