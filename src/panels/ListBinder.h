// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "panels/Panel.h"
#include "platform/LiveStore.h"
#include "widgets/PanelFrame.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

#include <chrono>
#include <memory>
#include <optional>

class QMenu;

namespace mk {

class EntityTable;
class RecordTableBase;

// The sentences of a list that differ from panel to panel. Translated.
struct ListTexts
{
    QString systemName;    // "Consul"
    QString emptyTitle;    // "No services yet"
    QString emptySentence; // "Services register themselves when they start."
    QList<StateAction> emptyActions;
    QString missingRight;  // "reading services": completes "The credential may be lacking …"
};

// What a list's state looks like on screen: written once for tables and trees.
PanelState panelStateOf(const StoreState &state, qsizetype total, qsizetype shown, const ListTexts &texts,
                        const QDateTime &now);

// The count of a list for the rail: nothing while there is no store, or it has not been read.
std::optional<qint64> railCount(const LiveStoreBase *store);

// Keeps a frame's head, state, loading line and freshness true to a live store, and asks the store only while shown.
class StoreBinder : public QObject
{
    Q_OBJECT
public:
    StoreBinder(const PanelContext &context, PanelFrame *frame, ListTexts texts);
    ~StoreBinder() override;

    void setStore(LiveStoreBase *store); // nullptr: no session is open
    LiveStoreBase *store() const { return m_store; }
    void setShown(bool shown);
    bool isShown() const { return m_shown; }
    // Something to be told above rows that are good, or above an empty list ("read-only"); Kind::Rows takes it away.
    void setNotice(const PanelState &notice);

Q_SIGNALS:
    void storeStateChanged();
    void clockTicked(); // once a second while shown
    void environmentEditorRequested();
    void clearFilterRequested();
    void emptyActionTriggered(const QString &id);

protected:
    // Rows in all and rows that pass the filter.
    virtual std::pair<qsizetype, qsizetype> counts() const = 0;
    virtual void staleChanged(bool stale) = 0;
    void update();

    PanelContext m_context;
    PanelFrame *m_frame;

private:
    void subscribe();
    ListTexts m_texts;
    QPointer<LiveStoreBase> m_store;
    std::unique_ptr<LiveStoreBase::Subscription> m_subscription;
    PanelState m_notice;
    QTimer m_clock;
    bool m_shown = false;
};

// A StoreBinder for an EntityTable on a RecordTableModel: filter, saved filters, columns, sort, copy and export.
class ListBinder final : public StoreBinder
{
    Q_OBJECT
public:
    ListBinder(const PanelContext &context, PanelFrame *frame, EntityTable *table, RecordTableBase *model, ListTexts texts);

    // The panel's own entries stand above these in the head's "more" menu.
    QMenu *moreMenu() const { return m_more; }
    // No cell is ever marked as changed: in lists whose figures move with every reading.
    void setCalm(bool calm);
    // Restores columns, sort and filter of the last time.
    void restoreLayout();
    // Writes the rows that are shown; asks for the file first.
    void exportShown(bool asCsv);
    // The same for the rows that are chosen.
    void exportChosen(bool asCsv);

protected:
    std::pair<qsizetype, qsizetype> counts() const override;
    void staleChanged(bool stale) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void applyFilter(const QString &text);
    void applyFlash();
    void showSavedFilters();
    void exportTo(bool asCsv, bool chosenOnly);
    EntityTable *m_table;
    RecordTableBase *m_model;
    QMenu *m_more;
    bool m_calm = false;
    std::optional<std::chrono::milliseconds> m_readyAt; // since when the list is whole
};

} // namespace mk
