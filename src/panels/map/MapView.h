// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/Status.h"
#include "platform/PlatformMap.h"

#include <QGraphicsView>

#include <vector>

namespace mk {

class MapNodeItem;
class Theme;

// One box of the picture.
struct MapNode
{
    QString rowKey; // of the service that it stands beside
    QString partRef; // empty: the service itself
    QString caption; // "API object"
    QString name;
    QString fact; // "/users"
    Status status = Status::None;
    QString spoken() const; // for a screen reader
};

// The platform as a picture: each service with what leads to it at its left and what hangs on it at its right, the services packed
// into as many columns as fill the view. Nobody's lines cross, because what belongs to a service stands beside it. It pans by drag and
// scroll bars, zooms with Ctrl and the wheel, + and -, and fits with 0; arrow keys walk through the boxes, Enter goes to one. The
// table beside it tells the same.
class MapView final : public QGraphicsView
{
    Q_OBJECT
public:
    static constexpr qsizetype mostRows = 600; // more is a texture and no picture

    MapView(const Theme *theme, QWidget *parent = nullptr);
    ~MapView() override;

    // In the order of the table. What was in view stays there where it still exists.
    void setRows(const std::vector<const MapRow *> &rows);
    void setCurrentRow(const QString &rowKey); // brings it into view
    void zoomBy(double factor);
    void fit(); // all of it, however small
    qsizetype nodeCount() const { return qsizetype(m_nodes.size()); }

Q_SIGNALS:
    void nodeChosen(const QString &rowKey, const QString &partRef); // by a click, or by Enter
    void rowEntered(const QString &rowKey); // by the arrow keys

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    struct Placed
    {
        MapNodeItem *item = nullptr;
        int column = 0; // 0 ways, 1 the service, 2 queues and targets
    };
    // Services one above the other.
    struct Column
    {
        size_t begin = 0; // rows
        size_t end = 0;
        qreal height = 0;
        bool hasLeft = false; // something leads to one of them
        bool hasRight = false;
        qreal width() const;
    };
    void build();
    void fitReadably();
    void zoomTo(qreal smallest);
    std::vector<Column> columnsOf(int count) const;
    void addBand(const MapRow &row, const QPointF &at, bool withWays);
    MapNodeItem *addNode(const MapNode &node, const QPointF &at, int column);
    void addEdge(const MapNodeItem *from, const MapNodeItem *to, const MapPart &part);
    void setCurrent(int index, bool byHand);
    void step(const QPointF &direction);
    void applyTheme();

    const Theme *m_theme;
    QGraphicsScene *m_scene;
    std::vector<MapRow> m_rows;
    std::vector<Placed> m_nodes;
    int m_current = -1;
    QPoint m_pressed;
    bool m_building = false;
    bool m_fitted = true; // nobody has zoomed or panned: it follows the size of the view
};

} // namespace mk
