// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/Theme.h"

#include <QLineEdit>
#include <QStringList>
#include <QTimer>
#include <QWidget>

class QHBoxLayout;
class QToolButton;

namespace mk {

// A line edit for the filter language: `field:` stands in accent. Its accessible name must be set by its owner.
class FilterEdit final : public QLineEdit
{
    Q_OBJECT
public:
    explicit FilterEdit(const Theme *theme, QWidget *parent = nullptr);

    // The fields that exist: only they are coloured. Empty: every word before ':' counts.
    void setFieldNames(const QStringList &names);
    // What is wrong with the filter; empty when nothing is. Draws the field's border in crit, the sentence is its tooltip.
    void setProblem(const QString &sentence);
    QString problem() const { return m_problem; }

    // Where `field:` stands in a text, for the highlight and its test.
    struct FieldSpan
    {
        int start = 0;
        int length = 0;
    };
    static QList<FieldSpan> fieldSpans(const QString &text, const QStringList &names);

Q_SIGNALS:
    void cleared(); // by the button or by Esc

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void highlight();
    const Theme *m_theme;
    QToolButton *m_clear;
    QStringList m_names;
    QString m_problem;
    bool m_highlighting = false;
};

// The bar under a panel's header: filter over the full width, clear, star (saved filters), columns.
class FilterBar final : public QWidget
{
    Q_OBJECT
public:
    // name is the accessible name of the field: "Filter routes".
    FilterBar(const Theme *theme, const QString &name, QWidget *parent = nullptr);

    FilterEdit *edit() const { return m_edit; }
    QString text() const;
    void setText(const QString &text);
    // Widgets of the panel before the field (a combo, segments) or behind it.
    void addLeading(QWidget *widget);
    void addTrailing(QWidget *widget);
    void setFieldVisible(bool visible);
    void setStarVisible(bool visible);
    void setStarText(const QString &text); // name of the saved filter in use; empty: icon only
    void setColumnsVisible(bool visible);
    QToolButton *starButton() const { return m_star; }
    QToolButton *columnsButton() const { return m_columns; }
    // Useless in this state (not authorised, not supported): everything is dimmed.
    void setUseful(bool useful);

Q_SIGNALS:
    // Just after the last key, at once on Enter and on clear.
    void filterChanged(const QString &text);
    void starClicked();
    void columnsClicked();
    // Down arrow or Enter in the field: the list wants the focus.
    void leaveDown();

protected:
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void emitNow();
    const Theme *m_theme;
    FilterEdit *m_edit;
    QToolButton *m_star;
    QToolButton *m_columns;
    QHBoxLayout *m_row;
    QTimer m_delay;
    QString m_last;
    int m_leading = 0;
};

} // namespace mk
