// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/PathText.h"

#include <QAbstractButton>

#include <vector>

namespace mk {

class Theme;

// One thing on the way: caption, subject, one fact, shape. A button: the click goes to where the thing is at home.
class PathNode final : public QAbstractButton
{
    Q_OBJECT
public:
    PathNode(const Theme *theme, QWidget *parent);

    void setContent(const pathtext::Node &node);
    const pathtext::Node &content() const { return m_node; }
    QSize sizeHint() const override;

Q_SIGNALS:
    void stepWanted(int by); // arrow keys: -1 back, 1 on

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    QString shownSubject(const QFontMetrics &metrics, int width) const;

    const Theme *m_theme;
    pathtext::Node m_node;
};

// The path as nodes and arrows, from left to right; where it may end up in several places they stand one above the
// other. A broken arrow is dashed and says what was tried. The same is told by the table of steps.
class PathView final : public QWidget
{
    Q_OBJECT
public:
    PathView(const Theme *theme, QWidget *parent = nullptr);

    static constexpr size_t mostPlaces = 3;
    void setPath(const requestpath::Path &path);
    // One after the other, and at the end those side by side: at most `mostPlaces`.
    void setNodes(const std::vector<pathtext::Node> &chain, const std::vector<pathtext::Node> &places);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

    // Where the eye should go: the node at which the path breaks; null: it does not.
    QWidget *brokenNode() const;

Q_SIGNALS:
    void nodeChosen(const mk::pathtext::Node &node);
    void focusMoved(QWidget *node); // by the arrow keys

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    PathNode *nodeAt(size_t index); // made when it is missing
    void place();
    int gapBefore(size_t index) const;
    void paintEdge(QPainter *painter, const QPoint &from, const QPoint &to, const pathtext::Node &node) const;

    const Theme *m_theme;
    std::vector<PathNode *> m_nodes; // of the chain, then the places; more than are shown
    size_t m_chain = 0;
    size_t m_places = 0;
};

} // namespace mk
