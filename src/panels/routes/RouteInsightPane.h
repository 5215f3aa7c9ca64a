// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/RecordTableModel.h"
#include "platform/KongRecords.h"
#include "platform/KongRegistrars.h"

#include <QWidget>

namespace mk {

class Banner;
class EntityTable;
class Section;
class TextLabel;
class Theme;
struct Fact;

// In a route's details: who else claims its requests and who wins, and which library probably registered it, with the evidence.
// It shows what it is given; sections of which there is nothing to say are hidden.
class RouteInsightPane final : public QWidget
{
    Q_OBJECT
public:
    explicit RouteInsightPane(const Theme *theme, QWidget *parent = nullptr);
    ~RouteInsightPane() override;

    void show(const KongRouteRecord &record, const kongregistrars::Guess &guess);
    void clear();

    // The line of a summary that tells the service of Consul behind the row; its link is "consul/<name>".
    static std::optional<Fact> factOf(const RouteInsight &insight);
    // What must be said above everything else. True where something was; buttons are up to whoever can act.
    static bool tell(Banner *banner, const RouteInsight &insight);

Q_SIGNALS:
    void entityChosen(const QString &key); // another claimant

private:
    Section *m_claimSection;
    EntityTable *m_claimTable;
    RecordTableModel<routeclaims::Claim> *m_claims;
    Section *m_librarySection;
    TextLabel *m_evidence = nullptr;
    TextLabel *m_habit = nullptr;
};

} // namespace mk
