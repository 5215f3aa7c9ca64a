// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/Roles.h"
#include "models/Status.h"
#include "widgets/Theme.h"

#include <QPointer>
#include <QWidget>

#include <vector>

class QHBoxLayout;
class QLineEdit;
class QListView;

namespace mk {

class PaletteModel;
class TextLabel;

// One line of the palette.
struct PaletteRow
{
    enum class Kind {
        Heading, // name: the group, place: its count
        Result,
        More,    // name: "Show all 1,204": the rest of the group
        Note,    // name: a sentence; cannot be chosen
    };
    Kind kind = Kind::Result;
    QString name;
    TextSpans spans; // of name: what was found
    QString detail;
    QString place;   // at the right edge
    QString iconName;
    Status status = Status::None;
    bool enabled = true;
    bool starred = false;
    int tag = 0; // whatever the maker wants to know it by
};

// The palette: a field and what it finds, over the window. It looks nothing up itself: queryChanged() asks for rows, setRows()
// brings them. Up and Down walk through the results while the field keeps the focus; Enter chooses, Ctrl+Enter chooses in the
// other way, Ctrl+D stars, Esc closes, and the focus returns to where it was. GUI thread.
class CommandPalette final : public QWidget
{
    Q_OBJECT
public:
    struct Scope
    {
        QString prefix; // a character that chooses it when it is typed first
        QString text;   // "actions"
    };
    CommandPalette(const Theme *theme, const QList<Scope> &scopes, QWidget *window);
    ~CommandPalette() override;

    void openWith(const QString &query);
    void dismiss(); // returns the focus
    QString query() const;
    // count: at the right of the field ("9 of 4,318"). The current row stays by its place among the results, unless first is
    // set: then the best one is current.
    void setRows(std::vector<PaletteRow> rows, const QString &count, bool first);
    const PaletteRow *row(int index) const; // nullptr where there is none

Q_SIGNALS:
    void queryChanged(const QString &query);
    void chosen(int row);
    void chosenOtherwise(int row);
    void starToggled(int row);
    void closed();

protected:
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    bool focusNextPrevChild(bool next) override;

private:
    bool keyPressed(const QKeyEvent *key);
    void step(int by);
    void setCurrent(int row);
    int currentRow() const;
    void tellCurrent();
    void place();
    void applyTheme();

    const Theme *m_theme;
    QLineEdit *m_edit;
    TextLabel *m_count;
    QListView *m_list;
    PaletteModel *m_model;
    QWidget *m_foot;
    QPointer<QWidget> m_scrim;
    QPointer<QWidget> m_focusBefore;
};

} // namespace mk
