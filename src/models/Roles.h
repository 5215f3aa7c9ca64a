// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QMetaType>

#include <memory>
#include <vector>

// What a model can say about a cell beyond its text. The one delegate of the tables (widgets/CellDelegate) reads these;
// a model returns an invalid QVariant for everything that is not special.
namespace mk {

enum Role {
    FirstMkRole = 0x0100 + 0x40, // Qt::UserRole + 64

    IdRole = FirstMkRole, // QString: the entity's stable key; selection and scroll position are kept by it
    SortRole,             // raw value to sort by; numbers as numbers
    StatusRole,           // mk::Status as int: shape before the text. The accessible text says the word too
    MonoRole,             // bool: fixed font (paths, hosts, keys, ids)
    DimRole,              // bool: text3, for zeros and values that were not given
    ToneRole,             // mk::Tone as int: colour of the text
    StrongRole,           // bool: weight 600
    SuffixRole,           // QString: joined to the text without a gap in text3 and never cut, e.g. ":8080" after a host
    SecondaryTextRole,    // QString: after the text in text3, e.g. a short id or a size; at the right edge in trees
    SecondaryMonoRole,    // bool: the secondary text is in the fixed font
    SpansRole,            // mk::TextSpans: parts of DisplayRole that look different
    TagRole,              // QString: a bordered tag after the text ("API")
    LinkRole,             // non-empty QString: the cell acts; the view emits linkActivated(index)
    SparkRole,            // mk::SparkBuffer: a small curve instead of text
    IconNameRole,         // QString: name of an icon before the text ("folder")
    PendingRole,          // bool: written, waiting for the server; the cell is drawn dimmed
    CopyTextRole,         // QString: what copying gives (C locale, unshortened); DisplayRole where it is absent
    StaleRole,            // bool: the system does not answer any more, these are its last words: drawn dimmed
    LastMkRole,           // models with roles of their own start here
};

enum class Tone { Normal, Secondary, Dim, Accent, Ok, Warn, Crit, Unknown };

enum class SpanStyle { Code, Strong, Dim, Match };

struct TextSpan
{
    int start = 0; // UTF-16 position in the text
    int length = 0;
    SpanStyle style = SpanStyle::Code;
    bool operator==(const TextSpan &) const = default;
};
using TextSpans = QList<TextSpan>;

// Values of a small curve, oldest first; NaN is a gap. Shared, so that a cell costs a pointer.
using SparkBuffer = std::shared_ptr<const std::vector<double>>;

} // namespace mk

Q_DECLARE_METATYPE(mk::TextSpans)
Q_DECLARE_METATYPE(mk::SparkBuffer)
