// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>
#include <QStringView>

#include <chrono>
#include <vector>

// Differences of texts, line by line (Myers' O(ND) algorithm), and the three-way merge on lines. Pure functions, any thread.
namespace mk {

// A run of lines that are equal (both counts the same) or that were replaced (left removed, right added; one may be 0).
struct DiffRange
{
    int leftStart = 0;
    int leftCount = 0;
    int rightStart = 0;
    int rightCount = 0;
    bool equal = true;
    bool operator==(const DiffRange &) const = default;
};

struct DiffOptions
{
    // Beyond it the rest between the common ends is told as one replaced run: still right, only less fine.
    std::chrono::milliseconds timeLimit{200};
};

// Ranges in order that cover both lists completely; neighbours never have the same kind.
std::vector<DiffRange> diffLines(const QStringList &left, const QStringList &right, const DiffOptions &options = {});

// The changed words of two versions of one line, as ranges of UTF-16 positions; empty where the lines have too little in
// common for marks to help.
struct WordChange
{
    int start = 0;
    int length = 0;
    bool operator==(const WordChange &) const = default;
};
struct WordChanges
{
    std::vector<WordChange> left;
    std::vector<WordChange> right;
};
WordChanges diffWords(const QString &left, const QString &right);

// Lines of a text without their ends. "a\n" is one line, as is "a"; an empty text has none.
QStringList splitLines(const QString &text);
// Whether the text ends with a line break, which splitLines does not tell.
bool endsWithNewline(const QString &text);

// One stretch of the three-way comparison.
struct MergeChunk
{
    enum class Kind {
        Same,     // nobody changed it
        Theirs,   // only they did
        Mine,     // only I did
        BothSame, // both made the same change
        Conflict, // both changed it, differently
    };
    Kind kind = Kind::Same;
    int baseStart = 0, baseCount = 0;
    int theirsStart = 0, theirsCount = 0;
    int mineStart = 0, mineCount = 0;
    bool operator==(const MergeChunk &) const = default;
};

std::vector<MergeChunk> mergeLines(const QStringList &base, const QStringList &theirs, const QStringList &mine,
                                   const DiffOptions &options = {});
inline bool isChange(const MergeChunk &chunk) { return chunk.kind != MergeChunk::Kind::Same; }

} // namespace mk
