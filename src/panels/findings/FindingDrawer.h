// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "panels/Panel.h"
#include "platform/FindingTracker.h"
#include "widgets/DetailDrawer.h"

class QPushButton;
class QVBoxLayout;

namespace mk {

// One finding: what it means, what proves it, what is only likely, what only Kubernetes or a log can tell, and the way out.
class FindingDrawer final : public DetailDrawer
{
    Q_OBJECT
public:
    explicit FindingDrawer(const PanelContext &context, QWidget *parent = nullptr);

    void show(const FindingRow &row);
    const FindingRow &row() const { return m_row; }
    // Why nothing may be written there; empty: it may.
    void setBlocked(const std::function<QString(System)> &whyNot) { m_whyNot = whyNot; }
    void refreshBlocked();

Q_SIGNALS:
    void repairRequested(const mk::FindingRow &row, int which);
    void entityRequested(const mk::FindingRow &row);
    void pathRequested(const mk::FindingRow &row); // of a request, or of a message
    void muteRequested(const mk::FindingRow &row);
    void unmuteRequested(const mk::FindingRow &row);

private:
    void refreshHead();
    void refreshFacts();
    void refreshSections();
    void addEvidence(QVBoxLayout *into, const FindingEvidence &evidence);
    void addNote(QVBoxLayout *into, const FindingNote &note);
    QString explanation() const;

    PanelContext m_context;
    FindingRow m_row;
    std::optional<FindingRow> m_built; // what the sections were made from
    QString m_head;                    // what the banner and its buttons say
    std::function<QString(System)> m_whyNot;
    FactGrid *m_facts;
    QWidget *m_sections = nullptr;
    QVBoxLayout *m_column;
    QList<QPushButton *> m_repairs;
    QPushButton *m_path;
    QPushButton *m_mute;
    QPushButton *m_copy;
};

} // namespace mk
