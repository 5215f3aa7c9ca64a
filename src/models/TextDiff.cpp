// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/TextDiff.h"

#include <QDeadlineTimer>
#include <QHash>

#include <algorithm>
#include <limits>

namespace mk {

namespace {

// Equal lines get equal numbers, so that the comparison below compares integers.
struct Numbered
{
    std::vector<int> left;
    std::vector<int> right;
};

template <class List>
Numbered number(const List &left, const List &right)
{
    QHash<QStringView, int> known;
    known.reserve(left.size() + right.size());
    const auto idsOf = [&known](const List &list) {
        std::vector<int> ids;
        ids.reserve(size_t(list.size()));
        for (const auto &item : list) {
            auto place = known.find(QStringView(item));
            if (place == known.end())
                place = known.insert(QStringView(item), int(known.size()));
            ids.push_back(*place);
        }
        return ids;
    };
    Numbered result;
    result.left = idsOf(left);
    result.right = idsOf(right);
    return result;
}

// Myers' greedy algorithm in linear space: finds a middle snake and recurses. Marks what is not common.
class Myers
{
public:
    Myers(const std::vector<int> &left, const std::vector<int> &right, QDeadlineTimer deadline)
        : removed(left.size(), 0), added(right.size(), 0), m_left(left), m_right(right), m_deadline(deadline)
    {
        const size_t diagonals = left.size() + right.size() + 3;
        m_forward.assign(diagonals, 0);
        m_backward.assign(diagonals, 0);
        m_offset = int(right.size()) + 1;
        compare(0, int(left.size()), 0, int(right.size()));
    }

    std::vector<char> removed;
    std::vector<char> added;

private:
    struct Split
    {
        int x = -1;
        int y = -1;
    };

    void compare(int left, int leftEnd, int right, int rightEnd)
    {
        while (left < leftEnd && right < rightEnd && m_left[size_t(left)] == m_right[size_t(right)]) {
            ++left;
            ++right;
        }
        while (left < leftEnd && right < rightEnd && m_left[size_t(leftEnd - 1)] == m_right[size_t(rightEnd - 1)]) {
            --leftEnd;
            --rightEnd;
        }
        if (left == leftEnd || right == rightEnd) {
            std::fill(removed.begin() + left, removed.begin() + leftEnd, char(1));
            std::fill(added.begin() + right, added.begin() + rightEnd, char(1));
            return;
        }
        const Split split = middle(left, leftEnd, right, rightEnd);
        if (split.x < 0) { // out of time: one replaced run
            std::fill(removed.begin() + left, removed.begin() + leftEnd, char(1));
            std::fill(added.begin() + right, added.begin() + rightEnd, char(1));
            return;
        }
        compare(left, split.x, right, split.y);
        compare(split.x, leftEnd, split.y, rightEnd);
    }

    // A point on a shortest path, where the searches from both ends meet. Diagonals (x - y) that have left the box are not
    // walked any further; their neighbours see a value that never wins.
    Split middle(int left, int leftEnd, int right, int rightEnd)
    {
        const int lowest = left - rightEnd;
        const int highest = leftEnd - right;
        const int start = left - right;
        const int end = leftEnd - rightEnd;
        const bool odd = ((start - end) & 1) != 0;
        int forwardLow = start;
        int forwardHigh = start;
        int backwardLow = end;
        int backwardHigh = end;
        forward(start) = left;
        backward(end) = leftEnd;
        for (int round = 1;; ++round) {
            if ((round & 15) == 0 && m_deadline.hasExpired())
                return {};
            if (forwardLow > lowest)
                forward(--forwardLow - 1) = -1;
            else
                ++forwardLow;
            if (forwardHigh < highest)
                forward(++forwardHigh + 1) = -1;
            else
                --forwardHigh;
            for (int k = forwardHigh; k >= forwardLow; k -= 2) {
                int x = std::max(forward(k - 1) + 1, forward(k + 1));
                int y = x - k;
                while (x < leftEnd && y < rightEnd && m_left[size_t(x)] == m_right[size_t(y)]) {
                    ++x;
                    ++y;
                }
                forward(k) = x;
                if (odd && k >= backwardLow && k <= backwardHigh && backward(k) <= x)
                    return {x, y};
            }
            constexpr int never = std::numeric_limits<int>::max();
            if (backwardLow > lowest)
                backward(--backwardLow - 1) = never;
            else
                ++backwardLow;
            if (backwardHigh < highest)
                backward(++backwardHigh + 1) = never;
            else
                --backwardHigh;
            for (int k = backwardHigh; k >= backwardLow; k -= 2) {
                int x = std::min(backward(k - 1), backward(k + 1) - 1);
                int y = x - k;
                while (x > left && y > right && m_left[size_t(x - 1)] == m_right[size_t(y - 1)]) {
                    --x;
                    --y;
                }
                backward(k) = x;
                if (!odd && k >= forwardLow && k <= forwardHigh && x <= forward(k))
                    return {x, y};
            }
        }
    }

    int &forward(int k) { return m_forward[size_t(qsizetype(k) + m_offset)]; }
    int &backward(int k) { return m_backward[size_t(qsizetype(k) + m_offset)]; }

    const std::vector<int> &m_left;
    const std::vector<int> &m_right;
    std::vector<int> m_forward;
    std::vector<int> m_backward;
    int m_offset = 0;
    QDeadlineTimer m_deadline;
};

std::vector<DiffRange> rangesOf(const Myers &marks)
{
    std::vector<DiffRange> ranges;
    const auto leftSize = int(marks.removed.size());
    const auto rightSize = int(marks.added.size());
    int left = 0;
    int right = 0;
    while (left < leftSize || right < rightSize) {
        DiffRange range;
        range.leftStart = left;
        range.rightStart = right;
        if (left < leftSize && right < rightSize && !marks.removed[size_t(left)] && !marks.added[size_t(right)]) {
            while (left < leftSize && right < rightSize && !marks.removed[size_t(left)] && !marks.added[size_t(right)]) {
                ++left;
                ++right;
            }
        } else {
            range.equal = false;
            while (left < leftSize && marks.removed[size_t(left)])
                ++left;
            while (right < rightSize && marks.added[size_t(right)])
                ++right;
        }
        range.leftCount = left - range.leftStart;
        range.rightCount = right - range.rightStart;
        ranges.push_back(range);
    }
    return ranges;
}

// Words, runs of spaces, and single other characters: what an operator sees as one thing.
QList<QStringView> words(const QString &line)
{
    const auto kind = [](QChar c) {
        if (c.isLetterOrNumber() || c == u'_')
            return 0;
        return c.isSpace() ? 1 : 2;
    };
    QList<QStringView> result;
    const QStringView view(line);
    qsizetype start = 0;
    for (qsizetype i = 1; i <= view.size(); ++i) {
        if (i == view.size() || kind(view[i]) != kind(view[start]) || kind(view[start]) == 2) {
            result.append(view.mid(start, i - start));
            start = i;
        }
    }
    return result;
}

// Changes that only a few signs part ("https" and "api" around "://") read as one.
void markWord(std::vector<WordChange> &changes, const QString &line, qsizetype start, qsizetype length)
{
    constexpr qsizetype nearby = 3;
    if (!changes.empty()) {
        WordChange &last = changes.back();
        const QStringView between = QStringView(line).mid(last.start + last.length, start - last.start - last.length);
        const bool signsOnly = std::none_of(between.begin(), between.end(), [](QChar c) { return c.isLetterOrNumber() || c == u'"'; });
        if (between.size() <= nearby && signsOnly) {
            last.length = int(start + length) - last.start;
            return;
        }
    }
    changes.push_back({int(start), int(length)});
}

} // namespace

std::vector<DiffRange> diffLines(const QStringList &left, const QStringList &right, const DiffOptions &options)
{
    const Numbered ids = number(left, right);
    return rangesOf(Myers(ids.left, ids.right, QDeadlineTimer(options.timeLimit)));
}

WordChanges diffWords(const QString &left, const QString &right)
{
    constexpr qsizetype longest = 2000; // beyond it a line is data, not something to read word by word
    if (left.size() > longest || right.size() > longest)
        return {};
    const QList<QStringView> leftWords = words(left);
    const QList<QStringView> rightWords = words(right);
    const Numbered ids = number(leftWords, rightWords);
    const Myers marks(ids.left, ids.right, QDeadlineTimer(std::chrono::milliseconds(20)));

    WordChanges result;
    qsizetype common = 0;
    qsizetype at = 0;
    for (qsizetype i = 0; i < leftWords.size(); ++i) {
        if (marks.removed[size_t(i)])
            markWord(result.left, left, at, leftWords[i].size());
        else if (!leftWords[i].trimmed().isEmpty())
            common += leftWords[i].size();
        at += leftWords[i].size();
    }
    at = 0;
    for (qsizetype i = 0; i < rightWords.size(); ++i) {
        if (marks.added[size_t(i)])
            markWord(result.right, right, at, rightWords[i].size());
        at += rightWords[i].size();
    }
    const qsizetype longer = std::max(left.trimmed().size(), right.trimmed().size());
    if (longer > 0 && common * 4 < longer)
        return {};
    return result;
}

QStringList splitLines(const QString &text)
{
    if (text.isEmpty())
        return {};
    QStringList lines = text.split(u'\n');
    if (lines.last().isEmpty())
        lines.removeLast();
    for (QString &line : lines) {
        if (line.endsWith(u'\r'))
            line.chop(1);
    }
    return lines;
}

bool endsWithNewline(const QString &text)
{
    return text.endsWith(u'\n');
}

namespace {

// Where a line of the base stands in a changed text, or that it is gone.
std::vector<int> positions(const std::vector<DiffRange> &ranges, qsizetype baseSize)
{
    std::vector<int> result(size_t(baseSize), -1);
    for (const DiffRange &range : ranges) {
        for (int i = 0; range.equal && i < range.leftCount; ++i)
            result[size_t(qsizetype(range.leftStart) + i)] = range.rightStart + i;
    }
    return result;
}

bool sameLines(const QStringList &a, int aStart, int aCount, const QStringList &b, int bStart, int bCount)
{
    return aCount == bCount && std::equal(a.begin() + aStart, a.begin() + aStart + aCount, b.begin() + bStart);
}

} // namespace

std::vector<MergeChunk> mergeLines(const QStringList &base, const QStringList &theirs, const QStringList &mine,
                                   const DiffOptions &options)
{
    const std::vector<int> inTheirs = positions(diffLines(base, theirs, options), base.size());
    const std::vector<int> inMine = positions(diffLines(base, mine, options), base.size());

    std::vector<MergeChunk> chunks;
    int b = 0;
    int t = 0;
    int m = 0;
    const auto append = [&](MergeChunk::Kind kind, int bEnd, int tEnd, int mEnd) {
        if (bEnd == b && tEnd == t && mEnd == m)
            return;
        chunks.push_back({kind, b, bEnd - b, t, tEnd - t, m, mEnd - m});
        b = bEnd;
        t = tEnd;
        m = mEnd;
    };
    // Between two stable stretches (lines of the base that stand in both) lies one changed stretch.
    const auto appendOne = [&](int bEnd, int tEnd, int mEnd) {
        const bool theirsSame = sameLines(base, b, bEnd - b, theirs, t, tEnd - t);
        const bool mineSame = sameLines(base, b, bEnd - b, mine, m, mEnd - m);
        const bool agree = sameLines(theirs, t, tEnd - t, mine, m, mEnd - m);
        using Kind = MergeChunk::Kind;
        append(theirsSame && mineSame ? Kind::Same
               : theirsSame           ? Kind::Mine
               : mineSame             ? Kind::Theirs
               : agree                ? Kind::BothSame
                                      : Kind::Conflict,
               bEnd, tEnd, mEnd);
    };
    // Where all three have the same number of lines, neighbours stand for each other: one line that both changed does not
    // make a conflict of the line beside it.
    const auto appendChanged = [&](int bEnd, int tEnd, int mEnd) {
        const int count = bEnd - b;
        const bool sameShape = count > 1 && tEnd - t == count && mEnd - m == count;
        const bool disagree = !sameLines(theirs, t, tEnd - t, mine, m, mEnd - m)
            && !sameLines(base, b, count, theirs, t, tEnd - t) && !sameLines(base, b, count, mine, m, mEnd - m);
        if (!sameShape || !disagree) {
            appendOne(bEnd, tEnd, mEnd);
            return;
        }
        for (int i = 0; i < count; ++i)
            appendOne(b + 1, t + 1, m + 1);
    };
    while (b < base.size() || t < theirs.size() || m < mine.size()) {
        int stable = b;
        while (stable < base.size() && (inTheirs[size_t(stable)] < 0 || inMine[size_t(stable)] < 0))
            ++stable;
        if (stable == base.size()) {
            appendChanged(int(base.size()), int(theirs.size()), int(mine.size()));
            break;
        }
        appendChanged(stable, inTheirs[size_t(stable)], inMine[size_t(stable)]);
        int end = stable;
        while (end < base.size() && inTheirs[size_t(end)] == t + (end - stable) && inMine[size_t(end)] == m + (end - stable))
            ++end;
        append(MergeChunk::Kind::Same, end, t + (end - stable), m + (end - stable));
    }
    return chunks;
}

} // namespace mk
