// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/Roles.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <memory>
#include <optional>
#include <string_view>

// The filter language, the same in every list:
//
//   word            the row has it in any column          -word           it has not
//   "two words"     as one; \" stands for a quote         field:value     the column has it
//   -field:value    the column has it not                 field:"a b"     quoted value
//   /pattern/       regular expression, any column        field:/pattern/ in one column; /pattern/c tells case apart
//   field:>10       also >= < <= =; KiB, MiB, GiB, k, M, G are understood
//   field:=value    exactly that text
//
// Terms are joined by "and"; letter case does not matter. A path such as /v1/kv is a word: a pattern ends with a slash.
namespace mk {

// A column that can be named in a filter.
struct FilterField
{
    QString id;    // what is typed before the colon; also found by title, spaces left out
    QString title; // translated
    bool numeric = false;
};

// One row as the filter sees it. Any thread.
class FilterRow
{
public:
    virtual ~FilterRow() = default;
    virtual int fieldCount() const = 0;
    // One field folded by foldForSearch(); -1: all of them, joined by fieldSeparator where that is needed.
    virtual std::string_view folded(int field) const = 0;
    virtual QString text(int field) const = 0; // as shown, unfolded
    virtual std::optional<double> number(int field) const = 0;

    static constexpr char fieldSeparator = '\x1f';
    // The field of that number in fields joined by fieldSeparator.
    static std::string_view part(std::string_view joined, int field);
};

// Lower case, UTF-8, separators taken out: what words are looked for in.
QByteArray foldForSearch(const QString &text);

// A parsed filter: a value, cheap to copy, safe to use on a worker.
class FilterExpression
{
public:
    struct Problem
    {
        enum class Kind {
            UnknownField,     // argument: the name; the term is then looked for as text
            NotANumber,       // argument: what stands where a number must be
            FieldHasNoNumber, // argument: the field
            BadPattern,       // argument: PCRE's own words
            PatternTooLong,
            OpenQuote,        // taken as if it ended with the text
            EmptyTerm,        // "field:" or "-" with nothing behind it (yet)
        };
        Kind kind;
        int start = 0; // UTF-16 position in the text
        int length = 0;
        QString argument;
        // True where the term could not be used at all and is left out of the filter.
        bool termIgnored() const { return kind != Kind::UnknownField && kind != Kind::OpenQuote; }
    };
    struct Span
    {
        enum class Kind { Field, Not, Operator, Value, Quoted, Pattern, Problem };
        int start = 0;
        int length = 0;
        Kind kind = Kind::Value;
        bool operator==(const Span &) const = default;
    };

    FilterExpression();
    static FilterExpression parse(const QString &text, const QList<FilterField> &fields);

    const QString &text() const;
    bool isEmpty() const; // lets every row through
    const QList<Problem> &problems() const;
    const QList<Span> &spans() const; // for colouring the filter field, in order, not overlapping

    bool matches(const FilterRow &row) const;
    // Where the positive terms stand in a cell of that field, to be tinted: sorted, not overlapping, SpanStyle::Match.
    TextSpans found(const QString &cellText, int field) const;

    bool operator==(const FilterExpression &other) const { return text() == other.text(); } // of one list of fields

private:
    struct Term;
    struct Data;
    class Parser;
    std::shared_ptr<const Data> d;
};

// "There is no column “foo”. Columns are: name, node, …"
QString problemText(const FilterExpression::Problem &problem, const QList<FilterField> &fields);

} // namespace mk
