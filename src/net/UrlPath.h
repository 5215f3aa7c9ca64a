// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QPair>
#include <QString>
#include <QUrl>

namespace mk {

// Builds the path and query of a request from pieces that are encoded one by one, so that '/', '%', '..', '+', '?', '#',
// spaces and any letters arrive as they were meant. QUrl's own setters decode or double-encode some of them.
class UrlPath
{
public:
    // A literal written by us, already encoded: "/v1/kv/".
    explicit UrlPath(const char *literal) : m_path(literal) {}
    // One segment, everything but unreserved characters escaped ('/' too). A whole segment "." or ".." is sent as "%2E".
    UrlPath &segment(const QString &text);
    // A name in which '/' separates and must stay (Consul keys); every other character as in segment().
    UrlPath &keepingSlashes(const QString &text);
    UrlPath &literal(const char *text);
    UrlPath &query(const char *name, const QString &value);
    UrlPath &flag(const char *name); // "?recurse"

    QByteArray encoded() const; // "/v1/kv/a%20b?cas=4"
    static QByteArray encode(const QString &text); // percent-encoding of all but A-Z a-z 0-9 - . _ ~

    // Base URL with a path of its own joined with an encoded path and query; nothing is decoded or normalised.
    static QUrl join(const QUrl &base, const QByteArray &encodedPathAndQuery);

private:
    QByteArray m_path;
    QByteArray m_query;
};

} // namespace mk
