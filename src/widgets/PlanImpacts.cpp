// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/PlanImpacts.h"

#include "core/SafeText.h"
#include "models/MarkedText.h"
#include "models/Roles.h"
#include "widgets/EntityTable.h"
#include "widgets/Labels.h"
#include "widgets/Shapes.h"

#include <QAbstractTableModel>
#include <QBoxLayout>

namespace mk {

namespace {

constexpr int kShownRows = 4;
constexpr int kEvidenceWidth = 264;

class ImpactsModel final : public QAbstractTableModel
{
public:
    using QAbstractTableModel::QAbstractTableModel;
    void setImpacts(const QList<PlanImpact> &impacts)
    {
        beginResetModel();
        m_impacts = impacts;
        endResetModel();
    }
    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(m_impacts.size()); }
    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : 2; }
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override
    {
        if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
            return {};
        return section == 0 ? PlanImpacts::tr("What hangs on it") : PlanImpacts::tr("Seen in");
    }
    QVariant data(const QModelIndex &index, int role) const override
    {
        const PlanImpact &impact = m_impacts[index.row()];
        const QString text = index.column() == 0 ? impact.text : impact.evidence;
        switch (role) {
        case Qt::DisplayRole:
            return withoutMarks(text);
        case Qt::ToolTipRole:
            return tooltipText(withoutMarks(text));
        case Qt::AccessibleTextRole:
            return index.column() > 0 || impact.status == Status::None
                ? withoutMarks(text)
                : QString(statusWord(impact.status) + QStringLiteral(", ") + withoutMarks(text));
        case SpansRole: {
            const TextSpans spans = parseMarks(text).spans;
            return spans.isEmpty() ? QVariant() : QVariant::fromValue(spans);
        }
        case StatusRole:
            return int(index.column() == 0 ? impact.status : Status::None);
        default:
            return {};
        }
    }

private:
    QList<PlanImpact> m_impacts;
};

} // namespace

PlanImpacts::PlanImpacts(const Theme *theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_note(new TextLabel(theme, FontRole::Small, Tone::Secondary, this))
    , m_model(new ImpactsModel(this))
    , m_table(new EntityTable(theme, tr("What hangs on it"), this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_table->setEmbedded(true);
    QList<ColumnLook> looks(2);
    looks[0].id = QStringLiteral("impact");
    looks[1].id = QStringLiteral("evidence");
    looks[1].width = kEvidenceWidth;
    m_table->setColumns(looks);
    m_table->setModel(m_model);
    m_table->setVerticalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    column->addWidget(m_table);
    auto *noteBox = new QVBoxLayout;
    noteBox->setContentsMargins(16, 6, 16, 6);
    noteBox->addWidget(m_note);
    column->addLayout(noteBox);
}

void PlanImpacts::setImpacts(const QList<PlanImpact> &impacts, const QString &note)
{
    static_cast<ImpactsModel *>(m_model)->setImpacts(impacts);
    m_table->setMaximumHeight(m_theme->rowHeight() * (kShownRows + 1) + 2);
    m_table->setVisible(!impacts.isEmpty());
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
    setVisible(!impacts.isEmpty() || !note.isEmpty());
}

} // namespace mk
