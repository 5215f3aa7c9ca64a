// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/keyvalue/KeyEditor.h"

#include "api/consul/ConsulClient.h"
#include "api/consul/ConsulRequests.h"
#include "core/Format.h"
#include "core/SafeText.h"
#include "models/ErrorText.h"
#include "models/MarkedText.h"
#include "panels/EditorPage.h"
#include "panels/PlanDesk.h"
#include "panels/keyvalue/ValueEditor.h"
#include "platform/KvPlans.h"
#include "platform/PlatformSession.h"
#include "platform/Settings.h"
#include "widgets/Badges.h"
#include "widgets/Banner.h"
#include "widgets/Buttons.h"
#include "widgets/EmptyState.h"
#include "widgets/FormRow.h"
#include "widgets/Labels.h"
#include "widgets/SecretClipboard.h"
#include "widgets/Segments.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QShortcut>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace mk {

namespace {

QString versionNote(quint64 modifyIndex)
{
    return KeyEditor::tr("version %1").arg(format::count(qint64(modifyIndex)));
}

} // namespace

KeyEditor::KeyEditor(const PanelContext &context, QWidget *parent) : QWidget(parent), m_context(context)
{
    const Theme *theme = context.theme;
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    m_stack = new QStackedWidget(this);
    outer->addWidget(m_stack);
    m_empty = new EmptyState(theme, m_stack);
    m_stack->addWidget(m_empty);

    m_page = new EditorPage(theme, m_stack);
    m_banner = m_page->banner();
    m_stack->addWidget(m_page);
    m_value = new ValueEditor(theme, m_page);
    m_page->setBody(m_value);
    buildHead();
    buildDetails();
    m_format = makeButton(theme, tr("Format"), QString(), m_page);
    m_delete = makeButton(theme, tr("Delete…"), QStringLiteral("trash"), m_page);
    m_page->addFootButton(m_format);
    m_page->addFootButton(m_delete);

    connect(m_value, &ValueEditor::edited, this, &KeyEditor::edited);
    connect(m_value, &ValueEditor::modeChanged, this, &KeyEditor::refresh);
    connect(m_value, &ValueEditor::notText, this, [this] {
        m_banner->setMessage(Status::Unknown, tr("This value is not text."),
                             tr("It is shown in hexadecimal and can be replaced by a file."));
        m_banner->setClosable(true);
    });
    connect(m_value, &ValueEditor::problemMet, this, &KeyEditor::showProblem);
    connect(m_flags, &QLineEdit::textChanged, this, &KeyEditor::edited);
    connect(m_name, &QLineEdit::textChanged, this, &KeyEditor::refresh);
    connect(m_format, &QPushButton::clicked, m_value, &ValueEditor::format);
    connect(m_delete, &QPushButton::clicked, this, &KeyEditor::proposeDelete);
    connect(m_page, &EditorPage::saveRequested, this, &KeyEditor::save);
    connect(m_page, &EditorPage::keepEditingRequested, this, &KeyEditor::leaveConflict);
    connect(m_page, &EditorPage::discardRequested, this, &KeyEditor::discard);

    auto *saveKey = new QShortcut(QKeySequence::Save, this);
    saveKey->setContext(Qt::WidgetWithChildrenShortcut);
    connect(saveKey, &QShortcut::activated, this, &KeyEditor::save);
    close();
}

KeyEditor::~KeyEditor() = default;

void KeyEditor::buildHead()
{
    const Theme *theme = m_context.theme;
    QHBoxLayout *head = m_page->head();
    m_title = new ElidedLabel(theme, FontRole::Code, Tone::Normal, m_page);
    m_title->setElideMode(Qt::ElideMiddle);
    m_title->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_name = makeCodeEdit(theme, m_page);
    m_name->setAccessibleName(tr("Key"));
    m_name->setPlaceholderText(tr("Name of the new key, folders end in /"));
    m_copy = makeIconButton(theme, QStringLiteral("copy"), tr("Copy value"), m_page);
    m_more = makeIconButton(theme, QStringLiteral("dots"), tr("More"), m_page);
    head->addWidget(m_title, 1);
    head->addWidget(m_name, 1);
    head->addWidget(m_page->badge());
    head->addStretch();
    head->addWidget(m_value->modeControl());
    head->addWidget(m_copy);
    head->addWidget(m_more);

    connect(m_copy, &QToolButton::clicked, this,
            [this] { // a value may well be a password
                copySecret(QString::fromUtf8(m_value->value()), m_context.settings->clipboardClear(), qApp);
            });
    auto *menu = new QMenu(m_more);
    menu->addAction(tr("Copy key"), this, [this] { QApplication::clipboard()->setText(m_key); });
    menu->addAction(tr("Read again"), this, &KeyEditor::recheck);
    menu->addSeparator();
    menu->addAction(tr("Replace value by a file…"), m_value, &ValueEditor::replaceByFile);
    menu->addAction(tr("Save value to a file…"), m_value, &ValueEditor::saveToFile);
    m_more->setMenu(menu);
    m_more->setPopupMode(QToolButton::InstantPopup);
}

void KeyEditor::buildDetails()
{
    const Theme *theme = m_context.theme;
    QHBoxLayout *details = m_page->addDetails();
    m_details = new TextLabel(theme, FontRole::Small, Tone::Dim, m_page);
    details->addWidget(m_details, 1);
    auto *flagsLabel = new TextLabel(theme, FontRole::Small, Tone::Secondary, m_page);
    flagsLabel->setText(tr("Flags"));
    m_flags = makeCodeEdit(theme, m_page);
    m_flags->setMaximumWidth(theme->scaled(180));
    flagsLabel->setBuddy(m_flags);
    m_flags->setToolTip(tr("A whole number that the application gives a meaning; 0 where it does not"));
    details->addWidget(flagsLabel);
    details->addWidget(m_flags);
}

void KeyEditor::setSession(PlatformSession *session)
{
    close();
    if (m_session)
        m_session->disconnect(this);
    m_session = session;
    if (session) // a lock that opens lets what was typed be saved, also where the key itself did not move
        connect(session, &PlatformSession::writabilityChanged, this, &KeyEditor::refresh);
}

void KeyEditor::close()
{
    m_jobs.cancelAll();
    m_key.clear();
    m_isNew = false;
    m_gone = false;
    m_opened.reset();
    m_server.reset();
    m_conflictNow.reset();
    m_page->closeConflict();
    m_value->setValue({});
    setFlags(0);
    m_banner->clear();
    m_empty->setContent(QStringLiteral("file-text"), tr("Choose a key"),
                        tr("Its value is shown here. Nothing is changed before you save."));
    m_stack->setCurrentWidget(m_empty);
    Q_EMIT unsavedChanged();
}

void KeyEditor::openKey(const QString &key)
{
    consul::ConsulClient *client = m_session ? m_session->consul() : nullptr;
    if (!client || key == m_key)
        return;
    close();
    m_key = key;
    m_jobs.restart(QStringLiteral("read"), client->get(key, this))
        ->done(this, [this, key](const Result<std::optional<consul::KvEntry>> &entry) {
            if (key != m_key)
                return;
            if (entry)
                showEntry(*entry, key);
            else
                showError(entry.error());
        });
}

void KeyEditor::startNew(const QString &prefix)
{
    close();
    m_isNew = true;
    m_stack->setCurrentWidget(m_page);
    m_name->setText(prefix);
    refresh();
    m_name->setFocus(Qt::OtherFocusReason);
    m_name->setCursorPosition(int(prefix.size()));
}

void KeyEditor::recheck()
{
    consul::ConsulClient *client = m_session ? m_session->consul() : nullptr;
    if (!client || m_key.isEmpty() || m_isNew || m_conflictNow)
        return;
    m_jobs.restart(QStringLiteral("recheck"), client->get(m_key, this))
        ->done(this, [this, key = m_key](const Result<std::optional<consul::KvEntry>> &entry) {
            if (key != m_key || m_conflictNow)
                return;
            if (!entry) {
                if (m_stack->currentWidget() != m_page && !entry.error().is(ErrorKind::Cancelled))
                    showError(entry.error());
                return; // the list's own banner tells that the server is away; what is here stays
            }
            const bool same = entry->has_value() == m_opened.has_value()
                && (!m_opened || (*entry)->modifyIndex == m_opened->modifyIndex);
            if (same) {
                if (m_opened && **entry != *m_opened) { // a lock came or went
                    m_opened->session = (*entry)->session;
                    m_opened->lockIndex = (*entry)->lockIndex;
                    refresh();
                }
                return;
            }
            if (!hasUnsavedWork()) {
                showEntry(*entry, key);
                return;
            }
            m_server = *entry;
            m_gone = !entry->has_value();
            m_banner->setMessage(Status::Warn,
                                 m_gone ? tr("The key was deleted while you were editing.")
                                        : tr("The key changed while you were editing."),
                                 m_gone ? tr("Nothing of yours is lost. Saving creates it again.")
                                        : tr("Nothing was overwritten. Compare before you go on."));
            if (!m_gone) {
                QPushButton *compare = m_banner->addButton(tr("Compare"), QStringLiteral("git-compare"));
                connect(compare, &QPushButton::clicked, this, [this] { openConflict(kvplans::stateOf(*m_server)); });
            }
            refresh();
        });
}

void KeyEditor::setStale(bool stale)
{
    if (stale == m_stale)
        return;
    m_stale = stale;
    refresh();
}

void KeyEditor::showEntry(const std::optional<consul::KvEntry> &entry, const QString &key)
{
    if (!entry) {
        m_opened.reset();
        m_empty->setContent(QStringLiteral("file-text"), tr("This key is gone"),
                            tr("%1 was deleted. Undo in the journal brings it back if this program did it.").arg(code(key)),
                            Status::Unknown);
        m_stack->setCurrentWidget(m_empty);
        Q_EMIT unsavedChanged();
        return;
    }
    m_opened = entry;
    m_server.reset();
    m_gone = false;
    setFlags(entry->flags);
    m_banner->clear();
    m_stack->setCurrentWidget(m_page);
    m_page->closeConflict();
    m_value->setValue(entry->value);
    refresh();
    Q_EMIT valueSizeKnown(key, entry->value.size());
    Q_EMIT unsavedChanged();
}

void KeyEditor::showError(const Error &error)
{
    if (error.is(ErrorKind::Cancelled))
        return;
    const ErrorText text = ErrorText::of(error);
    m_empty->setContent(error.is(ErrorKind::Forbidden) || error.is(ErrorKind::Unauthorised) ? QStringLiteral("shield-lock")
                                                                                           : QStringLiteral("plug-x"),
                        text.title, text.hint.isEmpty() ? text.text : QString(text.text + QLatin1Char(' ') + text.hint),
                        Status::Crit);
    QPushButton *retry = m_empty->addButton(tr("Retry"), QStringLiteral("refresh"));
    connect(retry, &QPushButton::clicked, this, [this] {
        const QString key = m_key;
        m_key.clear();
        openKey(key);
    });
    m_stack->setCurrentWidget(m_empty);
}

void KeyEditor::showProblem(const QString &title, const QString &text)
{
    m_banner->setMessage(Status::Crit, title, text);
    m_banner->setClosable(true);
}

void KeyEditor::setFlags(quint64 flags)
{
    const QSignalBlocker blocker(m_flags); // is no edit
    m_flags->setText(QString::number(flags));
}

void KeyEditor::edited()
{
    refresh();
    Q_EMIT unsavedChanged();
}

std::optional<quint64> KeyEditor::editedFlags() const
{
    bool ok = false;
    const quint64 flags = m_flags->text().trimmed().toULongLong(&ok);
    return ok ? std::optional(flags) : std::nullopt;
}

bool KeyEditor::hasUnsavedWork() const
{
    if (m_conflictNow)
        return true;
    if (m_isNew)
        return !m_value->value().isEmpty();
    if (!m_opened || m_stack->currentWidget() != m_page)
        return false;
    return m_value->value() != m_opened->value || editedFlags() != m_opened->flags;
}

QString KeyEditor::details() const
{
    if (!m_opened)
        return {};
    QStringList parts{format::size(m_opened->value.size()), versionNote(m_opened->modifyIndex),
                      tr("created at %1").arg(format::count(qint64(m_opened->createIndex)))};
    if (!m_opened->session.isEmpty())
        parts.append(tr("locked by session %1").arg(shortened(m_opened->session, 13)));
    for (const QString &warning : consul::keyWarnings(m_key))
        parts.append(ErrorText::of(Error::make(ErrorKind::BadRequest, warning)).title);
    return parts.join(QStringLiteral(", "));
}

// Why this edit cannot be saved; empty: it can.
QString KeyEditor::problem() const
{
    if (!editedFlags())
        return tr("Flags are a whole number from 0 to 18,446,744,073,709,551,615.");
    if (m_isNew) {
        const QString name = m_name->text();
        if (name.isEmpty())
            return tr("Give the key a name.");
        const QString wrong = consul::keyProblem(name);
        return wrong.isEmpty() ? QString() : ErrorText::of(Error::make(ErrorKind::BadRequest, wrong)).title;
    }
    return hasUnsavedWork() ? QString() : tr("Nothing is changed.");
}

void KeyEditor::refresh()
{
    const bool conflict = m_conflictNow.has_value();
    const std::optional<Error> blocked = m_session ? m_session->mayWrite(System::Consul) : std::nullopt;
    m_title->setVisible(!m_isNew);
    m_name->setVisible(m_isNew);
    m_title->setText(visibleText(m_key));
    m_value->modeControl()->setVisible(!conflict);
    m_copy->setVisible(!conflict);
    m_details->setText(details());
    setFieldProblem(m_flags, !editedFlags());
    m_delete->setVisible(!conflict && !m_isNew);
    m_delete->setEnabled(!blocked && !m_stale && m_opened.has_value());
    m_format->setVisible(!conflict && m_value->mode() == ValueEditor::Mode::Json);
    m_format->setEnabled(m_value->canFormat());

    EditorPage::State state;
    state.isNew = m_isNew;
    state.isDirty = hasUnsavedWork();
    state.changedOnServer = m_server.has_value();
    state.goneOnServer = m_gone;
    state.badge = m_opened && !m_opened->session.isEmpty() ? tr("Locked") : QString();
    if (m_stale) // also why writing is blocked then: nobody knows which platform will answer
        state.blocked = tr("Consul does not answer. What you type stays here until it does.");
    else if (blocked)
        state.blocked = ErrorText::of(*blocked).title;
    state.problem = problem();
    const quint64 version = m_conflictNow ? kvplans::modifyIndexOf(*m_conflictNow) : m_opened ? m_opened->modifyIndex : 0;
    state.guardNote = m_isNew || (m_gone && !conflict)
        ? tr("Saves only while there is no such key.")
        : tr("Saves only while the key is still version %1.").arg(format::count(qint64(version)));
    m_page->setState(state);
}

void KeyEditor::discard()
{
    m_conflictNow.reset();
    if (m_isNew) {
        close();
        Q_EMIT gaveUp();
        return;
    }
    const QString key = m_key;
    close();
    openKey(key);
}

void KeyEditor::save()
{
    refresh();
    if (!m_session || !m_page->canSave() || m_context.planDesk->isRunning())
        return;
    if (m_conflictNow) {
        saveResolved();
        return;
    }
    if (m_isNew)
        propose(kvplans::create(m_name->text(), m_value->value(), *editedFlags()));
    else if (m_gone)
        propose(kvplans::create(m_key, m_value->value(), *editedFlags()));
    else
        propose(kvplans::put(*m_opened, m_value->value(), *editedFlags()));
}

void KeyEditor::propose(const Result<Plan> &plan)
{
    if (!plan) {
        const ErrorText text = ErrorText::of(plan.error());
        showProblem(text.title, text.text);
        return;
    }
    m_page->setSaveEnabled(false);
    const PlanDesk::Ask ask = m_conflictNow ? PlanDesk::Ask::Preview : PlanDesk::Ask::Direct;
    const QString key = plan->changes().constFirst().entity.id;
    m_context.planDesk->propose(*plan, ask, this, [this, key](const std::optional<PlanReport> &report) {
        if (!report || !report->complete()) {
            refresh();
            return; // a conflict comes back through showConflict()
        }
        m_isNew = false;
        m_conflictNow.reset();
        m_page->closeConflict();
        m_key = key;
        // What the server has now, with the version that the next save compares. The cursor stays where it was.
        const EntityState now = report->steps.constLast().result.states.value(0);
        if (kvplans::modifyIndexOf(now) != 0)
            showEntry(kvplans::entryOf(key, now), key);
        recheck();
        Q_EMIT saved(key);
    });
}

void KeyEditor::proposeDelete()
{
    if (!m_opened)
        return;
    const Result<Plan> plan = kvplans::remove(*m_opened);
    if (!plan)
        return;
    m_context.planDesk->propose(*plan, PlanDesk::Ask::Preview, this,
                                [this, key = m_key](const std::optional<PlanReport> &report) {
                                    if (report && report->complete()) {
                                        if (key == m_key)
                                            close();
                                        Q_EMIT deleted(key);
                                    }
                                });
}

// ---- conflict: opened, server now and yours

void KeyEditor::showConflict(const Change &change, const EntityState &now)
{
    if (change.entity.id != m_key && !(m_isNew && change.entity.id == m_name->text())) {
        // Met by an undo or by another editor: open it here, with what was wanted as "yours".
        close();
        m_key = change.entity.id;
    }
    if (m_isNew) {
        m_isNew = false;
        m_key = change.entity.id;
    }
    m_opened = change.before.exists ? std::optional(kvplans::entryOf(m_key, change.before)) : std::nullopt;
    m_value->setValue(change.after.body);
    setFlags(kvplans::flagsOf(change.after));
    m_stack->setCurrentWidget(m_page);
    if (!now.exists) {
        m_gone = true;
        m_server.reset();
        m_conflictNow.reset();
        m_page->closeConflict();
        m_banner->setMessage(Status::Warn, tr("The key was deleted while you were editing."),
                             tr("Nothing of yours is lost. Saving creates it again."));
        refresh();
        return;
    }
    openConflict(now);
}

void KeyEditor::openConflict(const EntityState &now)
{
    const QByteArray mine = m_value->value();
    const QByteArray opened = m_opened ? m_opened->value : QByteArray();
    const bool text = faithfulText(mine) && faithfulText(now.body) && faithfulText(opened);
    const quint64 version = kvplans::modifyIndexOf(now);
    m_conflictNow = now;
    if (text) {
        m_page->openMerge({tr("Opened"), m_opened ? versionNote(m_opened->modifyIndex) : tr("not there"),
                           QString::fromUtf8(opened)},
                          {tr("Server now"), versionNote(version), QString::fromUtf8(now.body)},
                          {tr("Yours"), tr("not saved"), QString::fromUtf8(mine)});
        m_banner->setMessage(Status::Warn, tr("The key changed while you were editing."),
                             (m_opened ? tr("You opened version %1; the server now has %2. Nothing was overwritten.")
                                             .arg(format::count(qint64(m_opened->modifyIndex)),
                                                  format::count(qint64(version)))
                                       : tr("It was not there when you began; the server now has version %1. Nothing "
                                            "was overwritten.")
                                             .arg(format::count(qint64(version)))),
                             Banner::Form::Inline);
    } else {
        m_page->openChoice(); // bytes cannot be merged by lines
        m_banner->setMessage(Status::Warn, tr("The value changed while you were editing, and it is not text."),
                             tr("Yours has %1, the server's has %2. “Review and save…” puts yours in its place; “Discard "
                                "mine” keeps the server's.")
                                 .arg(format::size(mine.size()), format::size(now.body.size())));
    }
    refresh();
}

void KeyEditor::leaveConflict()
{
    if (!m_conflictNow)
        return;
    // What was merged so far goes on as the edit, now against the server's version.
    const QByteArray value = resolvedValue();
    m_opened = kvplans::entryOf(m_key, *m_conflictNow);
    m_conflictNow.reset();
    m_server.reset();
    m_banner->clear();
    m_page->closeConflict();
    m_value->setValue(value);
    refresh();
}

QByteArray KeyEditor::resolvedValue() const
{
    return m_page->isMerging() ? m_page->mergedText().toUtf8() : m_value->value();
}

void KeyEditor::saveResolved()
{
    propose(kvplans::put(kvplans::entryOf(m_key, *m_conflictNow), resolvedValue(), *editedFlags()));
}

} // namespace mk
