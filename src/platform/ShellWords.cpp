// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/ShellWords.h"

namespace mk {

namespace {

class Splitter
{
public:
    explicit Splitter(const QString &text)
        : m_text(text)
    {
    }

    Result<ShellWords> run()
    {
        while (m_at < m_text.size()) {
            const QChar now = m_text.at(m_at);
            if (now.isSpace()) {
                endWord();
                ++m_at;
            } else if (now == QLatin1Char('\\') || now == QLatin1Char('^')) {
                if (!escape(now))
                    take(now);
            } else if (now == QLatin1Char('\'')) {
                if (!single())
                    return open();
            } else if (now == QLatin1Char('"')) {
                if (!doubled())
                    return open();
            } else if (now == QLatin1Char('$') && next() == QLatin1Char('\'')) {
                ++m_at;
                if (!ansi())
                    return open();
            } else if (QStringLiteral("|;&<>").contains(now)) {
                break;
            } else {
                if (now == QLatin1Char('$') || now == QLatin1Char('`'))
                    noteVariable();
                take(now);
            }
        }
        endWord();
        return m_result;
    }

private:
    static Result<ShellWords> open() { return fail(Error::make(ErrorKind::Refused, QStringLiteral("request.quote"))); }
    QChar next(qsizetype by = 1) const { return m_at + by < m_text.size() ? m_text.at(m_at + by) : QChar(); }

    void take(QChar letter)
    {
        m_word += letter;
        m_inWord = true;
        ++m_at;
    }
    void endWord()
    {
        if (m_inWord)
            m_result.words.append(m_word);
        m_word.clear();
        m_inWord = false;
    }
    // False: the character is meant as it stands (a caret that ends no line).
    bool escape(QChar with)
    {
        qsizetype by = 1;
        if (next() == QLatin1Char('\r') && next(2) == QLatin1Char('\n'))
            by = 2;
        const QChar after = next(by);
        if (after == QLatin1Char('\n') || after == QChar(QChar::LineSeparator)) { // a line that goes on
            m_at += by + 1;
            return true;
        }
        if (with == QLatin1Char('^'))
            return false;
        ++m_at;
        if (m_at < m_text.size())
            take(m_text.at(m_at));
        return true;
    }
    bool single()
    {
        const qsizetype end = m_text.indexOf(QLatin1Char('\''), m_at + 1);
        if (end < 0)
            return false;
        m_word += m_text.mid(m_at + 1, end - m_at - 1);
        m_inWord = true;
        m_at = end + 1;
        return true;
    }
    bool doubled()
    {
        m_inWord = true;
        for (++m_at; m_at < m_text.size();) {
            const QChar now = m_text.at(m_at);
            if (now == QLatin1Char('"')) {
                ++m_at;
                return true;
            }
            if (now == QLatin1Char('\\') && next() == QLatin1Char('\n')) {
                m_at += 2;
                continue;
            }
            if (now == QLatin1Char('\\') && QStringLiteral("\"\\$`").contains(next()))
                ++m_at;
            else if (now == QLatin1Char('$') || now == QLatin1Char('`'))
                noteVariable();
            if (m_at < m_text.size())
                take(m_text.at(m_at));
        }
        return false;
    }
    // $'…' with the escapes of C.
    bool ansi()
    {
        m_inWord = true;
        for (++m_at; m_at < m_text.size();) {
            const QChar now = m_text.at(m_at);
            if (now == QLatin1Char('\'')) {
                ++m_at;
                return true;
            }
            if (now != QLatin1Char('\\')) {
                take(now);
                continue;
            }
            ++m_at;
            if (m_at >= m_text.size())
                return false;
            ansiEscape(m_text.at(m_at));
        }
        return false;
    }
    void ansiEscape(QChar letter)
    {
        ++m_at;
        switch (letter.unicode()) {
        case 'n':
            m_word += QLatin1Char('\n');
            return;
        case 't':
            m_word += QLatin1Char('\t');
            return;
        case 'r':
            m_word += QLatin1Char('\r');
            return;
        case 'x':
            hex(2);
            return;
        case 'u':
            hex(4);
            return;
        default:
            m_word += letter;
        }
    }
    void hex(qsizetype most)
    {
        constexpr int base = 16;
        qsizetype digits = 0;
        while (digits < most && m_at + digits < m_text.size() &&
               QStringLiteral("0123456789abcdefABCDEF").contains(m_text.at(m_at + digits)))
            ++digits;
        m_word += QChar(char16_t(m_text.mid(m_at, digits).toUShort(nullptr, base)));
        m_at += digits;
    }
    void noteVariable()
    {
        QString name;
        if (m_text.at(m_at) == QLatin1Char('`')) {
            name = QStringLiteral("`…`");
        } else if (next() == QLatin1Char('(')) {
            name = QStringLiteral("$(…)");
        } else if (next() == QLatin1Char('{')) {
            const qsizetype end = m_text.indexOf(QLatin1Char('}'), m_at);
            name = end < 0 ? QString() : m_text.mid(m_at, end - m_at + 1);
        } else {
            qsizetype end = m_at + 1;
            while (end < m_text.size() && (m_text.at(end).isLetterOrNumber() || m_text.at(end) == QLatin1Char('_')))
                ++end;
            name = end > m_at + 1 ? m_text.mid(m_at, end - m_at) : QString();
        }
        if (!name.isEmpty() && !m_result.variables.contains(name))
            m_result.variables.append(name);
    }

    QString m_text;
    qsizetype m_at = 0;
    QString m_word;
    bool m_inWord = false;
    ShellWords m_result;
};

} // namespace

Result<ShellWords> splitShellWords(const QString &text)
{
    return Splitter(text).run();
}

} // namespace mk
