// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/FilterExpression.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>
#include <cmath>
#include <functional>

namespace mk {

namespace {

constexpr int longestPattern = 256;
constexpr qsizetype longestSubject = 4096; // characters of one cell that a pattern looks at
constexpr int mostFoundInCell = 50;

struct FilterTexts
{
    Q_DECLARE_TR_FUNCTIONS(FilterExpression)
};

std::string_view view(const QByteArray &bytes)
{
    return {bytes.constData(), size_t(bytes.size())};
}

QString squeezed(const QString &title)
{
    QString name = title.toCaseFolded();
    name.removeIf([](QChar c) { return c.isSpace(); });
    return name;
}

int fieldNamed(const QList<FilterField> &fields, const QString &name)
{
    const QString wanted = squeezed(name);
    for (int i = 0; i < fields.size(); ++i) {
        if (squeezed(fields[i].id) == wanted)
            return i;
    }
    for (int i = 0; i < fields.size(); ++i) {
        if (squeezed(fields[i].title) == wanted)
            return i;
    }
    return -1;
}

std::optional<double> parseNumber(const QString &text)
{
    static const std::pair<const char *, double> units[] = {
        {"kib", 1024.0},   {"mib", 1024.0 * 1024}, {"gib", 1024.0 * 1024 * 1024}, {"k", 1e3}, {"m", 1e6}, {"g", 1e9}, {"%", 1}, {"b", 1},
    };
    QString digits = text.toLower();
    double factor = 1;
    for (const auto &[unit, value] : units) {
        if (digits.endsWith(QLatin1String(unit))) {
            digits.chop(qsizetype(qstrlen(unit)));
            factor = value;
            break;
        }
    }
    digits.remove(QLatin1Char('_'));
    bool ok = false;
    const double number = digits.toDouble(&ok);
    return ok && std::isfinite(number) ? std::optional(number * factor) : std::nullopt;
}

} // namespace

std::string_view FilterRow::part(std::string_view joined, int field)
{
    for (; field > 0; --field) {
        const size_t separator = joined.find(fieldSeparator);
        if (separator == std::string_view::npos)
            return {};
        joined.remove_prefix(separator + 1);
    }
    return joined.substr(0, joined.find(fieldSeparator));
}

QByteArray foldForSearch(const QString &text)
{
    QByteArray folded;
    folded.resize(text.size());
    char *out = folded.data();
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char16_t c = text[i].unicode();
        if (c >= 0x80) {
            folded = text.toCaseFolded().toUtf8();
            folded.replace(FilterRow::fieldSeparator, ' ');
            return folded;
        }
        if (c == char16_t(FilterRow::fieldSeparator))
            out[i] = ' ';
        else
            out[i] = char(c >= u'A' && c <= u'Z' ? c + 32 : c);
    }
    return folded;
}

struct FilterExpression::Term
{
    enum class Kind { Contains, Equals, Pattern, Greater, GreaterOrEqual, Less, LessOrEqual, NumberEquals };
    Kind kind = Kind::Contains;
    bool negated = false;
    int field = -1; // -1: any
    QString text;
    QByteArray folded;
    QRegularExpression pattern;
    bool caseMatters = false;
    double number = 0;

    bool matches(const FilterRow &row) const { return holds(row) != negated; }

    bool holds(const FilterRow &row) const
    {
        switch (kind) {
        case Kind::Contains:
            return row.folded(field).find(view(folded)) != std::string_view::npos;
        case Kind::Equals:
            return row.folded(field) == view(folded);
        case Kind::Pattern:
            return patternHolds(row);
        default:
            break;
        }
        const std::optional<double> value = row.number(field);
        if (!value)
            return false;
        switch (kind) {
        case Kind::Greater:
            return *value > number;
        case Kind::GreaterOrEqual:
            return *value >= number;
        case Kind::Less:
            return *value < number;
        case Kind::LessOrEqual:
            return *value <= number;
        default:
            return !(*value < number) && !(*value > number);
        }
    }

private:
    bool patternHolds(const FilterRow &row) const
    {
        if (field >= 0)
            return patternHoldsIn(row, field);
        for (int i = 0; i < row.fieldCount(); ++i) {
            if (patternHoldsIn(row, i))
                return true;
        }
        return false;
    }
    bool patternHoldsIn(const FilterRow &row, int inField) const
    {
        QString subject;
        if (caseMatters) {
            subject = row.text(inField);
        } else {
            const std::string_view part = row.folded(inField);
            subject = QString::fromUtf8(part.data(), qsizetype(part.size()));
        }
        return pattern.match(subject.left(longestSubject)).hasMatch();
    }
};

struct FilterExpression::Data
{
    QString text;
    std::vector<Term> terms;
    QList<Problem> problems;
    QList<Span> spans;
};

class FilterExpression::Parser
{
public:
    Parser(Data &data, const QList<FilterField> &fields) : m_data(data), m_text(data.text), m_fields(fields) {}

    void run()
    {
        while (true) {
            while (m_at < m_text.size() && m_text[m_at].isSpace())
                ++m_at;
            if (m_at >= m_text.size())
                return;
            term();
        }
    }

private:
    bool atTermEnd(qsizetype at) const { return at >= m_text.size() || m_text[at].isSpace(); }
    QChar peek() const { return m_at < m_text.size() ? m_text[m_at] : QChar(); }

    void span(qsizetype start, Span::Kind kind)
    {
        if (m_at > start)
            m_data.spans.append({int(start), int(m_at - start), kind});
    }
    void problem(Problem::Kind kind, qsizetype start, const QString &argument = {})
    {
        m_data.problems.append({kind, int(start), int(m_at - start), argument});
    }
    void skipToTermEnd()
    {
        while (!atTermEnd(m_at))
            ++m_at;
    }

    void term()
    {
        const qsizetype start = m_at;
        Term term;
        if (peek() == QLatin1Char('-')) {
            ++m_at;
            if (atTermEnd(m_at)) {
                problem(Problem::Kind::EmptyTerm, start);
                span(start, Span::Kind::Problem);
                return;
            }
            term.negated = true;
            span(start, Span::Kind::Not);
        }
        const qsizetype fieldStart = m_at;
        if (!field(term))
            return;
        if (atTermEnd(m_at)) {
            problem(Problem::Kind::EmptyTerm, fieldStart, m_text.mid(fieldStart, m_at - fieldStart));
            return;
        }
        if (term.field >= 0 && comparison(term))
            return;
        if (value(term))
            m_data.terms.push_back(std::move(term));
    }

    // "name:" in front of a value; false when the term is done with.
    bool field(Term &term)
    {
        const qsizetype start = m_at;
        qsizetype end = start;
        bool looksLikeName = end < m_text.size() && m_text[end].isLetter();
        while (!atTermEnd(end) && m_text[end] != QLatin1Char(':') && m_text[end] != QLatin1Char('"')) {
            looksLikeName = looksLikeName && (m_text[end].isLetterOrNumber() || m_text[end] == QLatin1Char('_') || m_text[end] == QLatin1Char('-'));
            ++end;
        }
        if (end >= m_text.size() || m_text[end] != QLatin1Char(':') || end == start)
            return true;
        const QString name = m_text.mid(start, end - start);
        term.field = fieldNamed(m_fields, name);
        if (term.field >= 0) {
            m_at = end + 1;
            span(start, Span::Kind::Field);
            return true;
        }
        // "http://x" and "10.0.0.1:80" are words; "foo:bar" may be meant as a field, and is told.
        if (looksLikeName && !(end + 1 < m_text.size() && m_text[end + 1] == QLatin1Char('/'))) {
            m_at = end + 1;
            problem(Problem::Kind::UnknownField, start, name);
            skipToTermEnd();
            span(start, Span::Kind::Problem);
            term.text = m_text.mid(start, m_at - start);
            term.folded = foldForSearch(term.text);
            m_data.terms.push_back(std::move(term));
            return false;
        }
        return true;
    }

    // ">10" after a field; true when there was an operator, whatever came of it.
    bool comparison(Term &term)
    {
        static const std::pair<const char *, Term::Kind> operators[] = {
            {">=", Term::Kind::GreaterOrEqual}, {"<=", Term::Kind::LessOrEqual}, {">", Term::Kind::Greater},
            {"<", Term::Kind::Less},            {"=", Term::Kind::NumberEquals},
        };
        const qsizetype start = m_at;
        const auto found = std::find_if(std::begin(operators), std::end(operators), [this](const auto &item) {
            return QStringView(m_text).mid(m_at).startsWith(QLatin1String(item.first));
        });
        if (found == std::end(operators))
            return false;
        m_at += qsizetype(qstrlen(found->first));
        span(start, Span::Kind::Operator);
        term.kind = found->second;
        const FilterField &of = m_fields[term.field];
        if (atTermEnd(m_at)) {
            problem(Problem::Kind::EmptyTerm, start, of.id);
            return true;
        }
        if (term.kind == Term::Kind::NumberEquals && !of.numeric) {
            term.kind = Term::Kind::Equals;
            if (value(term))
                m_data.terms.push_back(std::move(term));
            return true;
        }
        const qsizetype valueStart = m_at;
        skipToTermEnd();
        const QString text = m_text.mid(valueStart, m_at - valueStart);
        if (!of.numeric) {
            problem(Problem::Kind::FieldHasNoNumber, start, of.id);
            span(valueStart, Span::Kind::Problem);
            return true;
        }
        const std::optional<double> number = parseNumber(text);
        if (!number) {
            problem(Problem::Kind::NotANumber, valueStart, text);
            span(valueStart, Span::Kind::Problem);
            return true;
        }
        term.number = *number;
        span(valueStart, Span::Kind::Value);
        m_data.terms.push_back(std::move(term));
        return true;
    }

    bool value(Term &term)
    {
        if (peek() == QLatin1Char('"'))
            return quoted(term);
        if (peek() == QLatin1Char('/') && term.kind == Term::Kind::Contains) {
            const qsizetype closing = closingSlash();
            if (closing >= 0)
                return pattern(term, closing);
        }
        const qsizetype start = m_at;
        skipToTermEnd();
        span(start, Span::Kind::Value);
        return setText(term, m_text.mid(start, m_at - start));
    }

    bool quoted(Term &term)
    {
        const qsizetype start = m_at++;
        QString text;
        bool closed = false;
        while (m_at < m_text.size()) {
            const QChar c = m_text[m_at++];
            if (c == QLatin1Char('"')) {
                closed = true;
                break;
            }
            if (c == QLatin1Char('\\') && (peek() == QLatin1Char('"') || peek() == QLatin1Char('\\')))
                text.append(m_text[m_at++]);
            else
                text.append(c);
        }
        span(start, Span::Kind::Quoted);
        if (!closed)
            problem(Problem::Kind::OpenQuote, start);
        if (text.isEmpty() && term.kind != Term::Kind::Equals) {
            if (closed)
                problem(Problem::Kind::EmptyTerm, start);
            return false;
        }
        return setText(term, text);
    }

    // The end of a pattern: the first slash that is not escaped, when nothing but "c" follows it. Else it is a path.
    qsizetype closingSlash() const
    {
        for (qsizetype at = m_at + 1; at < m_text.size(); ++at) {
            if (m_text[at] == QLatin1Char('\\')) {
                ++at;
            } else if (m_text[at] == QLatin1Char('/')) {
                const bool flag = at + 1 < m_text.size() && m_text[at + 1] == QLatin1Char('c');
                return at > m_at + 1 && atTermEnd(at + (flag ? 2 : 1)) ? at : -1;
            }
        }
        return -1;
    }

    bool pattern(Term &term, qsizetype closing)
    {
        const qsizetype start = m_at;
        QString text = m_text.mid(start + 1, closing - start - 1);
        text.replace(QStringLiteral("\\/"), QStringLiteral("/"));
        m_at = closing + 1;
        term.caseMatters = peek() == QLatin1Char('c');
        if (term.caseMatters)
            ++m_at;
        if (text.size() > longestPattern) {
            problem(Problem::Kind::PatternTooLong, start);
            span(start, Span::Kind::Problem);
            return false;
        }
        // A pattern must not hang a worker: PCRE gives up on a cell after so many steps.
        term.pattern = QRegularExpression(QStringLiteral("(*LIMIT_MATCH=20000)(*LIMIT_DEPTH=2000)") + text,
                                          term.caseMatters ? QRegularExpression::NoPatternOption
                                                           : QRegularExpression::CaseInsensitiveOption);
        if (!term.pattern.isValid()) {
            problem(Problem::Kind::BadPattern, start, term.pattern.errorString());
            span(start, Span::Kind::Problem);
            return false;
        }
        term.pattern.optimize();
        term.kind = Term::Kind::Pattern;
        span(start, Span::Kind::Pattern);
        return true;
    }

    static bool setText(Term &term, const QString &text)
    {
        term.text = text;
        term.folded = foldForSearch(text);
        return true;
    }

    Data &m_data;
    const QString &m_text;
    const QList<FilterField> &m_fields;
    qsizetype m_at = 0;
};

FilterExpression::FilterExpression()
{
    static const auto empty = std::make_shared<const Data>();
    d = empty;
}

FilterExpression FilterExpression::parse(const QString &text, const QList<FilterField> &fields)
{
    auto data = std::make_shared<Data>();
    data->text = text;
    Parser(*data, fields).run();
    FilterExpression expression;
    expression.d = std::move(data);
    return expression;
}

const QString &FilterExpression::text() const
{
    return d->text;
}

bool FilterExpression::isEmpty() const
{
    return d->terms.empty();
}

const QList<FilterExpression::Problem> &FilterExpression::problems() const
{
    return d->problems;
}

const QList<FilterExpression::Span> &FilterExpression::spans() const
{
    return d->spans;
}

bool FilterExpression::matches(const FilterRow &row) const
{
    return std::all_of(d->terms.begin(), d->terms.end(), [&row](const Term &term) { return term.matches(row); });
}

TextSpans FilterExpression::found(const QString &cellText, int field) const
{
    TextSpans spans;
    for (const Term &term : d->terms) {
        if (term.negated || (term.field >= 0 && term.field != field))
            continue;
        if (term.kind == Term::Kind::Contains || term.kind == Term::Kind::Equals) {
            if (term.text.isEmpty())
                continue;
            qsizetype at = cellText.indexOf(term.text, 0, Qt::CaseInsensitive);
            while (at >= 0 && spans.size() < mostFoundInCell) {
                spans.append({int(at), int(term.text.size()), SpanStyle::Match});
                at = cellText.indexOf(term.text, at + term.text.size(), Qt::CaseInsensitive);
            }
        } else if (term.kind == Term::Kind::Pattern) {
            auto matches = term.pattern.globalMatch(cellText.left(longestSubject));
            while (matches.hasNext() && spans.size() < mostFoundInCell) {
                const QRegularExpressionMatch match = matches.next();
                if (match.capturedLength() > 0)
                    spans.append({int(match.capturedStart()), int(match.capturedLength()), SpanStyle::Match});
            }
        }
    }
    std::sort(spans.begin(), spans.end(), [](const TextSpan &a, const TextSpan &b) { return a.start < b.start; });
    TextSpans joined;
    for (const TextSpan &span : std::as_const(spans)) {
        if (!joined.isEmpty() && span.start <= joined.last().start + joined.last().length)
            joined.last().length = std::max(joined.last().length, span.start + span.length - joined.last().start);
        else
            joined.append(span);
    }
    return joined;
}

QString problemText(const FilterExpression::Problem &problem, const QList<FilterField> &fields)
{
    using Kind = FilterExpression::Problem::Kind;
    switch (problem.kind) {
    case Kind::UnknownField: {
        QStringList names;
        for (const FilterField &field : fields)
            names.append(field.id);
        return FilterTexts::tr("There is no column “%1”, so the text is looked for as it stands. Columns: %2")
            .arg(problem.argument, names.join(QStringLiteral(", ")));
    }
    case Kind::NotANumber:
        return FilterTexts::tr("“%1” is not a number").arg(problem.argument);
    case Kind::FieldHasNoNumber:
        return FilterTexts::tr("The column “%1” holds no numbers to compare").arg(problem.argument);
    case Kind::BadPattern:
        return FilterTexts::tr("The pattern cannot be used: %1").arg(problem.argument);
    case Kind::PatternTooLong:
        return FilterTexts::tr("The pattern is longer than %n character(s)", nullptr, longestPattern);
    case Kind::OpenQuote:
        return FilterTexts::tr("The closing quote is missing");
    case Kind::EmptyTerm:
        return FilterTexts::tr("Nothing to look for yet");
    }
    return {};
}

} // namespace mk
