// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/RecordTableModel.h"
#include "panels/KongListPanel.h"
#include "platform/KongRecords.h"

#include <vector>

namespace mk {

class KongEntityDrawer;
class KongEntitySide;

// What the panels of consumers, upstreams and certificates share: one list of entities of one or several kinds, forms made from
// the server's schema, and what stands below an entity, which is edited here too though it is listed in its details only.
class KongEntityPanel : public KongListPanel
{
    Q_OBJECT
public:
    ~KongEntityPanel() override;

    // "certificate/<id>", or the id alone where the panel lists one kind.
    bool showEntity(const QString &id) override;
    QList<TourScene> tourScenes() override;

protected:
    // kinds: those in the list, the first is what "New" makes; below: those in its details.
    KongEntityPanel(const PanelContext &context, RecordTableModel<KongEntityRecord>::Columns columns, const Look &look,
                    std::vector<kong::Kind> kinds, std::vector<kong::Kind> below, QWidget *parent);

    virtual KongEntityDrawer *makeEntityDrawer() = 0;
    virtual KongEntityRecords *storeOf(PlatformSession *session) = 0;
    virtual QString newTitle(kong::Kind kind) const;
    // What a new one of the kind begins with.
    virtual QByteArray starter(kong::Kind kind, const QString &parentId) const;
    // A plan has made or changed one of those below: after the list is in front again.
    virtual void childWritten(kong::Kind kind, const QString &key)
    {
        Q_UNUSED(kind)
        Q_UNUSED(key)
    }

    void makeNew(kong::Kind kind, const QString &parentId = {});
    void editEntity(const kong::Entity &entity);
    void removeEntities(const QList<kong::Entity> &entities);
    RecordTableModel<KongEntityRecord> *rows() const { return m_model; }
    const std::vector<kong::Kind> &kinds() const { return m_kinds; }
    std::vector<kong::Kind> kindsHere() const; // that this server has
    std::optional<KongEntityRecord> chosenRecord() const; // the one row that is chosen

    DetailDrawer *makeDrawer() final;
    bool showIn(DetailDrawer *drawer, const QString &key) final;
    void setDrawerBlocked(DetailDrawer *drawer, const QString &why) final;
    LiveStoreBase *follow(PlatformSession *session) final;
    void newClicked() override;
    std::pair<QString, QString> chosenText(int count) const final;
    QList<KongDesk::Target> chosen() const final;
    std::optional<Switching> switching() const final { return std::nullopt; }
    void fillRowMenu(QMenu *menu, bool mayWrite) override;
    QString keyOf(kong::Kind kind, const QString &id) const final;
    std::optional<QByteArray> listed(kong::Kind kind, const QString &id) const final;
    bool edits(kong::Kind kind) const final;
    bool lists(kong::Kind kind) const final;
    void openEditor(const QString &title, const QByteArray &opened, const QByteArray &start) final;
    void documentEdited() final {}
    bool looksWhileTyping() const final { return true; }
    void send(const QByteArray &before, const QByteArray &after, bool afterConflict) final;

private:
    RecordTableModel<KongEntityRecord> *m_model;
    std::vector<kong::Kind> m_kinds;
    std::vector<kong::Kind> m_below;
    QPointer<KongEntitySide> m_side;
};

} // namespace mk
