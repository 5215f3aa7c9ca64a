// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/Theme.h"

#include <QWidget>

class QHBoxLayout;
class QPushButton;
class QToolButton;

namespace mk {

class MarkedLabel;
class ShapeWidget;
class TextLabel;

// What is, why, and what to do: tint, shape, title, text, buttons. One a region. Hidden until it is given something.
class Banner final : public QWidget
{
    Q_OBJECT
public:
    enum class Form {
        Stacked, // title on its own line, text small under it, buttons on their own line
        Inline,  // title and text run on in one paragraph of body size
    };

    explicit Banner(const Theme *theme, QWidget *parent = nullptr);

    // title and text may carry marks (models/MarkedText.h). Status::None gives the neutral kind with an info icon's tint.
    // Shows the banner and removes the buttons that it had.
    void setMessage(Status status, const QString &title, const QString &text, Form form = Form::Stacked);
    QPushButton *addButton(const QString &text, const QString &iconName = {}, bool primary = false);
    // Small text at the end of the row of buttons ("for 41 min").
    void setNote(const QString &note);
    void setClosable(bool closable);
    void clear(); // hides it
    Status status() const { return m_status; }
    QString title() const;
    QString text() const;

Q_SIGNALS:
    void closed();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme *m_theme;
    ShapeWidget *m_shape;
    MarkedLabel *m_title;
    MarkedLabel *m_text;
    QWidget *m_buttonRow;
    QHBoxLayout *m_buttons;
    TextLabel *m_note;
    QToolButton *m_close;
    Status m_status = Status::None;
    int m_buttonCount = 0;
};

} // namespace mk
