// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/ThreeWayView.h"

#include <QWidget>

#include <functional>

class QHBoxLayout;
class QPushButton;
class QStackedWidget;
class QVBoxLayout;

namespace mk {

class Badge;
class Banner;
class TextLabel;
class Theme;

// What every editor of one entity stands in: head with a badge, banner, body, foot with the reason why nothing can be saved
// and the buttons. It knows how a conflict goes: somebody else wrote meanwhile, opened, theirs and ours stand side by side,
// the operator chooses, reviews and saves, keeps editing on top of theirs, or discards. What is edited, and how it is read
// and written, is the editor's own.
class EditorPage final : public QWidget
{
    Q_OBJECT
public:
    explicit EditorPage(const Theme *theme, QWidget *parent = nullptr);

    // Where the editor puts its own parts. The badge is the editor's to place in the head.
    QHBoxLayout *head() const { return m_head; }
    Badge *badge() const { return m_badge; }
    Banner *banner() const { return m_banner; }
    void setBody(QWidget *body);
    QHBoxLayout *addDetails();             // a row between body and foot, below a line
    void addFootButton(QPushButton *button); // left of Discard and Save

    // How the edit stands. The page makes badge, buttons and the foot's sentence of it, and of the conflict if there is one.
    struct State
    {
        bool isNew = false; // is to be made: "Create"
        bool isDirty = false;
        bool changedOnServer = false;
        bool goneOnServer = false;
        QString badge = {};     // what else there is to say of it ("Locked")
        QString blocked = {};   // why nothing at all can be saved now; a conflict can be settled meanwhile
        QString problem = {};   // why this edit cannot be saved; not told while there is a conflict
        QString guardNote = {}; // while all is well ("Saves only while the key is still version 12.")
    };
    void setState(const State &state);
    // What is wrong with the result of a merge; empty: nothing. Without a call any text will do.
    void setMergeCheck(const std::function<QString(const QString &)> &check) { m_mergeCheck = check; }

    // The three-way view comes in front of the body.
    void openMerge(const MergeSide &opened, const MergeSide &server, const MergeSide &mine);
    // A conflict of what cannot be merged by lines: the body stays, the operator keeps one of the two.
    void openChoice();
    void closeConflict();
    bool inConflict() const { return m_inConflict; }
    bool isMerging() const;
    QString mergedText() const { return m_merge->resultText(); }
    // The button is there and enabled; for a shortcut.
    bool canSave() const;
    void setSaveEnabled(bool enabled); // off while a request is on its way; setState() decides again

Q_SIGNALS:
    void saveRequested(); // in a conflict: review what came out of it, then save
    void discardRequested();
    void keepEditingRequested(); // only in a conflict: on top of what the server has
    void mergeEdited();

private:
    void buildFoot();
    void refresh();
    QString whyNot() const;

    const Theme *m_theme;
    QVBoxLayout *m_rows;
    QHBoxLayout *m_head;
    QHBoxLayout *m_foot = nullptr;
    Badge *m_badge;
    Banner *m_banner;
    QStackedWidget *m_stack;
    QWidget *m_body = nullptr;
    ThreeWayView *m_merge;
    TextLabel *m_note = nullptr;
    QPushButton *m_discard = nullptr;
    QPushButton *m_keep = nullptr;
    QPushButton *m_save = nullptr;
    State m_state;
    std::function<QString(const QString &)> m_mergeCheck;
    bool m_inConflict = false;
};

} // namespace mk
