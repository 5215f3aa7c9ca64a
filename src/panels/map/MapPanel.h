// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/RecordTableModel.h"
#include "panels/map/MapDrawer.h"
#include "panels/Panel.h"

#include <QPointer>

class QTimer;

namespace mk {

class DetailHost;
class EntityTable;
class ListBinder;
class MapView;
class PanelFrame;
class SegmentedControl;
class TextLabel;

// The whole platform: services as rows, systems as columns, and a picture of the rows that are shown. What an operator says about
// what belongs together is kept with the environment.
class MapPanel final : public Panel
{
    Q_OBJECT
public:
    explicit MapPanel(const PanelContext &context, QWidget *parent = nullptr);
    ~MapPanel() override;

    void setSession(PlatformSession *session) override;
    void setShown(bool shown) override;
    void refresh() override;
    void focusFilter() override;
    bool showEntity(const QString &id) override; // MapRow::key, or the name of a service
    QList<TourScene> tourScenes() override;

private:
    void buildPicture();
    void choosePages();
    void drawSoon();
    void draw();
    void openRow(const QString &key);
    void openPart(const MapPart &part);
    QList<MapDrawer::Choice> offeredFor(const MapRow &row) const;
    void correct(const QList<MapCorrection> &corrections, const QString &said);
    bool isSettled() const;

    QPointer<PlatformSession> m_session;
    PanelFrame *m_frame;
    EntityTable *m_table;
    RecordTableModel<MapRow> *m_model;
    ListBinder *m_binder;
    DetailHost *m_details;
    SegmentedControl *m_which;
    QWidget *m_pane;
    MapView *m_view;
    TextLabel *m_drawn; // how much of it is drawn
    QTimer *m_drawSoon;
    bool m_shown = false;
};

} // namespace mk
