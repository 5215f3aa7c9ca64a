// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/Theme.h"

#include <QWidget>

#include <optional>

namespace mk {

class Banner;
class DetailDrawer;

// A drawer in a window of its own: the stage's strip at the top edge, the details below. A top-level window that deletes
// itself when it is closed.
class DetailWindow final : public QWidget
{
    Q_OBJECT
public:
    // Takes the drawer over.
    DetailWindow(const Theme *theme, DetailDrawer *drawer);

    DetailDrawer *drawer() const { return m_drawer; }
    // In the title after what the drawer shows; an empty name: no environment is open.
    void setEnvironment(const QString &name, std::optional<Token> stageColor);
    // What is shown was deleted, or is not listed any more: it stays on screen, with the word.
    void setGone(bool gone);
    QSize sizeHint() const override { return {560, 720}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void refreshTitle();

    const Theme *m_theme;
    QWidget *m_noticeBox;
    Banner *m_notice;
    DetailDrawer *m_drawer;
    QString m_environment;
    std::optional<Token> m_stage;
};

} // namespace mk
