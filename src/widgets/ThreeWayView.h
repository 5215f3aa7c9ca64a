// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/TextDiff.h"
#include "widgets/Theme.h"

#include <QWidget>

namespace mk {

class CodeEditor;
class CodeLinesView;
class ElidedLabel;
class ShapeWidget;
class TextLabel;

// One of the three texts and what to call it.
struct MergeSide
{
    QString title = {}; // "Server now"
    QString note = {};  // "version 1857, 14:03:40"
    QString text = {};
};

// Opened, server now and yours side by side, scrolled together; below, the choices and the editable result. Stretches that
// only one side changed are settled at once; where both changed, the operator chooses. Nothing is lost: all three texts stay.
class ThreeWayView final : public QWidget
{
    Q_OBJECT
public:
    explicit ThreeWayView(const Theme *theme, QWidget *parent = nullptr);

    void setSides(const MergeSide &opened, const MergeSide &server, const MergeSide &mine);
    // Text as it would be saved. Open conflicts stand in it as the opened lines.
    QString resultText() const;
    int openConflicts() const;
    bool isResolved() const { return openConflicts() == 0; }
    // Line of the result (from 1) of the first open conflict; 0: none.
    int firstOpenLine() const;
    CodeEditor *resultEditor() const { return m_result; }
    // What stands at the foot: "Choose a value for line 7 to go on."
    QString hint() const;

    enum class Choice { Open, Server, Mine, Opened };
    void choose(int change, Choice choice); // change counts the changed stretches from 0
    int changeCount() const;
    Choice choiceOf(int change) const;

Q_SIGNALS:
    void resolvedChanged(bool resolved);
    void resultChanged();

private:
    void fillColumn(CodeLinesView *view, int side);
    void rebuildChoices();
    void refreshChoices();
    int chunkOf(int change) const;
    // Side (0 opened, 1 server, 2 mine) and number of lines that stand in the result for a stretch.
    std::pair<int, int> chosenRange(size_t chunk) const;
    void rebuildResult();
    void syncScroll(CodeLinesView *from);

    const Theme *m_theme;
    MergeSide m_sides[3];
    QStringList m_lines[3];
    std::vector<MergeChunk> m_chunks;
    std::vector<Choice> m_choices; // one a chunk; for Same it is Opened
    CodeLinesView *m_columns[3];
    TextLabel *m_titles[3];
    ElidedLabel *m_notes[3];
    TextLabel *m_choiceCount;
    TextLabel *m_resultNote;
    QWidget *m_choiceBox;
    CodeEditor *m_result;
    struct Row
    {
        size_t chunk = 0;
        bool isConflict = false;
        ShapeWidget *shape = nullptr;
        TextLabel *remark = nullptr;
    };
    QList<Row> m_rows;
    QStringList m_generated; // the result as the choices alone make it
    bool m_editedByHand = false;
    bool m_filling = false;
};

} // namespace mk
