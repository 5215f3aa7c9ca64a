// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/Redactor.h"

#include "core/Json.h"
#include "core/SafeText.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <functional>

namespace mk {

namespace {

using Json = nlohmann::ordered_json; // members stay in the order in which they were sent

constexpr qsizetype maxParsedBody = 1024 * 1024; // what is longer is told by its size
constexpr int maxJsonDepth = 100;
constexpr qsizetype minSecretLength = 4;

// "X-Consul-Token", "x_consul_token" and "xConsulToken" are one name.
QString normalised(const QString &name)
{
    QString out;
    out.reserve(name.size());
    for (const QChar character : name) {
        if (character.isLetterOrNumber())
            out += character.toLower();
    }
    return out;
}

bool isKnownSecretName(const QString &name)
{
    // Ends of names: "basic_auth_password", "AgentMasterToken", "plugin_client_secret".
    static const QStringList endings{
        QStringLiteral("password"),     QStringLiteral("passwd"),       QStringLiteral("passphrase"),
        QStringLiteral("passwordhash"), QStringLiteral("secret"),       QStringLiteral("token"),
        QStringLiteral("apikey"),       QStringLiteral("privatekey"),   QStringLiteral("secretkey"),
        QStringLiteral("secretid"),     QStringLiteral("encryptkey"),   QStringLiteral("accesskey"),
        QStringLiteral("provisionkey"), QStringLiteral("encryptionkey")};
    static const QSet<QString> names{
        QStringLiteral("pwd"),     QStringLiteral("authorization"), QStringLiteral("proxyauthorization"),
        QStringLiteral("cookie"),  QStringLiteral("setcookie"),     QStringLiteral("accessorid"),
        QStringLiteral("certkey"), QStringLiteral("erlangcookie"),  QStringLiteral("bearer")};
    // Paging marks and the like, which only sound like it.
    static const QSet<QString> harmless{QStringLiteral("groupnexttoken"), QStringLiteral("nexttoken"),
                                        QStringLiteral("continuetoken")};
    if (names.contains(name))
        return true;
    return !harmless.contains(name) &&
           std::any_of(endings.cbegin(), endings.cend(), [&name](const QString &end) { return name.endsWith(end); });
}

QString replaceEach(const QString &text, const QRegularExpression &expression,
                    const std::function<QString(const QRegularExpressionMatch &)> &replacement)
{
    QString out;
    qsizetype last = 0;
    auto matches = expression.globalMatch(text);
    while (matches.hasNext()) {
        const QRegularExpressionMatch match = matches.next();
        out += QStringView(text).mid(last, match.capturedStart() - last);
        out += replacement(match);
        last = match.capturedEnd();
    }
    if (last == 0)
        return text;
    out += QStringView(text).mid(last);
    return out;
}

bool isKeyValuePath(const QString &path)
{
    return path.contains(QLatin1String("/v1/kv/"));
}

bool isTransactionPath(const QString &path)
{
    return path.endsWith(QLatin1String("/v1/txn"));
}

// Kong's collections whose entities are credentials or private keys.
bool isCredentialPath(const QString &path)
{
    static const QRegularExpression expression(
        QStringLiteral(
            "/(?:key-auths?|key-auths-enc|key-auth-enc|basic-auths?|hmac-auths?|jwts?|jwt-signers|oauth2|oauth2_tokens|"
            "certificates|keys|key-sets)(?:/|$)"),
        QRegularExpression::CaseInsensitiveOption);
    return !isKeyValuePath(path) && expression.match(path).hasMatch();
}

// Path pieces that are secrets themselves: Kong finds a credential by its key, Consul's old ACLs by the token, RabbitMQ
// hashes a password given in the path.
QString withoutSecretPieces(const QString &text)
{
    static const QRegularExpression expression(
        QStringLiteral("(/(?:key-auths?|key-auths?-enc|oauth2_tokens|jwts|consumers/[^/\\s?#]+/jwt|"
                       "v1/acl/(?:info|destroy|clone)|api/auth/hash_password)/)([^/\\s?#\"'&]+)"),
        QRegularExpression::CaseInsensitiveOption);
    return replaceEach(text, expression, [&text](const QRegularExpressionMatch &match) {
        // A Consul key may be named like that.
        qsizetype start = match.capturedStart();
        while (start > 0 && !text.at(start - 1).isSpace())
            --start;
        const QString before = text.mid(start, match.capturedStart() - start);
        if (before.contains(QLatin1String("/v1/kv")))
            return match.captured(0);
        return QString(match.captured(1) + Redactor::mask());
    });
}

// Bytes of a longer text shift a value within base64; what is the same in all surroundings is found all the same.
QStringList base64Spellings(const QByteArray &value)
{
    QStringList spellings;
    for (const QByteArray::Base64Options options : {QByteArray::Base64Options(QByteArray::Base64Encoding),
                                                    QByteArray::Base64Options(QByteArray::Base64UrlEncoding)}) {
        spellings << QString::fromLatin1(value.toBase64(options | QByteArray::OmitTrailingEquals));
        if (value.size() < 8)
            continue;
        for (int shift = 0; shift < 3; ++shift) {
            const QByteArray shifted = QByteArray(shift, 'x') + value;
            const QByteArray encoded = shifted.toBase64(options | QByteArray::OmitTrailingEquals);
            const qsizetype from = shift == 0 ? 0 : shift + 1;
            const qsizetype wholeDigits = (shifted.size() * 8) / 6; // the last one may carry bits of what follows
            spellings << QString::fromLatin1(encoded.mid(from, wholeDigits - from));
        }
    }
    return spellings;
}

int jsonDepth(const QByteArray &text)
{
    int depth = 0;
    int deepest = 0;
    bool isInString = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char character = text.at(i);
        if (isInString) {
            if (character == '\\')
                ++i;
            else if (character == '"')
                isInString = false;
        } else if (character == '"') {
            isInString = true;
        } else if (character == '{' || character == '[') {
            deepest = std::max(deepest, ++depth);
        } else if (character == '}' || character == ']') {
            --depth;
        }
    }
    return deepest;
}

QByteArray sizeOnly(const QByteArray &body)
{
    return '<' + QByteArray::number(body.size()) + " bytes>";
}

} // namespace

// Walks a JSON document and masks in place.
class JsonRedaction
{
public:
    JsonRedaction(const Redactor &redactor, Redactor::KeyIs keyIs)
        : m_redactor(redactor)
        , m_keyIs(keyIs)
    {
    }

    // True when something was masked.
    bool apply(Json &value) const
    {
        bool isChanged = false;
        if (value.is_array()) {
            for (Json &element : value)
                isChanged = apply(element) || isChanged;
        } else if (value.is_object()) {
            const bool isPair = isKeyValuePair(value);
            const Redactor::KeyIs keyIs = isCredential(value) ? Redactor::KeyIs::Secret : m_keyIs;
            for (auto &[name, member] : value.items()) {
                const QString memberName = QString::fromStdString(name);
                if ((isPair && name == "Value") || m_redactor.isSecretField(memberName, keyIs))
                    isChanged = maskWhole(member) || isChanged;
                else
                    isChanged = apply(member) || isChanged;
            }
        } else if (value.is_string()) {
            const QString before = QString::fromStdString(value.get_ref<const std::string &>());
            const QString after = m_redactor.withoutNamedSecrets(m_redactor.withoutKnownSecrets(before), m_keyIs);
            isChanged = after != before;
            if (isChanged)
                value = after.toStdString();
        }
        return isChanged;
    }

private:
    // Yes and no and nothing tell no secret ("reuse_refresh_token": false).
    static bool maskWhole(Json &value)
    {
        if (value.is_null() || value.is_boolean() ||
            (value.is_string() && value.get_ref<const std::string &>().empty()))
            return false;
        value = Redactor::mask().toStdString();
        return true;
    }

    // A pair of Consul's key/value store, in a listing or in a transaction.
    static bool isKeyValuePair(const Json &object) { return object.contains("Key") && object.contains("Value"); }

    // A credential of Kong, or a certificate with its private key, by what stands beside "key".
    static bool isCredential(const Json &object)
    {
        if (!object.contains("key"))
            return false;
        static constexpr std::array marks{"consumer", "consumer_id", "cert", "algorithm", "rsa_public_key", "secret"};
        return object.size() == 1 ||
               std::any_of(marks.begin(), marks.end(), [&object](const char *mark) { return object.contains(mark); });
    }

    const Redactor &m_redactor;
    Redactor::KeyIs m_keyIs;
};

QString Redactor::mask()
{
    return QString(3, QChar(0x2022));
}

void Redactor::addSecret(const QString &value)
{
    if (value.size() < minSecretLength)
        return;
    const QByteArray utf8 = value.toUtf8();
    const QByteArray percent = QUrl::toPercentEncoding(value);
    QByteArray form = percent;
    form.replace("%20", "+");
    QByteArray lowerPercent = percent;
    for (qsizetype i = 0; i + 2 < lowerPercent.size(); ++i) {
        if (lowerPercent.at(i) == '%') {
            lowerPercent[i + 1] = char(std::tolower(lowerPercent.at(i + 1)));
            lowerPercent[i + 2] = char(std::tolower(lowerPercent.at(i + 2)));
        }
    }
    const auto jsonSpelling = [&utf8](bool asciiOnly) {
        const std::string quoted = Json(utf8.toStdString()).dump(-1, ' ', asciiOnly, Json::error_handler_t::replace);
        return QString::fromStdString(quoted.substr(1, quoted.size() - 2));
    };
    // As QUrl spells it, which leaves more characters alone.
    QUrl asQuery;
    asQuery.setQuery(QString::fromLatin1(percent), QUrl::StrictMode);
    QStringList spellings{value,
                          QString::fromLatin1(percent),
                          QString::fromLatin1(form),
                          QString::fromLatin1(lowerPercent),
                          asQuery.query(QUrl::PrettyDecoded),
                          jsonSpelling(false),
                          jsonSpelling(true)};
    spellings << base64Spellings(utf8);
    for (const QString &spelling : std::as_const(spellings)) {
        if (spelling.size() >= minSecretLength && !m_secrets.contains(spelling))
            m_secrets << spelling;
    }
    std::stable_sort(m_secrets.begin(), m_secrets.end(),
                     [](const QString &left, const QString &right) { return left.size() > right.size(); });
}

void Redactor::addSecretName(const QString &name)
{
    m_ownNames.insert(normalised(name));
}

void Redactor::clearSecrets()
{
    m_secrets.clear();
}

bool Redactor::isSecretName(const QString &name) const
{
    return isSecretField(name, KeyIs::Ordinary);
}

bool Redactor::isSecretField(const QString &name, KeyIs keyIs) const
{
    const QString plain = normalised(name);
    return (keyIs == KeyIs::Secret && plain == QLatin1String("key")) || m_ownNames.contains(plain) ||
           isKnownSecretName(plain);
}

QString Redactor::withoutKnownSecrets(const QString &value) const
{
    QString out = value;
    for (const QString &secret : m_secrets)
        out.replace(secret, mask());
    return out;
}

QString Redactor::withoutNamedSecrets(const QString &value, KeyIs keyIs) const
{
    static const QRegularExpression privateKey(
        QStringLiteral("-----BEGIN ([A-Z0-9 ]*PRIVATE KEY)-----.*?(?:-----END [A-Z0-9 ]*PRIVATE KEY-----|\\z)"),
        QRegularExpression::DotMatchesEverythingOption);
    // A password may hold anything but white space; a port number may not be taken for one.
    static const QRegularExpression userInfo(
        QStringLiteral("([A-Za-z][A-Za-z0-9+.-]*://[^\\s/?#@:\"'<>]*:)(?!\\d+[/?#])(?:(?!://)[^\\s\"'<>])*@"));
    static const QRegularExpression authorization(
        QStringLiteral("(authorization\\s*:\\s*(?:[A-Za-z]+\\s+)?)[^\\s\"',]+"),
        QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression scheme(QStringLiteral("\\b(Bearer|Basic)\\s+(?=\\S*[0-9=])[A-Za-z0-9._~+/=-]{12,}"),
                                           QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression header(
        QStringLiteral("\\b(X-[A-Za-z0-9-]+|Kong-Admin-Token|apikey|Cookie|Set-Cookie)(\\s*:\\s*)([^\\s\"']+)"),
        QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression member(
        QStringLiteral("\"([^\"\\\\\\n]{1,64})\"(\\s*:\\s*)\"((?:[^\"\\\\]|\\\\.)+)"));
    static const QRegularExpression assignment(
        QStringLiteral("([A-Za-z][A-Za-z0-9_.-]{0,63})=(\"[^\"]*\"|'[^']*'|[^&\\s\"'<>]+)"));

    QString out = value;
    out = replaceEach(out, privateKey, [](const QRegularExpressionMatch &match) {
        return QString(QStringLiteral("-----BEGIN ") + match.captured(1) + QStringLiteral("----- ") + mask());
    });
    out = replaceEach(out, userInfo, [](const QRegularExpressionMatch &match) {
        return QString(match.captured(1) + mask() + QLatin1Char('@'));
    });
    out = replaceEach(out, authorization,
                      [](const QRegularExpressionMatch &match) { return QString(match.captured(1) + mask()); });
    out = replaceEach(out, scheme, [](const QRegularExpressionMatch &match) {
        return QString(match.captured(1) + QLatin1Char(' ') + mask());
    });
    out = replaceEach(out, header, [this](const QRegularExpressionMatch &match) {
        return isSecretName(match.captured(1)) ? QString(match.captured(1) + match.captured(2) + mask())
                                               : match.captured(0);
    });
    out = replaceEach(out, member, [this, keyIs](const QRegularExpressionMatch &match) {
        if (!isSecretField(match.captured(1), keyIs))
            return match.captured(0);
        return QString(QLatin1Char('"') + match.captured(1) + QLatin1Char('"') + match.captured(2) + QLatin1Char('"') +
                       mask());
    });
    out = replaceEach(out, assignment, [this, keyIs](const QRegularExpressionMatch &match) {
        return isSecretField(match.captured(1), keyIs) ? QString(match.captured(1) + QLatin1Char('=') + mask())
                                                       : match.captured(0);
    });
    return withoutSecretPieces(out);
}

QString Redactor::text(const QString &value) const
{
    return withoutNamedSecrets(withoutKnownSecrets(value), KeyIs::Ordinary);
}

QByteArray Redactor::bytes(const QByteArray &value) const
{
    if (const std::optional<QString> readable = asText(value))
        return text(*readable).toUtf8();
    QByteArray out = value;
    for (const QString &secret : m_secrets)
        out.replace(secret.toUtf8(), mask().toUtf8());
    return out;
}

QByteArray Redactor::headerValue(const QByteArray &name, const QByteArray &value) const
{
    const QString headerName = QString::fromLatin1(name);
    if (!isSecretName(headerName))
        return bytes(value);
    // The scheme tells how the call was authorised without telling the secret.
    static const QRegularExpression scheme(QStringLiteral("^(Basic|Bearer|Digest|Negotiate|NTLM)\\s"),
                                           QRegularExpression::CaseInsensitiveOption);
    const QRegularExpressionMatch match = scheme.match(QString::fromLatin1(value));
    if (match.hasMatch() && normalised(headerName).endsWith(QLatin1String("authorization")))
        return QString(match.captured(1) + QLatin1Char(' ') + mask()).toUtf8();
    return mask().toUtf8();
}

QString Redactor::query(const QString &encoded, KeyIs keyIs) const
{
    QStringList items = encoded.split(QLatin1Char('&'));
    for (QString &item : items) {
        const qsizetype equals = item.indexOf(QLatin1Char('='));
        if (equals < 0)
            continue;
        const QString name = QUrl::fromPercentEncoding(item.left(equals).toUtf8());
        if (isSecretField(name, keyIs))
            item = item.left(equals + 1) + mask();
        else
            item = withoutKnownSecrets(item);
    }
    return items.join(QLatin1Char('&'));
}

QString Redactor::pathAndQuery(const QByteArray &encoded) const
{
    const QString whole = QString::fromUtf8(encoded);
    const qsizetype mark = whole.indexOf(QLatin1Char('?'));
    const QString path = mark < 0 ? whole : whole.left(mark);
    // Names of collections may be escaped; what they are is told by what the server will decode.
    QString shown = withoutSecretPieces(withoutKnownSecrets(path));
    const QString decoded = QUrl::fromPercentEncoding(path.toUtf8());
    if (shown == path && decoded != path && withoutSecretPieces(decoded) != decoded && !isKeyValuePath(path))
        shown = withoutSecretPieces(withoutKnownSecrets(decoded));
    if (mark < 0)
        return shown;
    const KeyIs keyIs = isCredentialPath(decoded) ? KeyIs::Secret : KeyIs::Ordinary;
    return shown + QLatin1Char('?') + query(whole.mid(mark + 1), keyIs);
}

QString Redactor::url(const QUrl &url) const
{
    QString out = url.scheme();
    if (!out.isEmpty())
        out += QStringLiteral("://");
    QUrl authority = url;
    authority.setUserInfo({});
    out += authority.authority(QUrl::FullyEncoded);
    QByteArray rest = url.path(QUrl::FullyEncoded).toUtf8();
    if (url.hasQuery())
        rest += '?' + url.query(QUrl::FullyEncoded).toUtf8();
    return out + pathAndQuery(rest);
}

QByteArray Redactor::body(const QByteArray &body, const QByteArray &contentType, const QByteArray &encodedPath) const
{
    if (body.isEmpty())
        return {};
    const QString path = QUrl::fromPercentEncoding(encodedPath.split('?').constFirst());
    const KeyIs keyIs = isCredentialPath(path) ? KeyIs::Secret : KeyIs::Ordinary;
    const QByteArray trimmed = body.trimmed();
    const bool looksLikeJson = trimmed.startsWith('{') || trimmed.startsWith('[');

    if (body.size() > maxParsedBody)
        return sizeOnly(body);
    if (isKeyValuePath(path) && !contentType.contains("json"))
        return sizeOnly(body); // the value of a key
    const std::optional<QString> readable = asText(body);
    if (!readable)
        return sizeOnly(body);

    if (looksLikeJson) {
        Json document = jsonDepth(body) <= maxJsonDepth ? Json::parse(body.cbegin(), body.cend(), nullptr, false)
                                                        : Json(Json::value_t::discarded);
        if (!document.is_discarded()) {
            if (JsonRedaction(*this, keyIs).apply(document))
                return QByteArray::fromStdString(document.dump(-1, ' ', false, Json::error_handler_t::replace));
            // It keeps its spelling. The text is looked through all the same: of members with one name only the last
            // one got into the document.
            return withoutNamedSecrets(withoutKnownSecrets(*readable), keyIs).toUtf8();
        }
        // Half a transaction would show the values of keys.
        if (isTransactionPath(path) || isKeyValuePath(path))
            return sizeOnly(body);
    }
    if (contentType.contains("x-www-form-urlencoded"))
        return query(*readable, keyIs).toUtf8();
    return withoutNamedSecrets(withoutKnownSecrets(*readable), keyIs).toUtf8();
}

} // namespace mk
