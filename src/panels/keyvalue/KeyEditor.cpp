// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/keyvalue/KeyEditor.h"

#include "api/consul/ConsulClient.h"
#include "api/consul/ConsulRequests.h"
#include "core/AtomicFile.h"
#include "core/Format.h"
#include "core/SafeText.h"
#include "models/ErrorText.h"
#include "models/MarkedText.h"
#include "panels/HexText.h"
#include "panels/JsonText.h"
#include "panels/PlanDesk.h"
#include "platform/KvPlans.h"
#include "platform/PlatformSession.h"
#include "platform/Settings.h"
#include "widgets/Badges.h"
#include "widgets/Banner.h"
#include "widgets/Buttons.h"
#include "widgets/CodeEditor.h"
#include "widgets/EmptyState.h"
#include "widgets/FormRow.h"
#include "widgets/Labels.h"
#include "widgets/SecretClipboard.h"
#include "widgets/Segments.h"
#include "widgets/ThreeWayView.h"

#include <QApplication>
#include <QClipboard>
#include <QFileDialog>
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

const QString modeText = QStringLiteral("text");
const QString modeJson = QStringLiteral("json");
const QString modeHex = QStringLiteral("hex");

// Text that turns back into the very same bytes; anything else is shown as hexadecimal.
std::optional<QString> faithfulText(const QByteArray &bytes)
{
    const std::optional<QString> text = asText(bytes);
    return text && text->toUtf8() == bytes ? text : std::nullopt;
}

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

    m_page = new QWidget(m_stack);
    m_page->setBackgroundRole(QPalette::Base);
    m_page->setAutoFillBackground(true);
    m_stack->addWidget(m_page);
    auto *layout = new QVBoxLayout(m_page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    buildHead();

    m_banner = new Banner(theme, m_page);
    auto *bannerBox = new QVBoxLayout;
    bannerBox->setContentsMargins(16, 0, 16, 8);
    bannerBox->addWidget(m_banner);
    layout->addLayout(bannerBox);
    m_banner->clear();

    m_body = new QStackedWidget(m_page);
    m_editor = new CodeEditor(theme, tr("Value"), m_body);
    m_hex = new CodeEditor(theme, tr("Value in hexadecimal"), m_body);
    m_hex->setReadOnly(true);
    m_hex->setSyntax(Syntax::None);
    m_merge = new ThreeWayView(theme, m_body);
    m_body->addWidget(m_editor);
    m_body->addWidget(m_hex);
    m_body->addWidget(m_merge);
    layout->addWidget(makeLine(theme, Qt::Horizontal, m_page));
    layout->addWidget(m_body, 1);

    auto *details = new QHBoxLayout;
    details->setContentsMargins(16, 4, 16, 4);
    details->setSpacing(8);
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
    layout->addWidget(makeLine(theme, Qt::Horizontal, m_page));
    layout->addLayout(details);

    layout->addWidget(makeLine(theme, Qt::Horizontal, m_page));
    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(16, 10, 16, 10);
    foot->setSpacing(8);
    m_note = new TextLabel(theme, FontRole::Small, Tone::Secondary, m_page);
    m_note->setWordWrap(true);
    foot->addWidget(m_note, 1);
    m_format = makeButton(theme, tr("Format"), QString(), m_page);
    m_delete = makeButton(theme, tr("Delete…"), QStringLiteral("trash"), m_page);
    m_discard = makeButton(theme, tr("Discard mine"), QString(), m_page);
    m_keep = makeButton(theme, tr("Keep editing"), QString(), m_page);
    m_save = makeButton(theme, tr("Save"), QString(), m_page, ButtonKind::Primary);
    for (QPushButton *button : {m_format, m_delete, m_discard, m_keep, m_save})
        foot->addWidget(button);
    layout->addLayout(foot);

    connect(m_editor, &CodeEditor::textChanged, this, [this] {
        if (m_filling)
            return;
        checkText();
        refreshFoot();
        Q_EMIT unsavedChanged();
    });
    connect(m_flags, &QLineEdit::textChanged, this, [this] {
        if (m_filling)
            return;
        refreshFoot();
        Q_EMIT unsavedChanged();
    });
    connect(m_name, &QLineEdit::textChanged, this, &KeyEditor::refreshFoot);
    connect(m_modes, &SegmentedControl::chosen, this, [this](const QString &id) {
        chooseMode(id == modeJson ? Mode::Json : id == modeHex ? Mode::Hex : Mode::Text);
    });
    connect(m_save, &QPushButton::clicked, this, &KeyEditor::save);
    connect(m_delete, &QPushButton::clicked, this, &KeyEditor::proposeDelete);
    connect(m_discard, &QPushButton::clicked, this, [this] {
        m_conflictNow.reset();
        if (m_isNew) {
            close();
            Q_EMIT gaveUp();
            return;
        }
        const QString key = m_key;
        close();
        openKey(key);
    });
    connect(m_keep, &QPushButton::clicked, this, &KeyEditor::leaveConflict);
    connect(m_format, &QPushButton::clicked, this, [this] { m_editor->replaceText(prettyJson(m_editor->text().toUtf8())); });
    connect(m_merge, &ThreeWayView::resolvedChanged, this, &KeyEditor::refreshFoot);
    connect(m_merge, &ThreeWayView::resultChanged, this, &KeyEditor::refreshFoot);

    auto *saveKey = new QShortcut(QKeySequence::Save, this);
    saveKey->setContext(Qt::WidgetWithChildrenShortcut);
    connect(saveKey, &QShortcut::activated, this, &KeyEditor::save);
    close();
}

KeyEditor::~KeyEditor() = default;

void KeyEditor::buildHead()
{
    const Theme *theme = m_context.theme;
    auto *head = new QHBoxLayout;
    head->setContentsMargins(16, 8, 16, 8);
    head->setSpacing(8);
    m_title = new ElidedLabel(theme, FontRole::Code, Tone::Normal, m_page);
    m_title->setElideMode(Qt::ElideMiddle);
    m_title->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_name = makeCodeEdit(theme, m_page);
    m_name->setAccessibleName(tr("Key"));
    m_name->setPlaceholderText(tr("Name of the new key, folders end in /"));
    m_badge = new Badge(theme, m_page);
    m_modes = new SegmentedControl(theme, tr("Show value as"), m_page);
    m_modes->addSegment(modeText, tr("Text"));
    m_modes->addSegment(modeJson, tr("JSON"));
    m_modes->addSegment(modeHex, tr("Hex"));
    m_copy = makeIconButton(theme, QStringLiteral("copy"), tr("Copy value"), m_page);
    m_more = makeIconButton(theme, QStringLiteral("dots"), tr("More"), m_page);
    head->addWidget(m_title, 1);
    head->addWidget(m_name, 1);
    head->addWidget(m_badge);
    head->addStretch();
    head->addWidget(m_modes);
    head->addWidget(m_copy);
    head->addWidget(m_more);
    qobject_cast<QVBoxLayout *>(m_page->layout())->addLayout(head);

    connect(m_copy, &QToolButton::clicked, this,
            [this] { // a value may well be a password
                copySecret(QString::fromUtf8(editedValue()), m_context.settings->clipboardClear(), qApp);
            });
    auto *menu = new QMenu(m_more);
    menu->addAction(tr("Copy key"), this, [this] { QApplication::clipboard()->setText(m_key); });
    menu->addAction(tr("Read again"), this, &KeyEditor::recheck);
    menu->addSeparator();
    menu->addAction(tr("Replace value by a file…"), this, &KeyEditor::loadFromFile);
    menu->addAction(tr("Save value to a file…"), this, &KeyEditor::saveToFile);
    m_more->setMenu(menu);
    m_more->setPopupMode(QToolButton::InstantPopup);
}

void KeyEditor::setSession(PlatformSession *session)
{
    close();
    if (m_session)
        m_session->disconnect(this);
    m_session = session;
    if (session) // a lock that opens lets what was typed be saved, also where the key itself did not move
        connect(session, &PlatformSession::writabilityChanged, this, &KeyEditor::refreshFoot);
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
    m_bytes.clear();
    m_filling = true;
    m_editor->setText({});
    m_flags->setText(QStringLiteral("0"));
    m_filling = false;
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
    m_body->setCurrentWidget(m_editor);
    m_name->setText(prefix);
    chooseMode(Mode::Text);
    refreshHead();
    refreshFoot();
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
                    refreshHead();
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
            refreshHead();
        });
}

void KeyEditor::setStale(bool stale)
{
    if (stale == m_stale)
        return;
    m_stale = stale;
    refreshFoot();
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
    m_bytes = entry->value;
    m_filling = true;
    m_flags->setText(QString::number(entry->flags));
    m_filling = false;
    m_banner->clear();
    m_stack->setCurrentWidget(m_page);
    m_mode = naturalMode(entry->value);
    m_filling = true;
    const QString text = faithfulText(entry->value).value_or(QString());
    if (m_editor->text() != text)
        m_editor->setText(text);
    else
        m_editor->setModified(false);
    m_filling = false;
    if (m_body->currentWidget() == m_merge)
        m_body->setCurrentWidget(m_hex);
    chooseMode(m_mode);
    refreshHead();
    refreshFoot();
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

KeyEditor::Mode KeyEditor::naturalMode(const QByteArray &value) const
{
    if (!faithfulText(value))
        return Mode::Hex;
    const QByteArray start = value.trimmed().left(1);
    return (start == "{" || start == "[") && isJson(value) ? Mode::Json : Mode::Text;
}

void KeyEditor::chooseMode(Mode mode)
{
    // Leaving text for hexadecimal shows the bytes as edited; what is no text cannot be shown as text.
    if (m_body->currentWidget() == m_editor && faithfulText(m_bytes))
        m_bytes = m_editor->text().toUtf8();
    if (mode != Mode::Hex && !faithfulText(m_bytes)) {
        m_banner->setMessage(Status::Unknown, tr("This value is not text."),
                             tr("It is shown in hexadecimal and can be replaced by a file."));
        m_banner->setClosable(true);
        mode = Mode::Hex;
    }
    m_mode = mode;
    m_modes->setCurrentId(mode == Mode::Json ? modeJson : mode == Mode::Hex ? modeHex : modeText);
    if (mode == Mode::Hex) {
        m_hex->setText(hexDump(m_bytes));
        m_body->setCurrentWidget(m_hex);
    } else {
        m_editor->setSyntax(mode == Mode::Json ? Syntax::Json : Syntax::None);
        m_body->setCurrentWidget(m_editor);
        checkText();
    }
    refreshFoot();
}

QByteArray KeyEditor::editedValue() const
{
    return m_mode == Mode::Hex ? m_bytes : m_editor->text().toUtf8();
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
        return !editedValue().isEmpty();
    if (!m_opened || m_stack->currentWidget() != m_page)
        return false;
    return editedValue() != m_opened->value || editedFlags() != m_opened->flags;
}

void KeyEditor::checkText()
{
    if (m_mode != Mode::Json || m_editor->text().trimmed().isEmpty() || isJson(m_editor->text().toUtf8()))
        m_editor->setProblem({});
    else
        m_editor->setProblem(tr("This is not valid JSON. It can be saved all the same: Consul does not mind."));
}

void KeyEditor::refreshHead()
{
    const bool conflict = m_conflictNow.has_value();
    m_title->setVisible(!m_isNew);
    m_name->setVisible(m_isNew);
    m_title->setText(visibleText(m_key));
    m_modes->setVisible(!conflict);
    m_copy->setVisible(!conflict);
    m_badge->setVisible(true);
    if (conflict || (m_server && !m_gone))
        m_badge->setStatus(Status::Warn, conflict ? tr("Conflict") : tr("Changed on the server"));
    else if (m_gone)
        m_badge->setStatus(Status::Warn, tr("Deleted on the server"));
    else if (m_opened && !m_opened->session.isEmpty())
        m_badge->setStatus(Status::Unknown, tr("Locked"));
    else
        m_badge->setVisible(false);

    QStringList parts;
    if (m_opened) {
        parts = {format::size(m_opened->value.size()), versionNote(m_opened->modifyIndex),
                 tr("created at %1").arg(format::count(qint64(m_opened->createIndex)))};
        if (!m_opened->session.isEmpty())
            parts.append(tr("locked by session %1").arg(shortened(m_opened->session, 13)));
        for (const QString &warning : consul::keyWarnings(m_key)) {
            Error error = Error::make(ErrorKind::BadRequest, warning);
            parts.append(ErrorText::of(error).title);
        }
    }
    m_details->setText(parts.join(QStringLiteral(", ")));
}

void KeyEditor::refreshFoot()
{
    const bool conflict = m_conflictNow.has_value();
    const std::optional<Error> blocked = m_session ? m_session->mayWrite(System::Consul) : std::nullopt;
    const bool dirty = hasUnsavedWork();
    setFieldProblem(m_flags, !editedFlags());
    m_delete->setVisible(!conflict && !m_isNew);
    m_delete->setEnabled(!blocked && !m_stale && m_opened.has_value());
    m_format->setVisible(!conflict && m_mode == Mode::Json);
    m_format->setEnabled(isJson(m_editor->text().toUtf8()));
    m_discard->setVisible(conflict || dirty || m_isNew);
    m_discard->setText(conflict ? tr("Discard mine") : tr("Discard"));
    m_keep->setVisible(conflict);
    m_save->setText(conflict ? tr("Review and save…") : m_isNew ? tr("Create") : tr("Save"));

    QString why;
    if (m_stale) { // also why writing is blocked then: nobody knows which platform will answer
        why = tr("Consul does not answer. What you type stays here until it does.");
    } else if (blocked) {
        why = ErrorText::of(*blocked).title;
    } else if (conflict) {
        why = m_merge->isResolved() ? QString() : m_merge->hint();
    } else if (!editedFlags()) {
        why = tr("Flags are a whole number from 0 to 18,446,744,073,709,551,615.");
    } else if (m_isNew) {
        const QString name = m_name->text();
        const QString problem = consul::keyProblem(name);
        if (name.isEmpty())
            why = tr("Give the key a name.");
        else if (!problem.isEmpty())
            why = ErrorText::of(Error::make(ErrorKind::BadRequest, problem)).title;
    } else if (!dirty) {
        why = tr("Nothing is changed.");
    }
    m_save->setEnabled(why.isEmpty());
    const quint64 version = m_conflictNow ? kvplans::modifyIndexOf(*m_conflictNow) : m_opened ? m_opened->modifyIndex : 0;
    if (!why.isEmpty())
        m_note->setText(why);
    else if (m_isNew || (m_gone && !conflict))
        m_note->setText(tr("Saves only while there is no such key."));
    else
        m_note->setText(tr("Saves only while the key is still version %1.").arg(format::count(qint64(version))));
}

void KeyEditor::save()
{
    refreshFoot();
    if (!m_session || !m_save->isEnabled() || m_context.planDesk->isRunning())
        return;
    if (m_conflictNow) {
        saveResolved();
        return;
    }
    if (m_isNew)
        propose(kvplans::create(m_name->text(), editedValue(), *editedFlags()));
    else if (m_gone)
        propose(kvplans::create(m_key, editedValue(), *editedFlags()));
    else
        propose(kvplans::put(*m_opened, editedValue(), *editedFlags()));
}

void KeyEditor::propose(const Result<Plan> &plan)
{
    if (!plan) {
        const ErrorText text = ErrorText::of(plan.error());
        m_banner->setMessage(Status::Crit, text.title, text.text);
        m_banner->setClosable(true);
        return;
    }
    m_save->setEnabled(false);
    const PlanDesk::Ask ask = m_conflictNow ? PlanDesk::Ask::Preview : PlanDesk::Ask::Direct;
    const QString key = plan->changes().constFirst().entity.id;
    m_context.planDesk->propose(*plan, ask, this, [this, key](const std::optional<PlanReport> &report) {
        if (!report || !report->complete()) {
            refreshFoot();
            return; // a conflict comes back through showConflict()
        }
        m_isNew = false;
        m_conflictNow.reset();
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
    m_bytes = change.after.body;
    m_mode = naturalMode(m_bytes);
    m_filling = true;
    m_editor->setText(faithfulText(m_bytes).value_or(QString()));
    m_flags->setText(QString::number(kvplans::flagsOf(change.after)));
    m_filling = false;
    m_stack->setCurrentWidget(m_page);
    if (!now.exists) {
        m_gone = true;
        m_server.reset();
        m_banner->setMessage(Status::Warn, tr("The key was deleted while you were editing."),
                             tr("Nothing of yours is lost. Saving creates it again."));
        chooseMode(m_mode);
        refreshHead();
        refreshFoot();
        return;
    }
    openConflict(now);
}

void KeyEditor::openConflict(const EntityState &now)
{
    const QByteArray mine = editedValue();
    const QByteArray opened = m_opened ? m_opened->value : QByteArray();
    const bool text = faithfulText(mine) && faithfulText(now.body) && faithfulText(opened);
    const quint64 version = kvplans::modifyIndexOf(now);
    m_conflictNow = now;
    if (text) {
        m_merge->setSides({tr("Opened"), m_opened ? versionNote(m_opened->modifyIndex) : tr("not there"),
                           QString::fromUtf8(opened)},
                          {tr("Server now"), versionNote(version), QString::fromUtf8(now.body)},
                          {tr("Yours"), tr("not saved"), QString::fromUtf8(mine)});
        m_body->setCurrentWidget(m_merge);
        m_banner->setMessage(Status::Warn, tr("The key changed while you were editing."),
                             (m_opened ? tr("You opened version %1; the server now has %2. Nothing was overwritten.")
                                             .arg(format::count(qint64(m_opened->modifyIndex)),
                                                  format::count(qint64(version)))
                                       : tr("It was not there when you began; the server now has version %1. Nothing "
                                            "was overwritten.")
                                             .arg(format::count(qint64(version)))),
                             Banner::Form::Inline);
    } else {
        // Bytes cannot be merged by lines: the operator keeps one of the two.
        m_banner->setMessage(Status::Warn, tr("The value changed while you were editing, and it is not text."),
                             tr("Yours has %1, the server's has %2. “Review and save…” puts yours in its place; “Discard "
                                "mine” keeps the server's.")
                                 .arg(format::size(mine.size()), format::size(now.body.size())));
        m_bytes = mine;
    }
    refreshHead();
    refreshFoot();
}

void KeyEditor::leaveConflict()
{
    if (!m_conflictNow)
        return;
    // What was merged so far goes on as the edit, now against the server's version.
    const QByteArray edited = m_body->currentWidget() == m_merge ? m_merge->resultText().toUtf8() : m_bytes;
    m_opened = kvplans::entryOf(m_key, *m_conflictNow);
    m_conflictNow.reset();
    m_server.reset();
    m_bytes = edited;
    m_banner->clear();
    m_filling = true;
    m_editor->setText(faithfulText(edited).value_or(QString()));
    m_filling = false;
    m_body->setCurrentWidget(m_hex);
    chooseMode(naturalMode(edited));
    refreshHead();
    refreshFoot();
}

void KeyEditor::saveResolved()
{
    const QByteArray value = m_body->currentWidget() == m_merge ? m_merge->resultText().toUtf8() : m_bytes;
    propose(kvplans::put(kvplans::entryOf(m_key, *m_conflictNow), value, *editedFlags()));
}

// ---- files

void KeyEditor::loadFromFile()
{
    auto *dialog = new QFileDialog(this, tr("Replace value by a file"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        const Result<QByteArray> content = readFile(path, consul::maxValueSize);
        if (!content) {
            const ErrorText text = ErrorText::of(content.error());
            m_banner->setMessage(Status::Crit, text.title, text.text);
            m_banner->setClosable(true);
            return;
        }
        m_bytes = *content;
        m_filling = true;
        m_editor->setText(faithfulText(m_bytes).value_or(QString()));
        m_filling = false;
        m_body->setCurrentWidget(m_hex);
        chooseMode(naturalMode(m_bytes));
        Q_EMIT unsavedChanged();
    });
    dialog->open();
}

void KeyEditor::saveToFile()
{
    auto *dialog = new QFileDialog(this, tr("Save value to a file"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        if (const Result<Done> written = writeFileAtomically(path, editedValue()); !written) {
            const ErrorText text = ErrorText::of(written.error());
            m_banner->setMessage(Status::Crit, text.title, text.text);
            m_banner->setClosable(true);
        }
    });
    dialog->open();
}

} // namespace mk
