// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/RequestTextParts.h"

#include <QSet>

#include <algorithm>

namespace mk::requesttext {

namespace {

// As curl does before it sends (RFC 3986, 5.2.4).
QByteArray withoutDots(const QByteArray &target)
{
    const qsizetype mark = target.indexOf('?');
    const QByteArray path = mark < 0 ? target : target.left(mark);
    const QByteArray query = mark < 0 ? QByteArray() : target.mid(mark);
    QList<QByteArray> kept;
    const QList<QByteArray> segments = path.mid(1).split('/');
    for (qsizetype i = 0; i < segments.size(); ++i) {
        const bool last = i + 1 == segments.size();
        if (segments.at(i) == "..") {
            if (!kept.isEmpty())
                kept.removeLast();
            if (last)
                kept.append(QByteArray());
        } else if (segments.at(i) == ".") {
            if (last)
                kept.append(QByteArray());
        } else {
            kept.append(segments.at(i));
        }
    }
    return '/' + kept.join('/') + query;
}

// Host is a member of its own.
void setHeader(RouteRequest *request, const QByteArray &name, const QByteArray &value)
{
    if (sameName(name, "Host"))
        request->host = value;
    else
        request->headers.emplace_back(name, value);
}

enum class Option {
    Flag,
    Ignored,
    Request,
    Header,
    Data,
    Form,
    Json,
    Head,
    Get,
    Upload,
    User,
    Cookie,
    Agent,
    Referer,
    Url,
    PathAsIs,
    Http10,
    Bearer,
    Location
};

struct Known
{
    const char *name;
    char letter; // 0: none
    Option option;
};

bool takesValue(Option option)
{
    return option != Option::Flag && option != Option::Head && option != Option::Get && option != Option::PathAsIs &&
           option != Option::Http10 && option != Option::Location;
}

const Known knownOptions[] = {
    {"request", 'X', Option::Request},
    {"header", 'H', Option::Header},
    {"data", 'd', Option::Data},
    {"data-raw", 0, Option::Data},
    {"data-ascii", 0, Option::Data},
    {"data-binary", 0, Option::Data},
    {"data-urlencode", 0, Option::Data},
    {"form", 'F', Option::Form},
    {"form-string", 0, Option::Form},
    {"json", 0, Option::Json},
    {"head", 'I', Option::Head},
    {"get", 'G', Option::Get},
    {"upload-file", 'T', Option::Upload},
    {"user", 'u', Option::User},
    {"cookie", 'b', Option::Cookie},
    {"user-agent", 'A', Option::Agent},
    {"referer", 'e', Option::Referer},
    {"url", 0, Option::Url},
    {"path-as-is", 0, Option::PathAsIs},
    {"http1.0", '0', Option::Http10},
    {"oauth2-bearer", 0, Option::Bearer},
    {"location", 'L', Option::Location},
    // How to connect, what to print: nothing that the gateway sees.
    {"silent", 's', Option::Flag},
    {"show-error", 'S', Option::Flag},
    {"verbose", 'v', Option::Flag},
    {"insecure", 'k', Option::Flag},
    {"include", 'i', Option::Flag},
    {"fail", 'f', Option::Flag},
    {"fail-with-body", 0, Option::Flag},
    {"compressed", 0, Option::Flag},
    {"globoff", 'g', Option::Flag},
    {"no-buffer", 'N', Option::Flag},
    {"http1.1", 0, Option::Flag},
    {"http2", 0, Option::Flag},
    {"ipv4", '4', Option::Flag},
    {"ipv6", '6', Option::Flag},
    {"progress-bar", '#', Option::Flag},
    {"no-progress-meter", 0, Option::Flag},
    {"remote-name", 'O', Option::Flag},
    {"tcp-nodelay", 0, Option::Flag},
    {"no-keepalive", 0, Option::Flag},
    {"disable", 'q', Option::Flag},
    {"output", 'o', Option::Ignored},
    {"write-out", 'w', Option::Ignored},
    {"max-time", 'm', Option::Ignored},
    {"connect-timeout", 0, Option::Ignored},
    {"resolve", 0, Option::Ignored},
    {"connect-to", 0, Option::Ignored},
    {"retry", 0, Option::Ignored},
    {"retry-delay", 0, Option::Ignored},
    {"cacert", 0, Option::Ignored},
    {"cert", 'E', Option::Ignored},
    {"key", 0, Option::Ignored},
    {"interface", 0, Option::Ignored},
    {"proxy", 'x', Option::Ignored},
    {"cookie-jar", 'c', Option::Ignored},
    {"dump-header", 'D', Option::Ignored},
    {"max-redirs", 0, Option::Ignored},
    {"limit-rate", 0, Option::Ignored},
    {"unix-socket", 0, Option::Ignored},
    {"dns-servers", 0, Option::Ignored},
};

class CurlLine
{
public:
    CurlLine(const QStringList &words, const QByteArray &defaultHost)
        : m_words(words)
        , m_defaultHost(defaultHost)
    {
    }

    Result<Parsed> run()
    {
        m_parsed.isCurl = true;
        for (m_at = 1; m_at < m_words.size() && !m_error; ++m_at) {
            const QString &word = m_words.at(m_at);
            if (m_noMoreOptions || !word.startsWith(QLatin1Char('-')) || word == QLatin1String("-"))
                m_addresses.append(word);
            else if (word == QLatin1String("--"))
                m_noMoreOptions = true;
            else if (word.startsWith(QLatin1String("--")))
                longOption(word);
            else
                shortOptions(word);
        }
        if (!m_error)
            finish();
        if (m_error)
            return fail(*m_error);
        return m_parsed;
    }

private:
    void longOption(const QString &word)
    {
        const QString name = word.mid(2);
        for (const Known &known : knownOptions) {
            if (name == QLatin1String(known.name)) {
                apply(known.option, takesValue(known.option) ? nextWord(word) : QString());
                return;
            }
        }
        m_parsed.unknown.append(word);
    }
    // "-sSXPOST": the first that takes a value has the rest, or the next word.
    void shortOptions(const QString &word)
    {
        for (qsizetype i = 1; i < word.size() && !m_error; ++i) {
            const char letter = word.at(i).toLatin1();
            const auto known = std::find_if(std::begin(knownOptions), std::end(knownOptions),
                                            [letter](const Known &one) { return letter && one.letter == letter; });
            const QString name = QLatin1Char('-') + word.mid(i, 1);
            if (known == std::end(knownOptions)) {
                m_parsed.unknown.append(name);
                return; // whether the rest is its value, nobody knows
            }
            if (takesValue(known->option)) {
                apply(known->option, i + 1 < word.size() ? word.mid(i + 1) : nextWord(name));
                return;
            }
            apply(known->option, {});
        }
    }
    QString nextWord(const QString &option)
    {
        if (m_at + 1 < m_words.size())
            return m_words.at(++m_at);
        m_error = refusal("request.option", "option", option);
        return {};
    }
    void apply(Option option, const QString &value)
    {
        switch (option) {
        case Option::Flag:
        case Option::Ignored:
            break;
        case Option::Request:
            m_method = value.toUtf8();
            break;
        case Option::Header:
            header(value);
            break;
        case Option::Data:
            m_data.append(value);
            break;
        case Option::Form:
            m_isForm = true;
            break;
        case Option::Json:
            m_data.append(value);
            m_isJson = true;
            break;
        case Option::Head:
            m_isHead = true;
            break;
        case Option::Get:
            m_isGet = true;
            break;
        case Option::Upload:
            m_isUpload = true;
            break;
        case Option::User:
            m_extra.emplace_back("Authorization", "Basic " + value.toUtf8().toBase64());
            break;
        case Option::Cookie:
            if (value.contains(QLatin1Char('='))) // else a file
                m_extra.emplace_back("Cookie", value.toUtf8());
            break;
        case Option::Agent:
            m_extra.emplace_back("User-Agent", value.toUtf8());
            break;
        case Option::Referer:
            m_extra.emplace_back("Referer", value.toUtf8());
            break;
        case Option::Url:
            m_addresses.append(value);
            break;
        case Option::PathAsIs:
            m_pathAsIs = true;
            break;
        case Option::Http10:
            m_parsed.request.http10 = true;
            break;
        case Option::Bearer:
            m_extra.emplace_back("Authorization", "Bearer " + value.toUtf8());
            break;
        case Option::Location:
            m_parsed.followsRedirects = true;
            break;
        }
    }
    // "Name: value"; "Name;" is an empty one, "Name:" takes one away that curl would send.
    void header(const QString &line)
    {
        const qsizetype colon = line.indexOf(QLatin1Char(':'));
        if (colon < 0 && line.endsWith(QLatin1Char(';'))) {
            m_headers.emplace_back(line.left(line.size() - 1).trimmed().toUtf8(), QByteArray());
            return;
        }
        const QByteArray name = line.left(colon).trimmed().toUtf8();
        if (colon < 0 || !isToken(name)) {
            m_error = refusal("request.header", "line", line);
            return;
        }
        const QByteArray value = line.mid(colon + 1).trimmed().toUtf8();
        if (value.isEmpty())
            m_removed.insert(name.toLower());
        else
            m_headers.emplace_back(name, value);
    }
    QByteArray method() const
    {
        if (!m_method.isEmpty())
            return m_method;
        if (m_isHead)
            return QByteArrayLiteral("HEAD");
        if (m_isUpload)
            return QByteArrayLiteral("PUT");
        return (!m_data.isEmpty() && !m_isGet) || m_isForm ? QByteArrayLiteral("POST") : QByteArrayLiteral("GET");
    }
    void finish()
    {
        // The value of an unknown option is no address.
        QStringList addresses = m_addresses;
        if (addresses.size() > 1 && !m_parsed.unknown.isEmpty()) {
            const QStringList whole = addresses.filter(QStringLiteral("://"));
            if (whole.size() == 1)
                addresses = whole;
        }
        if (addresses.isEmpty()) {
            m_error = refusal("request.no-address");
            return;
        }
        if (addresses.size() > 1) {
            m_error = refusal("request.many-addresses", "addresses", addresses);
            return;
        }
        RouteRequest &request = m_parsed.request;
        if (const Result<Done> taken = takeAddress(addresses.constFirst(), m_defaultHost, &request); !taken) {
            m_error = taken.error();
            return;
        }
        if (m_isGet && !m_data.isEmpty())
            request.target += (request.target.contains('?') ? '&' : '?') + encoded(m_data.join(QLatin1Char('&')));
        if (!m_pathAsIs)
            request.target = withoutDots(request.target);
        request.method = method();
        if (!isToken(request.method))
            m_error = refusal("request.method", "method", QString::fromUtf8(request.method));
        addHeaders(&request);
    }
    void addHeaders(RouteRequest *request)
    {
        const auto given = [this](const QByteArray &name) {
            return m_removed.contains(name.toLower()) ||
                   std::any_of(m_headers.cbegin(), m_headers.cend(),
                               [&name](const auto &one) { return sameName(one.first, name); });
        };
        Headers extra = std::exchange(request->headers, {}); // of the address: user and password
        extra.insert(extra.end(), m_extra.cbegin(), m_extra.cend());
        if (m_isJson) {
            extra.emplace_back("Content-Type", "application/json");
            extra.emplace_back("Accept", "application/json");
        } else if (!m_data.isEmpty() && !m_isGet) {
            extra.emplace_back("Content-Type", "application/x-www-form-urlencoded");
        }
        for (const auto &[name, value] : extra) {
            if (!given(name))
                request->headers.emplace_back(name, value);
        }
        for (const auto &[name, value] : m_headers)
            setHeader(request, name, value);
        if (m_removed.contains("host"))
            request->host.reset();
    }

    QStringList m_words;
    QByteArray m_defaultHost;
    Parsed m_parsed;
    std::optional<Error> m_error;
    qsizetype m_at = 0;
    bool m_noMoreOptions = false;
    QStringList m_addresses;
    QByteArray m_method;
    QStringList m_data;
    Headers m_headers;
    Headers m_extra; // of other options: a header of the same name beats them
    QSet<QByteArray> m_removed;
    bool m_isForm = false;
    bool m_isJson = false;
    bool m_isHead = false;
    bool m_isGet = false;
    bool m_isUpload = false;
    bool m_pathAsIs = false;
};

} // namespace

Result<Parsed> parseCurl(const QStringList &words, const QByteArray &defaultHost)
{
    return CurlLine(words, defaultHost).run();
}

} // namespace mk::requesttext
