// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QPixmap>
#include <QString>

#include <functional>

namespace mk {
class Theme;
}

namespace mk::gallery {

struct Scene
{
    QString name;
    std::function<QPixmap(const Theme *)> render;
};
QList<Scene> scenes();

} // namespace mk::gallery
