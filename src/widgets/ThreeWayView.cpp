// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/ScrollPage.h"
#include "widgets/ThreeWayView.h"

#include "core/SafeText.h"
#include "widgets/CodeEditor.h"
#include "widgets/DiffView.h"
#include "widgets/FormRow.h"
#include "widgets/Labels.h"
#include "widgets/Segments.h"
#include "widgets/Shapes.h"

#include <QBoxLayout>
#include <QButtonGroup>
#include <QPainter>
#include <QRadioButton>
#include <QRegularExpression>
#include <QScrollArea>
#include <QScrollBar>
#include <QSplitter>

#include <algorithm>

namespace mk {

namespace {

enum Side { Opened, Server, Mine };

using Line = DiffModel::Line;

// `"host": "x"` -> host
QString keyOf(const QString &line)
{
    static const QRegularExpression pattern(QStringLiteral("^\\s*\"((?:[^\"\\\\]|\\\\.)*)\"\\s*:"));
    return pattern.match(line).captured(1);
}

int indentOf(const QString &line)
{
    int indent = 0;
    while (indent < line.size() && line[indent].isSpace())
        ++indent;
    return indent;
}

// What a line is about: the path of its key in indented JSON ("mail.host"), else the line itself.
QString nameOf(const QStringList &lines, int at)
{
    if (at < 0 || at >= lines.size())
        return {};
    const QString key = keyOf(lines[at]);
    if (key.isEmpty())
        return lines[at].trimmed();
    QStringList path{key};
    int indent = indentOf(lines[at]);
    for (int i = at - 1; i >= 0 && indent > 0; --i) {
        const int outer = indentOf(lines[i]);
        if (outer >= indent || lines[i].trimmed().isEmpty())
            continue;
        indent = outer;
        if (const QString parent = keyOf(lines[i]); !parent.isEmpty())
            path.prepend(parent);
    }
    return path.join(u'.');
}

// The value of a one-line stretch, for the choices; longer ones tell how many lines they have.
QString valueOf(const QStringList &lines, int start, int count)
{
    if (count == 0)
        return ThreeWayView::tr("removed");
    if (count > 1)
        return ThreeWayView::tr("%n lines", nullptr, count);
    QString text = lines[start].trimmed();
    if (!keyOf(text).isEmpty())
        text = text.mid(text.indexOf(u':') + 1).trimmed();
    if (text.endsWith(u','))
        text.chop(1);
    if (text.size() > 1 && text.startsWith(u'"') && text.endsWith(u'"'))
        text = text.mid(1, text.size() - 2);
    return visibleText(text);
}

struct Range
{
    int start = 0;
    int count = 0;
};

Range rangeOf(const MergeChunk &chunk, int side)
{
    switch (side) {
    case Server:
        return {chunk.theirsStart, chunk.theirsCount};
    case Mine:
        return {chunk.mineStart, chunk.mineCount};
    default:
        return {chunk.baseStart, chunk.baseCount};
    }
}

Line plainLine(DiffModel::Kind kind, int number, const QString &text)
{
    Line line;
    line.kind = kind;
    line.number = number;
    line.text = visibleMultiline(text);
    return line;
}

QWidget *makeColumnHead(const Theme *theme, TextLabel *title, ElidedLabel *note, QWidget *parent)
{
    class Head final : public QWidget
    {
    public:
        Head(const Theme *theme, QWidget *parent) : QWidget(parent), m_theme(theme) {}

    protected:
        void paintEvent(QPaintEvent *) override
        {
            QPainter painter(this);
            painter.fillRect(rect(), m_theme->color(Token::Sunken));
            painter.fillRect(QRect(0, height() - 1, width(), 1), m_theme->color(Token::Line));
        }

    private:
        const Theme *m_theme;
    };
    auto *head = new Head(theme, parent);
    head->setFixedHeight(theme->scaled(32));
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(12, 0, 12, 1);
    row->setSpacing(8);
    row->addWidget(title);
    row->addWidget(note, 1);
    return head;
}

} // namespace

ThreeWayView::ThreeWayView(const Theme *theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    const QString names[] = {tr("As opened"), tr("Server now"), tr("Yours")};
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    auto *split = new QSplitter(Qt::Vertical, this);
    split->setChildrenCollapsible(false);
    column->addWidget(split);

    auto *upper = new QWidget(split);
    auto *upperRow = new QHBoxLayout(upper);
    upperRow->setContentsMargins(0, 0, 0, 0);
    upperRow->setSpacing(0);
    for (int side = 0; side < 3; ++side) {
        auto *box = new QWidget(upper);
        auto *boxColumn = new QVBoxLayout(box);
        boxColumn->setContentsMargins(0, 0, 0, 0);
        boxColumn->setSpacing(0);
        m_titles[side] = new TextLabel(theme, FontRole::BodyStrong, Tone::Normal, box);
        m_notes[side] = new ElidedLabel(theme, FontRole::Small, Tone::Secondary, box);
        m_columns[side] = new CodeLinesView(theme, names[side], box);
        boxColumn->addWidget(makeColumnHead(theme, m_titles[side], m_notes[side], box));
        boxColumn->addWidget(m_columns[side], 1);
        if (side > 0)
            upperRow->addWidget(makeLine(theme, Qt::Vertical, upper));
        upperRow->addWidget(box, 1);
        for (QScrollBar *bar : {m_columns[side]->verticalScrollBar(), m_columns[side]->horizontalScrollBar()})
            connect(bar, &QScrollBar::valueChanged, this, [this, side] { syncScroll(m_columns[side]); });
    }
    split->addWidget(upper);

    auto *lower = new QSplitter(Qt::Horizontal, split);
    lower->setChildrenCollapsible(false);
    const auto makePane = [&](const QString &title, TextLabel **note) {
        auto *pane = new QWidget(lower);
        auto *paneColumn = new QVBoxLayout(pane);
        paneColumn->setContentsMargins(0, 0, 0, 0);
        paneColumn->setSpacing(0);
        auto *head = new QWidget(pane);
        head->setFixedHeight(theme->scaled(36));
        auto *row = new QHBoxLayout(head);
        row->setContentsMargins(16, 4, 12, 4);
        row->setSpacing(8);
        auto *label = new TextLabel(theme, FontRole::BodyStrong, Tone::Normal, head);
        label->setText(title);
        *note = new TextLabel(theme, FontRole::Small, Tone::Secondary, head);
        row->addWidget(label);
        row->addWidget(*note, 1);
        paneColumn->addWidget(head);
        paneColumn->addWidget(makeLine(theme, Qt::Horizontal, pane));
        lower->addWidget(pane);
        return paneColumn;
    };
    QVBoxLayout *choices = makePane(tr("Choices"), &m_choiceCount);
    QScrollArea *scroll = makeNarrowScroll(nullptr, this);
    choices->addWidget(scroll, 1);
    m_choiceBox = scroll;
    QVBoxLayout *result = makePane(tr("Result"), &m_resultNote);
    m_result = new CodeEditor(theme, tr("Result"), this);
    result->addWidget(m_result, 1);
    split->addWidget(lower);
    split->setStretchFactor(0, 1);
    split->setStretchFactor(1, 1);
    lower->setStretchFactor(0, 0);
    lower->setStretchFactor(1, 1);
    lower->setSizes({theme->scaled(484), theme->scaled(484)});

    connect(m_result, &CodeEditor::textChanged, this, [this] {
        if (m_filling)
            return;
        m_editedByHand = true;
        Q_EMIT resultChanged();
    });
    connect(theme, &Theme::changed, this, [this] { rebuildChoices(); });
}

void ThreeWayView::setSides(const MergeSide &opened, const MergeSide &server, const MergeSide &mine)
{
    const MergeSide sides[] = {opened, server, mine};
    for (int side = 0; side < 3; ++side) {
        m_sides[side] = sides[side];
        m_lines[side] = splitLines(sides[side].text);
        m_titles[side]->setText(sides[side].title);
        m_notes[side]->setText(sides[side].note);
    }
    m_chunks = mergeLines(m_lines[Opened], m_lines[Server], m_lines[Mine]);
    m_choices.clear();
    for (const MergeChunk &chunk : m_chunks) {
        using ChunkKind = MergeChunk::Kind;
        m_choices.push_back(chunk.kind == ChunkKind::Conflict     ? Choice::Open
                            : chunk.kind == ChunkKind::Theirs     ? Choice::Server
                            : chunk.kind == ChunkKind::Mine       ? Choice::Mine
                            : chunk.kind == ChunkKind::BothSame   ? Choice::Mine
                                                                  : Choice::Opened);
    }
    for (int side = 0; side < 3; ++side)
        fillColumn(m_columns[side], side);
    m_editedByHand = false;
    m_generated.clear();
    m_result->setSyntax(guessSyntax(mine.text));
    m_filling = true;
    m_result->setText({});
    m_filling = false;
    rebuildChoices();
    rebuildResult();
    Q_EMIT resolvedChanged(isResolved());
}

// Stretches of different length are filled up with empty lines, so that the same place stands at the same height.
void ThreeWayView::fillColumn(CodeLinesView *view, int side)
{
    std::vector<Line> lines;
    for (const MergeChunk &chunk : m_chunks) {
        const Range own = rangeOf(chunk, side);
        const Range base = rangeOf(chunk, Opened);
        const int rows = std::max({chunk.baseCount, chunk.theirsCount, chunk.mineCount});
        using ChunkKind = MergeChunk::Kind;
        const bool changedHere = side != Opened
            && (chunk.kind == ChunkKind::Conflict || chunk.kind == ChunkKind::BothSame
                || (chunk.kind == ChunkKind::Theirs && side == Server) || (chunk.kind == ChunkKind::Mine && side == Mine));
        const DiffModel::Kind kind = !changedHere     ? DiffModel::Kind::Context
            : chunk.kind == ChunkKind::Conflict       ? DiffModel::Kind::Conflict
                                                      : DiffModel::Kind::Added;
        for (int i = 0; i < rows; ++i) {
            if (i >= own.count) {
                lines.push_back(plainLine(DiffModel::Kind::Context, 0, {}));
                continue;
            }
            Line line = plainLine(kind, own.start + i + 1, m_lines[side][own.start + i]);
            if (kind == DiffModel::Kind::Added && own.count == base.count)
                line.words = diffWords(m_lines[Opened][base.start + i], line.text).right;
            lines.push_back(std::move(line));
        }
    }
    view->lines()->setPlainLines(std::move(lines));
}

void ThreeWayView::syncScroll(CodeLinesView *from)
{
    for (CodeLinesView *column : m_columns) {
        if (column == from)
            continue;
        column->verticalScrollBar()->setValue(from->verticalScrollBar()->value());
        column->horizontalScrollBar()->setValue(from->horizontalScrollBar()->value());
    }
}

int ThreeWayView::chunkOf(int change) const
{
    for (size_t i = 0; i < m_chunks.size(); ++i) {
        if (isChange(m_chunks[i]) && change-- == 0)
            return int(i);
    }
    return -1;
}

int ThreeWayView::changeCount() const
{
    return int(std::count_if(m_chunks.begin(), m_chunks.end(), isChange));
}

ThreeWayView::Choice ThreeWayView::choiceOf(int change) const
{
    const int chunk = chunkOf(change);
    return chunk < 0 ? Choice::Opened : m_choices[size_t(chunk)];
}

int ThreeWayView::openConflicts() const
{
    return int(std::count(m_choices.begin(), m_choices.end(), Choice::Open));
}

void ThreeWayView::choose(int change, Choice choice)
{
    const int chunk = chunkOf(change);
    if (chunk < 0 || m_choices[size_t(chunk)] == choice)
        return;
    const bool before = isResolved();
    m_choices[size_t(chunk)] = choice;
    rebuildResult();
    refreshChoices();
    Q_EMIT resultChanged();
    if (before != isResolved())
        Q_EMIT resolvedChanged(isResolved());
}

int ThreeWayView::firstOpenLine() const
{
    int line = 1;
    for (size_t i = 0; i < m_chunks.size(); ++i) {
        if (m_choices[i] == Choice::Open)
            return line;
        line += chosenRange(i).second;
    }
    return 0;
}

std::pair<int, int> ThreeWayView::chosenRange(size_t chunk) const
{
    const int side = m_choices[chunk] == Choice::Server ? Server : m_choices[chunk] == Choice::Mine ? Mine : Opened;
    const Range range = rangeOf(m_chunks[chunk], side);
    return {side, range.count};
}

QString ThreeWayView::resultText() const
{
    return m_result->text();
}

QString ThreeWayView::hint() const
{
    if (const int line = firstOpenLine(); line > 0)
        return tr("Choose a value for line %1 to go on.").arg(line);
    return {};
}

void ThreeWayView::rebuildResult()
{
    QStringList lines;
    for (size_t i = 0; i < m_chunks.size(); ++i) {
        const int side = chosenRange(i).first;
        const Range range = rangeOf(m_chunks[i], side);
        lines += m_lines[side].mid(range.start, range.count);
    }
    const QStringList generated = lines;
    if (m_editedByHand) {
        // Text typed into the result stays: the new choice is merged into it.
        const QStringList edited = splitLines(m_result->text());
        lines.clear();
        for (const MergeChunk &chunk : mergeLines(m_generated, generated, edited)) {
            using ChunkKind = MergeChunk::Kind;
            const bool takeEdited = chunk.kind == ChunkKind::Mine;
            lines += takeEdited ? edited.mid(chunk.mineStart, chunk.mineCount)
                                : generated.mid(chunk.theirsStart, chunk.theirsCount);
        }
    }
    m_generated = generated;
    // Line ends as the key has them; the last one as whoever changed it wants it.
    const bool crlf = m_sides[Opened].text.contains(QLatin1String("\r\n"));
    const QString eol = crlf ? QStringLiteral("\r\n") : QStringLiteral("\n");
    const bool openedEnds = endsWithNewline(m_sides[Opened].text);
    const bool mineEnds = endsWithNewline(m_sides[Mine].text);
    const bool ends = mineEnds != openedEnds ? mineEnds : endsWithNewline(m_sides[Server].text);
    QString text = lines.join(eol);
    if (ends && !lines.isEmpty())
        text += eol;
    m_filling = true;
    m_result->replaceText(text);
    m_filling = false;

    m_result->clearLineMarks();
    int line = 0;
    for (size_t i = 0; !m_editedByHand && i < m_chunks.size(); ++i) {
        const auto [side, count] = chosenRange(i);
        const bool open = m_choices[i] == Choice::Open;
        if (open || (isChange(m_chunks[i]) && side != Opened)) {
            for (int k = 0; k < count; ++k)
                m_result->setLineMark(line + k, open ? CodeEditor::Mark::Conflict : CodeEditor::Mark::Changed);
        }
        line += count;
    }
    const int open = firstOpenLine();
    m_resultNote->setText(open > 0 ? tr("editable, line %1 is open").arg(open) : tr("editable"));
}

// Shapes and texts of the rows as the choices are now; the widgets stay, so that the focus does.
void ThreeWayView::refreshChoices()
{
    const int open = openConflicts();
    QString text = tr("%n changes", nullptr, changeCount());
    if (open > 0)
        text += QStringLiteral(", ") + tr("%n open", nullptr, open);
    m_choiceCount->setText(text);
    for (const Row &row : std::as_const(m_rows)) {
        const Choice choice = m_choices[row.chunk];
        row.shape->setStatus(choice == Choice::Open ? Status::Warn : Status::Ok);
        row.remark->setVisible(row.isConflict);
        row.remark->setText(choice == Choice::Open ? tr("choose one") : tr("chosen"));
        row.remark->setTone(choice == Choice::Open ? Tone::Warn : Tone::Secondary);
    }
}

void ThreeWayView::rebuildChoices()
{
    m_rows.clear();
    auto *scroll = static_cast<QScrollArea *>(m_choiceBox);
    auto *box = new QWidget;
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    int change = 0;
    for (size_t i = 0; i < m_chunks.size(); ++i) {
        const MergeChunk &chunk = m_chunks[i];
        if (!isChange(chunk))
            continue;
        using ChunkKind = MergeChunk::Kind;
        const int number = change++;
        const int side = chunk.kind == ChunkKind::Theirs ? Server : Mine;
        const Range range = rangeOf(chunk, side);
        const bool inSide = range.count > 0;
        const QString name = visibleText(nameOf(inSide ? m_lines[side] : m_lines[Opened], inSide ? range.start : chunk.baseStart));

        auto *head = new QWidget(box);
        head->setFixedHeight(m_theme->scaled(32));
        auto *row = new QHBoxLayout(head);
        row->setContentsMargins(16, 0, 12, 0);
        row->setSpacing(8);
        Row entry;
        entry.chunk = i;
        entry.isConflict = chunk.kind == ChunkKind::Conflict;
        entry.shape = new ShapeWidget(m_theme, head);
        row->addWidget(entry.shape);
        auto *lineNumber = new TextLabel(m_theme, FontRole::Body, Tone::Secondary, head);
        lineNumber->setText(QString::number(range.start + 1));
        lineNumber->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        lineNumber->setMinimumWidth(m_theme->scaled(20));
        row->addWidget(lineNumber);
        auto *label = new ElidedLabel(m_theme, FontRole::Code, Tone::Normal, head);
        label->setElideMode(Qt::ElideMiddle);
        label->setText(name);
        label->setMinimumWidth(m_theme->scaled(88));
        row->addWidget(label, 2);
        auto *why = new ElidedLabel(m_theme, FontRole::Small, Tone::Secondary, head);
        why->setText(chunk.kind == ChunkKind::Theirs     ? tr("only the server changed it")
                     : chunk.kind == ChunkKind::Mine     ? tr("only you changed it")
                     : chunk.kind == ChunkKind::BothSame ? tr("both made the same change")
                                                         : tr("both changed it"));
        row->addWidget(why, 3);
        entry.remark = new TextLabel(m_theme, FontRole::SmallMedium, Tone::Warn, head);
        row->addWidget(entry.remark);
        column->addWidget(head);
        if (chunk.kind == ChunkKind::Theirs || chunk.kind == ChunkKind::Mine) {
            auto *segments = new SegmentedControl(m_theme, name, head);
            segments->setSmall(true);
            segments->addSegment(QStringLiteral("server"), tr("Server"));
            segments->addSegment(QStringLiteral("mine"), tr("Yours"));
            segments->setCurrentId(m_choices[i] == Choice::Server ? QStringLiteral("server") : QStringLiteral("mine"));
            row->addWidget(segments);
            connect(segments, &SegmentedControl::chosen, this, [this, number](const QString &id) {
                choose(number, id == QLatin1String("server") ? Choice::Server : Choice::Mine);
            });
        } else if (chunk.kind == ChunkKind::Conflict) {
            auto *group = new QButtonGroup(head);
            const struct
            {
                Choice choice;
                int side;
                QString text;
            } options[] = {{Choice::Server, Server, tr("Server’s")}, {Choice::Mine, Mine, tr("Yours")},
                           {Choice::Opened, Opened, tr("As opened")}};
            for (const auto &option : options) {
                auto *line = new QWidget(box);
                line->setFixedHeight(m_theme->rowHeight());
                auto *lineRow = new QHBoxLayout(line);
                lineRow->setContentsMargins(64, 0, 12, 0);
                lineRow->setSpacing(8);
                auto *radio = new QRadioButton(option.text, line);
                const Range optionRange = rangeOf(chunk, option.side);
                const QString value = valueOf(m_lines[option.side], optionRange.start, optionRange.count);
                radio->setAccessibleName(option.text + QStringLiteral(": ") + value);
                radio->setMinimumWidth(m_theme->scaled(116));
                radio->setChecked(m_choices[i] == option.choice);
                group->addButton(radio);
                lineRow->addWidget(radio);
                auto *shown = new ElidedLabel(m_theme, FontRole::Code, Tone::Normal, line);
                shown->setElideMode(Qt::ElideMiddle);
                shown->setText(value);
                lineRow->addWidget(shown, 1);
                column->addWidget(line);
                connect(radio, &QRadioButton::toggled, this, [this, number, choice = option.choice](bool on) {
                    if (on)
                        choose(number, choice);
                });
            }
            column->addSpacing(4);
        }
        column->addWidget(makeLine(m_theme, Qt::Horizontal, box));
        m_rows.append(entry);
    }
    column->addStretch(1);
    scroll->setWidget(box);
    refreshChoices();
}

} // namespace mk
