// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/Theme.h"

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QPushButton;

namespace mk {

class MarkedLabel;
class ShapeWidget;
class TextLabel;

// What stands where rows would be: icon of 32, title, one sentence, one or two buttons, centred.
class EmptyState final : public QWidget
{
    Q_OBJECT
public:
    explicit EmptyState(const Theme *theme, QWidget *parent = nullptr);

    // sentence may carry marks. Removes the buttons that it had.
    void setContent(const QString &iconName, const QString &title, const QString &sentence, Status status = Status::None);
    QPushButton *addButton(const QString &text, const QString &iconName, bool primary = false);
    QString title() const;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void refreshIcon();
    const Theme *m_theme;
    QLabel *m_icon;
    ShapeWidget *m_shape;
    TextLabel *m_title;
    MarkedLabel *m_sentence;
    QWidget *m_buttonRow;
    QHBoxLayout *m_buttons;
    QString m_iconName;
};

} // namespace mk
