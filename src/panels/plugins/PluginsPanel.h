// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/RecordTableModel.h"
#include "panels/KongListPanel.h"
#include "panels/plugins/ScopeDialog.h"
#include "platform/KongRecords.h"

namespace mk {

class MetricsStrip;
class PluginSide;

// Kong's plugins, wherever they are bound, with what they are bound to by name; switched, edited along the server's own
// schema, added at a chosen scope, deleted. Secrets of their configurations are masked everywhere but in the editor.
class PluginsPanel final : public KongListPanel
{
    Q_OBJECT
public:
    explicit PluginsPanel(const PanelContext &context, QWidget *parent = nullptr);
    ~PluginsPanel() override;

    // An id; or "new/route/<id>" and the like: a new plugin bound to that.
    bool showEntity(const QString &id) override;
    QList<TourScene> tourScenes() override;

protected:
    DetailDrawer *makeDrawer() override;
    bool showIn(DetailDrawer *drawer, const QString &key) override;
    void setDrawerBlocked(DetailDrawer *drawer, const QString &why) override;
    LiveStoreBase *follow(PlatformSession *session) override;
    void newClicked() override { makeNew({}); }
    std::pair<QString, QString> chosenText(int count) const override;
    QList<KongDesk::Target> chosen() const override;
    std::optional<Switching> switching() const override;
    void fillRowMenu(QMenu *menu, bool mayWrite) override;
    QString keyOf(kong::Kind, const QString &id) const override { return id; }
    std::optional<QByteArray> listed(kong::Kind kind, const QString &id) const override;
    bool edits(kong::Kind kind) const override { return kind == kong::Kind::Plugin; }
    void openEditor(const QString &title, const QByteArray &opened, const QByteArray &start) override;
    void documentEdited() override;
    bool looksWhileTyping() const override { return true; }

private:
    QList<KongPluginRecord> chosenRecords() const;
    void linkActivated(const QModelIndex &index);
    void editRecord(const KongPluginRecord &record);
    void duplicate(const KongPluginRecord &record);
    void bindElsewhere(const KongPluginRecord &record, ScopeDialog::Purpose purpose);
    void makeNew(const kong::PluginScope &scope);

    RecordTableModel<KongPluginRecord> *m_model;
    QPointer<PluginSide> m_side;
    MetricsStrip *m_metrics;
};

} // namespace mk
