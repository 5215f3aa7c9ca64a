// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/consul/ConsulTypes.h"
#include "core/Job.h"
#include "panels/Panel.h"
#include "platform/Plan.h"

#include <QPointer>
#include <QWidget>

#include <optional>

class QAbstractButton;
class QLabel;
class QLineEdit;
class QPushButton;
class QStackedWidget;
class QToolButton;

namespace mk {

class Badge;
class Banner;
class CodeEditor;
class ElidedLabel;
class EmptyState;
class SegmentedControl;
class TextLabel;
class ThreeWayView;

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
    enum class Mode { Text, Json, Hex };
    void buildHead();
    void showEntry(const std::optional<consul::KvEntry> &entry, const QString &key);
    void showError(const Error &error);
    void chooseMode(Mode mode);
    Mode naturalMode(const QByteArray &value) const;
    QByteArray editedValue() const;
    std::optional<quint64> editedFlags() const;
    void checkText();
    void refreshFoot();
    void refreshHead();
    void propose(const Result<Plan> &plan);
    void proposeDelete();
    void openConflict(const EntityState &now);
    void leaveConflict();
    void saveResolved();
    void loadFromFile();
    void saveToFile();

    PanelContext m_context;
    QPointer<PlatformSession> m_session;
    QString m_key;
    bool m_isNew = false;
    bool m_stale = false;
    std::optional<consul::KvEntry> m_opened; // what the edit is based on; nothing: the key was not there
    std::optional<consul::KvEntry> m_server; // newest version seen, when it is not the opened one
    bool m_gone = false;                     // deleted by somebody else since it was opened
    QByteArray m_bytes;                      // the value while it is not edited as text (hex mode, file)
    Mode m_mode = Mode::Text;
    bool m_filling = false;
    std::optional<EntityState> m_conflictNow;

    QStackedWidget *m_stack;
    EmptyState *m_empty;
    QWidget *m_page;
    ElidedLabel *m_title;
    QLineEdit *m_name;
    Badge *m_badge;
    SegmentedControl *m_modes;
    QToolButton *m_copy;
    QToolButton *m_more;
    Banner *m_banner;
    QStackedWidget *m_body;
    CodeEditor *m_editor;
    CodeEditor *m_hex;
    ThreeWayView *m_merge;
    TextLabel *m_details;
    QLineEdit *m_flags;
    TextLabel *m_note;
    QPushButton *m_delete;
    QPushButton *m_format;
    QPushButton *m_discard;
    QPushButton *m_keep;
    QPushButton *m_save;
    JobScope m_jobs;
};

} // namespace mk
