// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/System.h"
#include "models/Roles.h"
#include "models/Status.h"

#include <QAbstractButton>

namespace mk {

class ElidedLabel;
class ShapeWidget;
class TextLabel;
class Theme;

// One system on the overview: how it does, one figure, two lines. A button: the click goes to its panel or tells why.
class SystemCard final : public QAbstractButton
{
    Q_OBJECT
public:
    SystemCard(const Theme *theme, System system, QWidget *parent = nullptr);

    struct Content
    {
        Status status = Status::Unknown;
        QString note;   // at the right of the name: "leader 10.1.4.20"
        QString figure; // "44"; empty: none
        QString unit;   // "instances"
        QString line;   // "21 services, all passing"
        QString trouble; // a last line: "Last error 5 min ago: Connection refused"; empty: none
        SparkBuffer spark; // at the right of the figure; null: none
        bool dim = false; // last words of a system that does not answer
    };
    void setContent(const Content &content);
    QSize sizeHint() const override; // higher while there is trouble

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme *m_theme;
    System m_system;
    Content m_content;
};

} // namespace mk
