// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "panels/Panel.h"
#include "platform/KongRecords.h"
#include "widgets/DetailDrawer.h"

#include <QPointer>

class QPushButton;
class QVBoxLayout;

namespace mk {

class JsonView;

// Details of an entity of Kong beside routes and plugins: its facts with what it is related to, whatever sections the panel
// adds, and its JSON with secrets masked. It shows records; the panel decides and writes.
class KongEntityDrawer : public DetailDrawer
{
    Q_OBJECT
public:
    explicit KongEntityDrawer(const PanelContext &context, QWidget *parent = nullptr);
    ~KongEntityDrawer() override;

    void setSession(PlatformSession *session);
    void show(const KongEntityRecord &record);
    const KongEntityRecord &record() const { return m_record; }
    // Why nothing may be written; empty: it may. Said in the buttons' tooltips.
    void setBlocked(const QString &why);
    virtual bool isSettled() const { return true; } // its own lists are read

Q_SIGNALS:
    void editRequested();
    void deleteRequested();
    void entityChosen(const QString &panelId, const QString &key);

protected:
    virtual QList<Fact> factsOf(const KongEntityRecord &record) const = 0; // kind and id, tags and times are told beside
    virtual void setTitleOf(const KongEntityRecord &record);
    virtual void sessionChanged() {}
    virtual void entityChanged() {}  // another one is shown
    virtual void followNow(bool visible) { Q_UNUSED(visible) } // lists of its own are read while it can be seen
    virtual void blockedChanged(const QString &why) { Q_UNUSED(why) }
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

    const PanelContext &context() const { return m_context; }
    PlatformSession *session() const;
    QString blocked() const { return m_blocked; }
    void addSection(QWidget *section); // under the facts
    void refreshFacts();
    // A fact that leads to a panel's entity.
    static Fact linkFact(const QString &label, const QString &value, const QString &panelId, const QString &key);

private:
    PanelContext m_context;
    QPointer<PlatformSession> m_session;
    KongEntityRecord m_record;
    QString m_blocked;
    FactGrid *m_facts;
    QVBoxLayout *m_summary;
    JsonView *m_json;
    QPushButton *m_edit;
    QPushButton *m_delete;
};

} // namespace mk
