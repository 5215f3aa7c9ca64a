// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/Theme.h"

#include <QAbstractButton>
#include <QWidget>

#include <optional>

class QButtonGroup;
class QHBoxLayout;

namespace mk {

// One of a few: joined buttons in one border. Arrow keys move within it, Tab leaves it.
class SegmentedControl final : public QWidget
{
    Q_OBJECT
public:
    // name is the accessible name of the group.
    SegmentedControl(const Theme *theme, const QString &name, QWidget *parent = nullptr);

    // id is what currentId() tells; swatch draws a small square of that colour before the text.
    void addSegment(const QString &id, const QString &text, std::optional<Token> swatch = std::nullopt);
    QString currentId() const;
    void setCurrentId(const QString &id); // an unknown id, also empty, chooses none
    void setSmall(bool small);            // 24 px
    bool isSmall() const { return m_small; }
    const Theme *theme() const { return m_theme; }

Q_SIGNALS:
    void chosen(const QString &id); // by the operator only

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme *m_theme;
    QButtonGroup *m_group;
    QHBoxLayout *m_row;
    bool m_small = false;
};

} // namespace mk
