// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/path/PathTables.h"

#include "core/Format.h"
#include "core/SafeText.h"
#include "models/MatchText.h"

#include <QCoreApplication>

namespace mk::pathtables {

using namespace requestpath;

namespace {

struct PathTableTexts
{
    Q_DECLARE_TR_FUNCTIONS(PathTables)
};

Status verdictStatus(const RouteVerdict &verdict)
{
    switch (verdict.rule) {
    case RouteRule::Wins:
        return Status::Ok;
    case RouteRule::Equal:
    case RouteRule::Older:
        return Status::Warn;
    default:
        return Status::None;
    }
}

template<class Row> Column<Row> portColumn()
{
    Column<Row> port{QStringLiteral("port"), PathTableTexts::tr("Port"),
                     [](const Row &row) { return row.port > 0 ? QString::number(row.port) : format::notGiven(); }};
    port.number = [](const Row &row) { return row.port > 0 ? std::optional<double>(row.port) : std::nullopt; };
    return port;
}

} // namespace

RecordTableModel<PathStepRow>::Columns stepColumns()
{
    using Row = PathStepRow;
    std::vector<Column<Row>> columns;
    Column<Row> number{QStringLiteral("number"), QStringLiteral("#"),
                       [](const Row &row) { return QString::number(row.number); }};
    number.number = [](const Row &row) { return std::optional<double>(row.number); };
    columns.push_back(number);
    columns.push_back({QStringLiteral("step"), PathTableTexts::tr("Step"), [](const Row &row) { return row.title; }});
    Column<Row> what{QStringLiteral("what"), PathTableTexts::tr("What happens"),
                     [](const Row &row) { return row.text; }};
    what.tooltip = [](const Row &row) { return row.text; };
    what.dim = [](const Row &row) { return row.status == Status::None; };
    columns.push_back(what);
    Column<Row> state{QStringLiteral("state"), PathTableTexts::tr("State"), [](const Row &row) { return row.word; }};
    state.status = [](const Row &row) { return row.status; };
    state.tooltip = [](const Row &row) { return row.certainty; };
    state.dim = what.dim;
    columns.push_back(state);
    Column<Row> evidence{QStringLiteral("evidence"), PathTableTexts::tr("Evidence"),
                         [](const Row &row) { return row.evidence.isEmpty() ? format::notGiven() : row.evidence; }};
    evidence.tooltip = [](const Row &row) { return QString(row.evidence + QLatin1Char('\n') + row.certainty); };
    columns.push_back(evidence);
    return columns;
}

QList<ColumnLook> stepLooks()
{
    return {{.id = QStringLiteral("number"), .width = 40, .canHide = false},
            {.id = QStringLiteral("step"), .width = 88, .canHide = false},
            {.id = QStringLiteral("what"), .canHide = false, .minimumWidth = 320},
            {.id = QStringLiteral("state"), .width = 124, .canHide = false},
            {.id = QStringLiteral("evidence"), .width = 310, .dropOrder = 1}};
}

RecordTableModel<CandidateRow>::Columns candidateColumns()
{
    using Row = CandidateRow;
    std::vector<Column<Row>> columns;
    Column<Row> name{QStringLiteral("name"), PathTableTexts::tr("Name"), [](const Row &row) {
                         return visibleText(row.verdict.name.isEmpty() ? row.verdict.id : row.verdict.name);
                     }};
    name.status = [](const Row &row) { return verdictStatus(row.verdict); };
    columns.push_back(name);
    columns.push_back({QStringLiteral("kind"), PathTableTexts::tr("Kind"), [](const Row &row) {
                           return row.verdict.isApi ? PathTableTexts::tr("API") : PathTableTexts::tr("Route");
                       }});
    Column<Row> path{QStringLiteral("path"), PathTableTexts::tr("Its path"), [](const Row &row) {
                         return row.verdict.path.isEmpty() ? format::notGiven()
                                                           : visibleText(QString::fromUtf8(row.verdict.path));
                     }};
    path.mono = true;
    path.dim = [](const Row &row) { return row.verdict.path.isEmpty(); };
    columns.push_back(path);
    Column<Row> decided{QStringLiteral("decided"), PathTableTexts::tr("What decided"),
                        [](const Row &row) { return matchVerdictText(row.verdict); }};
    decided.tooltip = decided.text;
    columns.push_back(decided);
    return columns;
}

QList<ColumnLook> candidateLooks()
{
    return {{.id = QStringLiteral("name"), .width = 280, .elide = Qt::ElideMiddle, .canHide = false},
            {.id = QStringLiteral("kind"), .width = 72},
            {.id = QStringLiteral("path"), .width = 200, .elide = Qt::ElideMiddle},
            {.id = QStringLiteral("decided"), .canHide = false, .minimumWidth = 320}};
}

RecordTableModel<PortRow>::Columns portColumns()
{
    using Row = PortRow;
    std::vector<Column<Row>> columns;
    columns.push_back({QStringLiteral("where"), PathTableTexts::tr("Where"), [](const Row &row) { return row.where; }});
    columns.push_back(portColumn<Row>());
    Column<Row> role{QStringLiteral("role"), PathTableTexts::tr("Role"), [](const Row &row) { return row.role; }};
    role.status = [](const Row &row) { return row.status; };
    columns.push_back(role);
    Column<Row> from{QStringLiteral("from"), PathTableTexts::tr("Read from"),
                     [](const Row &row) { return row.evidence; }};
    from.tooltip = from.text;
    columns.push_back(from);
    return columns;
}

QList<ColumnLook> portLooks()
{
    return {{.id = QStringLiteral("where"), .width = 152, .canHide = false},
            {.id = QStringLiteral("port"), .width = 64, .canHide = false},
            {.id = QStringLiteral("role"), .width = 96, .canHide = false},
            {.id = QStringLiteral("from"), .minimumWidth = 120}};
}

RecordTableModel<PlaceRow>::Columns placeColumns()
{
    using Row = PlaceRow;
    std::vector<Column<Row>> columns;
    Column<Row> name{QStringLiteral("name"), PathTableTexts::tr("Instance"), [](const Row &row) { return row.name; }};
    name.tooltip = name.text;
    columns.push_back(name);
    Column<Row> address{QStringLiteral("address"), PathTableTexts::tr("Address"),
                        [](const Row &row) { return row.address; }};
    address.mono = true;
    columns.push_back(address);
    columns.push_back(portColumn<Row>());
    Column<Row> state{QStringLiteral("state"), PathTableTexts::tr("State"), [](const Row &row) { return row.word; }};
    state.status = [](const Row &row) { return row.status; };
    columns.push_back(state);
    return columns;
}

QList<ColumnLook> placeLooks()
{
    return {{.id = QStringLiteral("name"), .elide = Qt::ElideMiddle, .canHide = false, .minimumWidth = 120},
            {.id = QStringLiteral("address"), .width = 120, .canHide = false},
            {.id = QStringLiteral("port"), .width = 64, .canHide = false},
            {.id = QStringLiteral("state"), .width = 172, .canHide = false}};
}

std::vector<PathStepRow> stepRows(const Path &path, const QDateTime &now)
{
    std::vector<PathStepRow> rows;
    for (const PathStep &step : path.steps) {
        PathStepRow row;
        row.number = int(rows.size()) + 1;
        row.title = pathtext::stepTitle(step.kind);
        row.text = pathtext::stepText(path, step);
        row.word = pathtext::stateWord(step);
        row.status = pathtext::statusOf(step.state);
        if (step.state != State::NotReached) {
            row.evidence = pathtext::evidenceText(step, now);
            row.certainty = pathtext::certaintyText(step.certainty);
        }
        row.panel = step.panel;
        row.entityId = step.entityId;
        rows.push_back(row);
    }
    return rows;
}

std::vector<CandidateRow> candidateRows(const Path &path)
{
    std::vector<CandidateRow> rows;
    for (const RouteVerdict &verdict : path.explanation.verdicts)
        rows.push_back({int(rows.size()) + 1, verdict});
    return rows;
}

std::vector<PortRow> portRows(const Path &path, const QDateTime &now)
{
    std::vector<PortRow> rows;
    const bool differ = path.step(StepKind::Resolve).state == State::Doubtful;
    for (const Port &port : path.ports) {
        PortRow row;
        row.number = int(rows.size()) + 1;
        row.where = pathtext::portWhere(port);
        row.port = port.port;
        row.role = pathtext::portRole(port, path);
        row.status = !port.used ? Status::None : differ ? Status::Warn : Status::Ok;
        row.evidence = visibleText(pathtext::evidenceText(port.evidence, now));
        rows.push_back(row);
    }
    return rows;
}

std::vector<PlaceRow> placeRows(const Path &path)
{
    std::vector<PlaceRow> rows;
    for (const Place &place : path.places) {
        rows.push_back({int(rows.size()) + 1, visibleText(place.name), visibleText(place.address), place.port,
                        pathtext::placeText(place), pathtext::statusOf(place.state), place.service});
    }
    return rows;
}

} // namespace mk::pathtables
