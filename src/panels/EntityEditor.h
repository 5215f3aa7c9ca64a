// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/JsonDocument.h"
#include "models/Status.h"
#include "panels/DocumentForm.h"

#include <QPointer>
#include <QWidget>

#include <functional>
#include <optional>

class QScrollArea;
class QSplitter;
class QToolButton;

namespace mk {

class CodeEditor;
class EditorPage;
class ElidedLabel;
class SegmentedControl;
class Tag;
class Theme;

// One entity being edited or made: its form and its JSON side by side, both views of one document. It knows nothing of
// systems: the panel gives it what the server has, takes what is wanted, and brings back what the server did not like,
// where it stands. When somebody else wrote in the meantime, opened, server's and own text stand side by side until the
// operator has chosen; nothing typed is lost on the way.
class EntityEditor final : public QWidget
{
    Q_OBJECT
public:
    struct Draft
    {
        QString title;     // the entity's name, or "New API object"
        QString tag;       // kind, "API"; may be empty
        QByteArray opened; // JSON as the server has it, as the panel wants it edited; empty: not there yet
        QByteArray start;  // what the editor shows at first; equal to opened where nothing is changed yet
        QString saveNote;  // small, at the foot, while all is well: "Only the fields that you change are sent."
    };

    explicit EntityEditor(const Theme *theme, QWidget *parent = nullptr);
    ~EntityEditor() override;

    // form may be null: then there is only the JSON. It is taken over.
    void open(const Draft &draft, DocumentForm *form);
    void close(); // whatever is in it
    bool isOpen() const { return m_open; }
    bool isNew() const { return m_opened.isEmpty(); }
    bool inConflict() const;
    bool hasUnsavedWork() const;
    DocumentForm *form() const { return m_form; }
    const JsonDocument &document() const { return m_document; }
    // Replaces the document, e.g. by the defaults of another plugin; counts as an edit.
    void setDocument(const JsonDocument &document);
    QByteArray opened() const { return m_opened; }
    void setTag(const QString &tag);

    // Why nothing can be saved now; empty: it can. Typing goes on.
    void setBlocked(const QString &sentence);
    void setSaving(bool saving);
    bool isSaving() const { return m_saving; }
    // What is wrong beside the document, e.g. something around the form that is not chosen yet; empty: nothing.
    void setSideProblem(const QString &sentence);
    // The server refused, or a guard of ours did: problems stand at their fields, the rest in a banner.
    void showRefusal(const QString &title, const QString &text, const QList<FieldProblem> &problems);
    // What the server would say to the document as it is now, asked while somebody types: at the fields, the rest quietly in
    // the banner. Nothing is wrong: empty.
    void showLook(const QList<FieldProblem> &problems);
    void showNotice(Status status, const QString &title, const QString &text);
    // The entity is not any more what was opened; nullopt: it is gone. Unsaved work stays; the operator is offered to
    // compare. Without unsaved work the new text is simply shown.
    void serverHas(const std::optional<QByteArray> &now);
    // A write met another text on the server: opened, theirs and ours side by side.
    void showConflict(const QByteArray &opened, const QByteArray &now, const QByteArray &mine);
    void showView(const QString &id); // "form", "both", "json"
    // Goes on at once, or asks first where something would be lost; not at all when the operator stays.
    void leave(std::function<void()> goOn);

Q_SIGNALS:
    // before is what the operator saw: opened, or in a conflict the server's text. Empty: it is to be made.
    void saveRequested(const QByteArray &before, const QByteArray &after, bool afterConflict);
    void closeRequested();
    void documentEdited(); // by form or text
    void unsavedChanged();

protected:
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void buildHead();
    void formEdited();
    void textEdited();
    void showText(const QByteArray &text);
    void tellOpened();
    QStringList linesOf(const QList<FieldProblem> &problems) const;
    void refresh();
    void save();
    void leaveConflict();
    void discard();
    void goOnWith(const QByteArray &base, const QByteArray &text); // after a conflict

    const Theme *m_theme;
    bool m_open = false;
    bool m_gone = false;
    bool m_saving = false;
    bool m_filling = false;
    bool m_lookTold = false; // the banner is what a look said
    QByteArray m_opened;
    QByteArray m_start;
    std::optional<QByteArray> m_server; // newest text seen, when it is not the opened one
    JsonDocument m_document;
    std::optional<Error> m_textProblem;
    QString m_blocked;
    QString m_sideProblem;
    QString m_saveNote;
    QPointer<DocumentForm> m_form;

    EditorPage *m_page;
    ElidedLabel *m_title = nullptr;
    Tag *m_tag = nullptr;
    SegmentedControl *m_views = nullptr;
    QToolButton *m_back = nullptr;
    QSplitter *m_splitter;
    QScrollArea *m_scroll;
    CodeEditor *m_json;
    QString m_view = QStringLiteral("both");
};

} // namespace mk
