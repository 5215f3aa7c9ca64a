// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/TextDiff.h"
#include "widgets/CodeHighlight.h"

#include <QAbstractListModel>
#include <QListView>
#include <QSet>

namespace mk {

// One difference of a view that shows several in a row.
struct DiffPart
{
    QString number = {};  // "1"; may be empty
    QString heading = {}; // "PUT /v1/agent/service/register", in the fixed font; empty: the part has no head
    QString where = {};   // "on consul"
    QString note = {};    // "1 field changes, 11 stay", at the right
    QString before = {};
    QString after = {};
};

// The lines of a unified diff as rows, one list for all parts. Unchanged runs are folded to one row that opens.
class DiffModel final : public QAbstractListModel
{
    Q_OBJECT
public:
    enum class Kind { Context, Removed, Added, Conflict, Fold, Heading };
    struct Line
    {
        Kind kind = Kind::Context;
        int number = 0;  // of the side that it stands on, from 1; 0: none
        QString text;
        std::vector<WordChange> words;
        int part = 0;
        int foldedLines = 0;
        bool noNewline = false;
    };

    explicit DiffModel(QObject *parent = nullptr);
    void setParts(const QList<DiffPart> &parts, int contextLines);
    void setPlainLines(std::vector<Line> lines); // one side of a three-way view
    void unfold(int row);
    const Line &line(int row) const { return m_lines[size_t(row)]; }
    const DiffPart &part(int index) const { return m_parts[index]; }
    int rowOfPart(int part) const;
    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    int changedLines() const;
    Syntax syntaxOf(int part) const { return m_syntax.value(part, Syntax::None); }

private:
    QList<DiffPart> m_parts;
    QList<Syntax> m_syntax;
    std::vector<Line> m_lines;
    QHash<int, std::vector<Line>> m_folded; // by a key kept in Line::number of the fold row
    int m_nextFold = 1;
};

// A list of code lines with numbers, signs, tints and words: the paint of DiffView and of the three columns of ThreeWayView.
class CodeLinesView : public QListView
{
    Q_OBJECT
public:
    CodeLinesView(const Theme *theme, const QString &name, QWidget *parent = nullptr);
    DiffModel *lines() const { return m_lines; }
    QString copyText() const;
    const Theme *theme() const { return m_theme; }

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    QSize sizeHint() const override { return {480, 240}; }

private:
    void applyTheme();
    void refreshWidth();
    const Theme *m_theme;
    DiffModel *m_lines;
};

// Unified differences, read-only: number 28, sign 16, full-width tint, changed words in the stronger tint.
class DiffView final : public CodeLinesView
{
    Q_OBJECT
public:
    DiffView(const Theme *theme, const QString &name, QWidget *parent = nullptr);
    void setTexts(const QString &before, const QString &after);
    void setParts(const QList<DiffPart> &parts);
    void setContextLines(int lines) { m_context = lines; }
    void scrollToPart(int part);

private:
    int m_context = 3;
};

} // namespace mk
