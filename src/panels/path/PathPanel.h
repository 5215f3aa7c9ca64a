// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/RecordTableModel.h"
#include "panels/Panel.h"
#include "panels/path/PathTables.h"
#include "platform/PathTracer.h"
#include "platform/ProxyProbe.h"

#include <QPointer>
#include <QTimer>

class QPushButton;
class QScrollArea;
class QStackedWidget;

namespace mk {

class Banner;
class EntityTable;
class MessagePage;
class PanelFrame;
class PathView;
class RequestBar;
class Section;
class SegmentedControl;
class TextLabel;

// The path of one request, or of one message (MessagePage). Of a request: what Kong would do with it, where that leads to in Consul, and why it does not arrive.
// Nothing is sent unless the operator asks for it; what stands here follows from the lists, and follows them.
class PathPanel final : public Panel
{
    Q_OBJECT
public:
    explicit PathPanel(const PanelContext &context, QWidget *parent = nullptr);
    ~PathPanel() override;

    void setSession(PlatformSession *session) override;
    void setShown(bool shown) override;
    void refresh() override;
    void focusFilter() override;
    // The key of an API object, route or service ("api/<id>"): a request made from its own rules; or "request/GET
    // http://…"; or "queue/<key>": the path of a message into that queue.
    bool showEntity(const QString &id) override;
    QList<TourScene> tourScenes() override;

    void trace(const RouteRequest &request);

private:
    template<class T>
    EntityTable *addTable(Section *section, const QString &name, RecordTableModel<T> *model,
                          const QList<ColumnLook> &looks);
    void build();
    void buildSwitch();
    void showMode(bool message); // of a message; else of a request
    QWidget *buildMiddle(QWidget *page);
    std::optional<requesttext::Sample> sampleOf(const QString &key) const;
    void tryPending();
    void refreshHead();
    void refreshPath();
    void refreshEvidence();
    void refreshCause();
    void refreshProbe();
    void open(const QString &panel, const QString &entityId);
    QString whyNotSent() const; // empty: it can be sent
    void send();
    void repair();
    void remember(const RouteRequest &request);
    QList<RouteRequest> recent() const;
    QString recentPath() const;

    QPointer<PlatformSession> m_session;
    PathTracer *m_tracer;
    PanelFrame *m_frame;
    QWidget *m_switchRow;
    SegmentedControl *m_switch;
    MessagePage *m_messages;
    QStackedWidget *m_stack;
    RequestBar *m_bar;
    QPushButton *m_send;
    QScrollArea *m_picture;
    PathView *m_view;
    QWidget *m_right; // ports and instances
    QWidget *m_rightLine;
    Banner *m_cause;
    TextLabel *m_causeNote;
    Banner *m_probe;
    TextLabel *m_probeNote;
    RecordTableModel<PathStepRow> *m_steps;
    RecordTableModel<CandidateRow> *m_candidates;
    RecordTableModel<PortRow> *m_ports;
    RecordTableModel<PlaceRow> *m_places;
    RecordTableModel<pluginorder::Run> *m_plugins;
    Section *m_stepSection;
    Section *m_candidateSection;
    Section *m_portSection;
    Section *m_placeSection;
    Section *m_pluginSection;
    QString m_pending; // an entity that the lists do not have yet
    std::optional<proxyprobe::Answer> m_answer;
    std::optional<Error> m_probeError;
    bool m_sending = false;
    bool m_shown = false;
    bool m_isMessage = false;
    QTimer m_clock;
    JobScope m_jobs;
};

} // namespace mk
