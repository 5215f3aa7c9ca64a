// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QWidget>

class QCompleter;
class QLineEdit;
class QVBoxLayout;

namespace mk {

class Theme;

// A list of short texts, one line each, with an empty line at its end for the next one. What stands in a line is an entry,
// from the first key on: there is nothing to confirm, so nothing typed can be lost when a form is saved.
// Enter goes on to the next line, Backspace in an empty one takes it away, several pasted lines become several entries.
class StringListEdit final : public QWidget
{
    Q_OBJECT
public:
    explicit StringListEdit(QWidget *parent = nullptr); // for forms; setTheme() must follow
    StringListEdit(const Theme *theme, QWidget *parent);
    ~StringListEdit() override;

    void setTheme(const Theme *theme);
    // What one entry is called ("Path"): the lines are named by it ("Path 1"), and the empty one invites to it.
    void setEntryName(const QString &name);
    void setSuggestions(const QStringList &suggestions);
    void setReadOnly(bool readOnly);
    // Shows dots for what may be secret; a reference to a vault stays legible.
    void setMasked(bool masked);

    // Entries without blanks at their ends, empty lines left out; order and doubles stay.
    QStringList values() const;
    // Lines whose text stays are left alone, with their cursor.
    void setValues(const QStringList &values);
    // What is wrong with single entries, by their number in values(); draws their borders and describes them.
    void setProblems(const QMap<int, QString> &problems);
    QStringList lineNames() const; // accessible names, top down

Q_SIGNALS:
    void valuesChanged();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct Line;
    Line *insertLine(int at, const QString &text);
    void removeLine(int at);
    void mask();
    void settle(); // one empty line at the end, names in order
    void edited(QLineEdit *edit);
    int indexOf(const QObject *edit) const;

    const Theme *m_theme = nullptr;
    QString m_entryName;
    QStringList m_suggestions;
    QVBoxLayout *m_column;
    QList<Line *> m_lines;
    bool m_readOnly = false;
    bool m_masked = false;
    bool m_filling = false;
};

} // namespace mk
