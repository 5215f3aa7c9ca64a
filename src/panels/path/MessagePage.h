// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/RecordTableModel.h"
#include "panels/Panel.h"
#include "panels/path/MessageTables.h"
#include "platform/MessageTracer.h"

#include <QPointer>
#include <QTimer>

class QPushButton;
class QScrollArea;

namespace mk {

class Banner;
class EntityTable;
class FactGrid;
class MessageBar;
class PanelFrame;
class PathView;
class Section;
class TextLabel;
struct Fact;

// The path of one message, in the frame of the Path panel: where the broker puts it, who reads it, and why it does not arrive.
// Nothing is published. The next message of a queue is looked at only on a click, and its body stays covered until another.
class MessagePage final : public QWidget
{
    Q_OBJECT
public:
    MessagePage(const PanelContext &context, PanelFrame *frame, QWidget *parent);
    ~MessagePage() override;

    QWidget *bar() const; // stands under the frame's head
    void setSession(PlatformSession *session);
    // It is the one of the two that the panel shows.
    void setActive(bool active);
    void setShown(bool shown);
    void refresh();
    void focusKey();
    void trace(const messagerouting::Message &message);
    MessageTracer *tracer() const { return m_tracer; }
    bool isSettled() const;
    void stateAction(const QString &id);

    // For pictures: looks at the next message.
    void peek();
    bool isPeeking() const { return m_peeking; }
    bool hasPeeked() const { return m_peeked.has_value() || m_peekError.has_value(); } // or was told why not

Q_SIGNALS:
    void openRequested(const QString &panel, const QString &entityId);
    void environmentEditorRequested();

private:
    template <class T>
    EntityTable *addTable(Section *section, const QString &name, RecordTableModel<T> *model, const QList<ColumnLook> &looks);
    void build();
    QWidget *buildMiddle(QWidget *page);
    QWidget *buildPeek(QWidget *parent);
    void applyLooking();
    void refreshHead();
    void refreshChoices();
    void refreshPath();
    void refreshCause();
    void refreshTimes();
    void refreshPeek();
    void coverBody();
    QList<Fact> peekFacts() const;
    const messagepath::Destination *looked() const; // the queue whose next message can be looked at

    PanelContext m_context;
    PanelFrame *m_frame;
    QPointer<PlatformSession> m_session;
    MessageTracer *m_tracer;
    MessageBar *m_bar;
    QScrollArea *m_picture = nullptr;
    PathView *m_view = nullptr;
    Banner *m_cause = nullptr;
    TextLabel *m_causeNote = nullptr;
    QWidget *m_peekLine = nullptr; // before the section
    Section *m_peekSection = nullptr;
    TextLabel *m_peekNote = nullptr;
    QPushButton *m_peekButton = nullptr;
    QPushButton *m_bodyButton = nullptr;
    FactGrid *m_peekFacts = nullptr;
    TextLabel *m_body = nullptr;
    RecordTableModel<PathStepRow> *m_steps;
    RecordTableModel<DestinationRow> *m_destinations;
    RecordTableModel<ReaderRow> *m_readers;
    RecordTableModel<BindingRow> *m_bindings;
    EntityTable *m_destinationTable = nullptr;
    Section *m_stepSection = nullptr;
    Section *m_destinationSection = nullptr;
    Section *m_readerSection = nullptr;
    Section *m_bindingSection = nullptr;
    struct Seen
    {
        QString queue;
        rabbitmq::Message message;
        QDateTime at;
    };
    std::optional<Seen> m_peeked;
    std::optional<Error> m_peekError;
    bool m_peeking = false;
    bool m_bodyShown = false;
    bool m_active = false;
    bool m_shown = false;
    QTimer m_clock;
    JobScope m_jobs;
};

} // namespace mk
