// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/UrlPath.h"

namespace mk {

namespace {
// "." and ".." as whole segments are what servers and proxies resolve away.
QByteArray encodedSegment(const QString &text)
{
    if (text == QLatin1String(".") || text == QLatin1String(".."))
        return QByteArray("%2E").repeated(text.size());
    return UrlPath::encode(text);
}
} // namespace

UrlPath &UrlPath::segment(const QString &text)
{
    m_path += encodedSegment(text);
    return *this;
}

UrlPath &UrlPath::keepingSlashes(const QString &text)
{
    const QStringList pieces = text.split(QLatin1Char('/'));
    for (qsizetype i = 0; i < pieces.size(); ++i) {
        if (i > 0)
            m_path += '/';
        m_path += encodedSegment(pieces.at(i));
    }
    return *this;
}

UrlPath &UrlPath::literal(const char *text)
{
    m_path += text;
    return *this;
}

UrlPath &UrlPath::query(const char *name, const QString &value)
{
    flag(name);
    m_query += '=';
    m_query += encode(value);
    return *this;
}

UrlPath &UrlPath::flag(const char *name)
{
    if (!m_query.isEmpty())
        m_query += '&';
    m_query += name;
    return *this;
}

QByteArray UrlPath::encoded() const
{
    if (m_query.isEmpty())
        return m_path;
    return QByteArray(m_path + (m_path.contains('?') ? '&' : '?') + m_query);
}

QByteArray UrlPath::encode(const QString &text)
{
    return QUrl::toPercentEncoding(text);
}

QUrl UrlPath::join(const QUrl &base, const QByteArray &encodedPathAndQuery)
{
    QByteArray path = base.path(QUrl::FullyEncoded).toLatin1();
    while (path.endsWith('/'))
        path.chop(1);
    if (!encodedPathAndQuery.startsWith('/'))
        path += '/';
    const QByteArray origin =
        base.toEncoded(QUrl::RemovePath | QUrl::RemoveQuery | QUrl::RemoveFragment | QUrl::RemoveUserInfo);
    return QUrl::fromEncoded(QByteArray(origin + path + encodedPathAndQuery), QUrl::StrictMode);
}

} // namespace mk
