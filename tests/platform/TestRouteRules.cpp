// SPDX-License-Identifier: GPL-3.0-or-later
// Single rules of Kong's routers, each case derived from the source of that version: kong/router.lua,
// kong/api_router.lua, kong/router/traditional.lua, kong/router/transform.lua, kong/runloop/handler.lua.
#include "core/Json.h"
#include "platform/MatchFile.h"
#include "support/TestMain.h"

#include <QUuid>

#include <algorithm>

using namespace mk;

namespace {

using Json = nlohmann::ordered_json;

// JSON is easier to read here with single quotes.
std::string quoted(const char *text)
{
    std::string json = text;
    std::replace(json.begin(), json.end(), '\'', '"');
    return json;
}

QByteArray bytes(const char *text)
{
    return QByteArray::fromStdString(quoted(text));
}

// A Kong of that version with these routes: JSON objects whose "name" is also their id, on one service.
class Kong
{
public:
    explicit Kong(const char *version, const char *flavor = "")
    {
        m_document["kong"] = version;
        if (*flavor)
            m_document["router_flavor"] = flavor;
        m_document["proxy_port"] = 8000;
        m_document["apis"] = Json::array();
        m_document["routes"] = Json::array();
        service("s", "{}");
    }

    Kong &service(const char *name, const char *members)
    {
        Json row = Json::parse(quoted(members));
        row["id"] = name;
        row["name"] = name;
        for (const auto &[key, value] : {std::pair("protocol", Json("http")), std::pair("host", Json("up.example")),
                                         std::pair("port", Json(80))}) {
            if (!row.contains(key))
                row[key] = value;
        }
        m_document["services"].push_back(row);
        return *this;
    }

    Kong &route(const char *name, const char *members)
    {
        Json row = Json::parse(quoted(members));
        row["id"] = name;
        row["name"] = name;
        for (const auto &[key, value] :
             {std::pair("protocols", Json({"http", "https"})), std::pair("created_at", Json(m_created))}) {
            if (!row.contains(key))
                row[key] = value;
        }
        if (!row.contains("service"))
            row["service"] = {{"id", "s"}};
        m_document["routes"].push_back(row);
        return *this;
    }

    Kong &api(const char *name, const char *members)
    {
        Json row = Json::parse(quoted(members));
        row["id"] = name;
        row["name"] = name;
        for (const auto &[key, value] :
             {std::pair("upstream_url", Json("http://up.example")), std::pair("created_at", Json(m_created * 1000))}) {
            if (!row.contains(key))
                row[key] = value;
        }
        m_document["apis"].push_back(row);
        return *this;
    }

    Kong &later()
    {
        ++m_created;
        return *this;
    }

    RouteMatcher matcher() const
    {
        const Result<RouterTables> tables = readRouterTables(QByteArray::fromStdString(m_document.dump()));
        return RouteMatcher(tables ? *tables : RouterTables());
    }

    RouteAnswer ask(const RouteRequest &request) const { return matcher().match(request); }

private:
    Json m_document = Json::object();
    int m_created = 1000;
};

RouteRequest get(const char *target, const char *host = "any.example")
{
    RouteRequest request;
    request.target = target;
    request.host = host;
    return request;
}

RouteRequest with(RouteRequest request, const char *header, const char *value)
{
    request.headers.emplace_back(header, value);
    return request;
}

RouteRequest by(const char *method, RouteRequest request)
{
    request.method = method;
    return request;
}

// "name uri", "404", ...: what an answer comes to.
QByteArray told(const RouteAnswer &answer)
{
    if (answer.unknown != RouteUnknown::No)
        return "unknown";
    QByteArray text = answer.name.toUtf8();
    if (answer.status)
        text += (text.isEmpty() ? "" : " ") + QByteArray::number(*answer.status);
    if (answer.upstreamUri)
        text += ' ' + *answer.upstreamUri;
    return text;
}

RouteRule ruleOf(const RouteExplanation &explanation, const char *name)
{
    for (const RouteVerdict &verdict : explanation.verdicts) {
        if (verdict.name == QLatin1String(name))
            return verdict.rule;
    }
    return RouteRule::Wins;
}

constexpr const char *kTraditional = "traditional";

} // namespace

class TestRouteRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // Kong 0.14

    void oldExactPathBeatsRegexBeatsPrefix()
    {
        Kong kong("0.14.1");
        kong.api("prefix", "{'uris':['/a/b/c']}")
            .api("regex", "{'uris':['/a/.*']}")
            .api("exact", "{'uris':['/a/b/c/d']}");
        QCOMPARE(told(kong.ask(get("/a/b/c"))), QByteArray("prefix /"));
        QCOMPARE(told(kong.ask(get("/a/b/c/d"))), QByteArray("exact /"));
        QCOMPARE(told(kong.ask(get("/a/b/c/x"))), QByteArray("regex /"));
        QCOMPARE(ruleOf(kong.matcher().explain(get("/a/b/c/d")), "regex"), RouteRule::ExactPath);
        QCOMPARE(ruleOf(kong.matcher().explain(get("/a/b/c/x")), "prefix"), RouteRule::RegexPath);
        kong.api("short", "{'uris':['/a/b']}");
        QCOMPARE(ruleOf(kong.matcher().explain(get("/a/b/c")), "short"), RouteRule::ExactPath);
        Kong prefixes("0.14.1");
        prefixes.api("short", "{'uris':['/a']}").api("long", "{'uris':['/a/b']}");
        QCOMPARE(ruleOf(prefixes.matcher().explain(get("/a/b/c")), "short"), RouteRule::LongerPath);
    }
    void oldPathsAreNotNormalised()
    {
        Kong kong("0.14.1");
        kong.api("a", "{'uris':['/a']}");
        QCOMPARE(told(kong.ask(get("/a//b"))), QByteArray("a //b"));
        QCOMPARE(told(kong.ask(get("/%61"))), QByteArray("404"));
        QCOMPARE(told(kong.ask(get("/a/../b"))), QByteArray("a 400")); // "/../b" is what the upstream would get
    }
    void oldStripsRegexes()
    {
        Kong kong("0.14.1");
        kong.api("r", "{'uris':['/u/(\\\\d+)']}");
        QCOMPARE(told(kong.ask(get("/u/7/x"))), QByteArray("r /x"));
        QCOMPARE(told(kong.ask(get("/u/7//x"))), QByteArray("r //x"));
        QCOMPARE(told(kong.ask(get("/u/7x"))), QByteArray("r /x"));
        Kong other("0.14.1");
        other.api("r", "{'uris':['/a|/b+']}"); // the group behind belongs to the second alternative alone
        QCOMPARE(told(other.ask(get("/a/x"))), QByteArray("r /a/x"));
        QCOMPARE(told(other.ask(get("/bb/x"))), QByteArray("r /x"));
    }
    void oldJoinsUpstreamPaths_data()
    {
        QTest::addColumn<QByteArray>("url");
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QByteArray>("uri");
        const auto row = [](const char *url, const char *target, const char *uri) {
            QTest::addRow("%s %s", url, target) << QByteArray(url) << QByteArray(target) << QByteArray(uri);
        };
        row("http://u", "/a", "/");
        row("http://u/", "/a/", "/");
        row("http://u/p", "/a", "/p");
        row("http://u/p", "/a/", "/p/");
        row("http://u/p", "/a/x", "/p/x");
        row("http://u/p", "/ax", "/p/x");
        row("http://u/p/", "/a", "/p");
        row("http://u/p/", "/a/", "/p/");
        row("http://u/p/", "/a/x", "/p/x");
        row("http://u:81/p?x=1#f", "/a/x?q", "/p/x?q");
        row("http://u/p", "/a?", "/p?");
    }
    void oldJoinsUpstreamPaths()
    {
        QFETCH(const QByteArray, url);
        QFETCH(const QByteArray, target);
        QFETCH(const QByteArray, uri);
        Kong kong("0.14.1");
        kong.api("a", QByteArray("{'uris':['/a'],'upstream_url':'" + url + "'}").constData());
        QCOMPARE(told(kong.ask(get(target.constData()))), QByteArray("a " + uri));
    }
    void oldHostsTakeOneAnother()
    {
        Kong kong("0.14.1");
        kong.api("wide", "{'hosts':['*.example']}")
            .later()
            .api("narrow", "{'hosts':['*.a.example'],'methods':['GET']}");
        // The first pattern that fits is the only one that counts, and it is not that of the stronger row.
        QCOMPARE(told(kong.ask(get("/", "x.a.example"))), QByteArray("wide /"));
        QCOMPARE(ruleOf(kong.matcher().explain(get("/", "x.a.example")), "narrow"), RouteRule::HostTakenByOther);
        kong.later().api("plain", "{'hosts':['x.a.example']}");
        QCOMPARE(told(kong.ask(get("/", "x.a.example:99"))), QByteArray("plain /"));
    }
    void oldRoutesBeatApis()
    {
        Kong kong("0.14.1");
        kong.api("api", "{'hosts':['h.example'],'uris':['/a'],'methods':['GET']}")
            .route("route", "{'methods':['GET'],'strip_path':true}");
        QCOMPARE(told(kong.ask(get("/a", "h.example"))), QByteArray("route /a"));
        QCOMPARE(ruleOf(kong.matcher().explain(get("/a", "h.example")), "api"), RouteRule::RouteBeforeApi);
        QCOMPARE(told(kong.ask(by("PUT", get("/a", "h.example")))), QByteArray("404"));
    }
    void oldTiesAreNamed()
    {
        Kong kong("0.14.1");
        kong.api("one", "{'uris':['/a']}").api("two", "{'uris':['/a']}").later().api("three", "{'uris':['/a']}");
        const RouteExplanation explained = kong.matcher().explain(get("/a"));
        QCOMPARE(explained.answer.equalIds.size(), 1);
        QCOMPARE(ruleOf(explained, "three"), RouteRule::Older);
    }
    void oldHttpsOnly()
    {
        Kong kong("0.14.1");
        kong.api("only", "{'uris':['/o'],'https_only':true}")
            .api("ends", "{'uris':['/e'],'https_only':true,'http_if_terminated':true}");
        QCOMPARE(told(kong.ask(get("/o"))), QByteArray("only 426"));
        RouteRequest forwarded = with(get("/e"), "X-Forwarded-Proto", "HTTPS");
        QCOMPARE(told(kong.ask(forwarded)), QByteArray("ends 426"));
        forwarded.trusted = true;
        QCOMPARE(told(kong.ask(forwarded)), QByteArray("ends /"));
        RouteRequest secure = get("/o");
        secure.scheme = "https";
        QCOMPARE(told(kong.ask(secure)), QByteArray("only /"));
    }
    void oldEntityWithoutRulesBreaksAll()
    {
        Kong kong("0.14.1");
        kong.api("a", "{'uris':['/a']}").api("b", "{'name':'b'}");
        QCOMPARE(told(kong.ask(get("/a"))), QByteArray("500"));
        Kong empty("0.14.1");
        empty.api("a", "{'uris':['/a']}").api("b", "{'uris':{}}"); // an empty list is a rule, one that nothing meets
        QCOMPARE(told(empty.ask(get("/a"))), QByteArray("a /"));
    }

    // Kong 2.8 and 3.9 traditional

    void pathsAreNormalised_data()
    {
        QTest::addColumn<QByteArray>("version");
        QTest::newRow("2.8.5") << QByteArray("2.8.5");
        QTest::newRow("3.9.1") << QByteArray("3.9.1");
    }
    void pathsAreNormalised()
    {
        QFETCH(const QByteArray, version);
        Kong kong(version.constData(), kTraditional);
        kong.route("a", "{'paths':['/a']}").route("b", "{'paths':['/a/b']}");
        QCOMPARE(told(kong.ask(get("/a//b"))), QByteArray("b /"));
        QCOMPARE(told(kong.ask(get("/x/../%61/./c"))), QByteArray("a /c"));
        QCOMPARE(told(kong.ask(get("/a/%2e%2e/a%2Fb"))), QByteArray("a /%2Fb"));
        QCOMPARE(told(kong.ask(get("/a./x"))), QByteArray("a /x")); // "./" in front of what is left is dropped
        QCOMPARE(told(kong.ask(get("/a.x"))), QByteArray("a /.x"));
        QCOMPARE(told(kong.ask(get("/../a"))), QByteArray("400"));
    }
    void twoEncodesNothing()
    {
        Kong two("2.8.5");
        two.route("t", "{'paths':['/t%20t'],'strip_path':false}");
        QCOMPARE(told(two.ask(get("/t%20t"))), QByteArray("t 400")); // a raw blank: no upstream takes it
        Kong three("3.9.1", kTraditional);
        three.route("t", "{'paths':['/t t'],'strip_path':false}");
        QCOMPARE(told(three.ask(get("/t%20t/%e4"))), QByteArray("t /t%20t/%E4"));
    }
    void twoKnowsRegexesByTheirCharacters()
    {
        Kong kong("2.8.5");
        kong.route("regex", "{'paths':['/u/\\\\d+']}")
            .route("plain", "{'paths':['/u/1']}")
            .route("decoded", "{'paths':['/caf%C3%A9/(x)']}");
        QCOMPARE(told(kong.ask(get("/u/1/x"))), QByteArray("regex /x"));
        QCOMPARE(told(kong.ask(get("/caf%c3%a9/x/y"))), QByteArray("decoded /y"));
    }
    void alternativesAreNotStripped()
    {
        Kong kong("3.9.1", kTraditional);
        kong.route("r", "{'paths':['~/a|/b']}");
        QCOMPARE(told(kong.ask(get("/a/x"))), QByteArray("r /a/x"));
        QCOMPARE(told(kong.ask(get("/b/x"))), QByteArray("r /x"));
    }
    void attributesFirst()
    {
        Kong kong("3.9.1", kTraditional);
        kong.route("path", "{'paths':['~/a/b/c']}")
            .route("host", "{'hosts':['h.example']}")
            .route("two", "{'hosts':['*.example'],'methods':['GET']}");
        QCOMPARE(told(kong.ask(get("/a/b/c", "h.example"))), QByteArray("two /a/b/c"));
        QCOMPARE(told(kong.ask(by("PUT", get("/a/b/c", "h.example")))), QByteArray("host /a/b/c"));
        const RouteExplanation explained = kong.matcher().explain(by("PUT", get("/a/b/c", "h.example")));
        QCOMPARE(ruleOf(explained, "path"), RouteRule::StrongerAttributes);
        QCOMPARE(ruleOf(explained, "two"), RouteRule::Method);
        QCOMPARE(ruleOf(kong.matcher().explain(get("/a/b/c", "h.example")), "host"), RouteRule::MoreAttributes);
    }
    void hostsByKind()
    {
        Kong kong("3.9.1", kTraditional);
        kong.route("plain", "{'hosts':['a.h.example']}")
            .route("wild", "{'hosts':['*.h.example']}")
            .route("port", "{'hosts':['*.h.example:8000']}");
        QCOMPARE(told(kong.ask(get("/", "a.h.example:8000"))), QByteArray("port /"));
        QCOMPARE(told(kong.ask(get("/", "a.h.example:1"))), QByteArray("plain /"));
        QCOMPARE(told(kong.ask(get("/", "b.h.example:1"))), QByteArray("wild /"));
        QCOMPARE(told(kong.ask(get("/", ".h.example"))), QByteArray("404"));
        QCOMPARE(told(kong.ask(get("/", "A.h.example"))), QByteArray("wild /"));
        Kong ports("3.9.1", kTraditional);
        ports.route("eighty", "{'hosts':['h.example:80']}");
        QCOMPARE(told(ports.ask(get("/", "h.example"))),
                 QByteArray("404")); // the category is found by the scheme's port, the row is not
        QCOMPARE(told(ports.ask(get("/", "h.example:80"))), QByteArray("eighty /"));
    }
    void headersByCount()
    {
        Kong kong("3.9.1", kTraditional);
        kong.route("one", "{'headers':{'x-a':['1']}}").route("two", "{'headers':{'x-a':['1'],'x-b':['2','3']}}");
        QCOMPARE(told(kong.ask(with(get("/"), "X-A", "1"))), QByteArray("one /"));
        QCOMPARE(told(kong.ask(with(with(get("/"), "x-A", "1"), "X-B", "3"))), QByteArray("two /"));
        QCOMPARE(ruleOf(kong.matcher().explain(with(with(get("/"), "x-A", "1"), "X-B", "3")), "one"),
                 RouteRule::MoreHeaders);
        QCOMPARE(told(kong.ask(with(with(get("/"), "x-a", "0"), "X-A", "1"))),
                 QByteArray("one /")); // any of several values
        QCOMPARE(told(kong.ask(get("/"))), QByteArray("404"));
    }
    void underscoresFindDashes_data()
    {
        QTest::addColumn<QByteArray>("flavor");
        QTest::newRow("traditional") << QByteArray(kTraditional);
        QTest::newRow("compatible") << QByteArray();
    }
    void underscoresFindDashes()
    {
        QFETCH(const QByteArray, flavor);
        Kong kong("3.9.1", flavor.constData());
        kong.route("r", "{'headers':{'user_agent':['x']}}");
        QCOMPARE(told(kong.ask(with(get("/"), "User-Agent", " X "))), QByteArray("r /"));
        QCOMPARE(told(kong.ask(with(get("/"), "User_Agent", "x"))), QByteArray("r /"));
    }
    void lineFeedsEndWhatIsLeft()
    {
        Kong kong("3.9.1", kTraditional);
        kong.route("r", "{'paths':['~/a.']}"); // "." in the group behind does not take a line feed
        QCOMPARE(told(kong.ask(get("/ab/c%0Ad"))), QByteArray("r /c"));
    }
    void headerExpressions()
    {
        Kong kong("3.9.1", kTraditional);
        kong.route("r", "{'headers':{'x-a':['~*v\\\\d+']}}").route("not", "{'headers':{'x-b':['~*v','w']}}");
        QCOMPARE(told(kong.ask(with(get("/"), "X-A", "my V12!"))), QByteArray("r /"));
        QCOMPARE(told(kong.ask(with(get("/"), "X-B", "v"))), QByteArray("404")); // with a second value it is plain text
        QCOMPARE(told(kong.ask(with(get("/"), "X-B", "~*V"))), QByteArray("not /"));
    }
    void firstHeaderLeads()
    {
        // Rows with the header that is named first are looked at before all others of the category, whatever their
        // order.
        Kong kong("3.9.1", kTraditional);
        kong.route("leads", "{'headers':{'x-b':['1']},'hosts':['h.example']}")
            .route("long", "{'headers':{'x-a':['1']},'paths':['/a/b']}")
            .route("short", "{'headers':{'x-b':['1']},'paths':['/a']}");
        const RouteRequest both = with(with(get("/a/b"), "x-a", "1"), "x-b", "1");
        QCOMPARE(told(kong.ask(both)), QByteArray("short /b"));
        QCOMPARE(ruleOf(kong.matcher().explain(both), "long"), RouteRule::FoundByIndex);
    }
    void regexPriorityOfRegexesAlone()
    {
        Kong kong("2.8.5");
        kong.route("plain", "{'paths':['/a/b'],'regex_priority':9}").route("longer", "{'paths':['/a/b/c']}");
        QCOMPARE(told(kong.ask(get("/a/b/c"))), QByteArray("longer /"));
        Kong regexes("2.8.5");
        regexes.route("low", "{'paths':['/a/.*']}").later().route("high", "{'paths':['/a/\\\\w+'],'regex_priority':1}");
        QCOMPARE(told(regexes.ask(get("/a/b"))), QByteArray("high /"));
        QCOMPARE(ruleOf(regexes.matcher().explain(get("/a/b")), "low"), RouteRule::RegexPriority);
        regexes.later().route("twin", "{'paths':['/a/\\\\w+'],'regex_priority':1}");
        QCOMPARE(ruleOf(regexes.matcher().explain(get("/a/b")), "twin"), RouteRule::Older);
    }
    void eachPathIsARowOfItsOwn()
    {
        Kong kong("3.9.1", kTraditional);
        kong.route("many", "{'paths':['/a','/long/long/long']}").route("mid", "{'paths':['/a/b']}");
        QCOMPARE(told(kong.ask(get("/a/b/c"))), QByteArray("mid /c"));
        QCOMPARE(told(kong.ask(get("/long/long/long/x"))), QByteArray("many /x"));
    }
    void snisMatterToHttpsOnly()
    {
        Kong kong("3.9.1", kTraditional);
        kong.route("sni", "{'snis':['h.example.'],'paths':['/a']}");
        RouteRequest request = get("/a");
        QCOMPARE(told(kong.ask(request)), QByteArray("sni /"));
        request.scheme = "https";
        QCOMPARE(told(kong.ask(request)), QByteArray("404"));
        request.sni = "h.example";
        QCOMPARE(told(kong.ask(request)), QByteArray("sni /"));
    }
    void pathHandlings()
    {
        Kong kong("3.9.1", kTraditional);
        kong.service("p", "{'path':'/p'}");
        kong.route("v0", "{'paths':['/a/'],'service':{'id':'p'}}")
            .route("v1", "{'paths':['/b/'],'path_handling':'v1','service':{'id':'p'}}");
        QCOMPARE(told(kong.ask(get("/a/x"))), QByteArray("v0 /p/x"));
        QCOMPARE(told(kong.ask(get("/b/x"))), QByteArray("v1 /px"));
        Kong compatible("3.9.1");
        compatible.service("p", "{'path':'/p'}");
        compatible.route("v1", "{'paths':['/b/'],'path_handling':'v1','service':{'id':'p'}}");
        QCOMPARE(told(compatible.ask(get("/b/x"))), QByteArray("v1 /p/x")); // this flavour knows v0 alone
    }

    // Kong 3.9 traditional_compatible

    void compatiblePriorities()
    {
        Kong kong("3.9.1");
        kong.route("host", "{'hosts':['h.example']}")
            .route("three", "{'methods':['GET'],'headers':{'x-a':['1']},'paths':['/a']}")
            .route("regex", "{'paths':['~/a/b']}");
        const RouteRequest request = with(get("/a/b", "h.example"), "X-A", "1");
        // Bits are lost in Kong's sum: hosts without a wildcard, then regular expressions, count more than the number
        // of kinds...
        QCOMPARE(told(kong.ask(request)), QByteArray("host /a/b"));
        QCOMPARE(ruleOf(kong.matcher().explain(request), "three"), RouteRule::PlainHost);
        QCOMPARE(told(kong.ask(with(get("/a/b"), "X-A", "1"))), QByteArray("regex /"));
        QCOMPARE(ruleOf(kong.matcher().explain(with(get("/a/b"), "X-A", "1")), "three"), RouteRule::RegexPath);
        // ... until that is four.
        kong.route("four", "{'methods':['GET'],'headers':{'x-a':['1']},'paths':['/a'],'hosts':['*.example']}");
        QCOMPARE(told(kong.ask(request)), QByteArray("four /b"));
        QCOMPARE(ruleOf(kong.matcher().explain(request), "host"), RouteRule::MoreAttributes);
        QCOMPARE(told(Kong("3.9.1", kTraditional)
                          .route("host", "{'hosts':['h.example']}")
                          .route("two", "{'methods':['GET'],'paths':['/a']}")
                          .ask(get("/a", "h.example"))),
                 QByteArray("two /"));
    }
    void compatibleTiesByUuid()
    {
        Kong kong("3.9.1");
        kong.route("10000000-0000-4000-8000-000000000000", "{'paths':['/a']}").later();
        kong.route("f0000000-0000-4000-8000-000000000000", "{'paths':['/a']}").later();
        kong.route("70000000-0000-4000-8000-000000000000", "{'paths':['/a']}");
        const RouteAnswer answer = kong.ask(get("/a"));
        QCOMPARE(answer.routeId, QStringLiteral("f0000000-0000-4000-8000-000000000000"));
        QCOMPARE(answer.equalIds.size(), 2);
        // The parts of a route with paths of several lengths have ids made of its own.
        const QString parts = QStringLiteral("f0000000-0000-4000-8000-000000000000");
        const QUuid space(QStringLiteral("7f145bf9-0dce-4f91-98eb-debbce4b9f6b"));
        const QUuid part = QUuid::createUuidV5(space, (parts + QStringLiteral("#2")).toUtf8());
        Kong split("3.9.1");
        split.route(parts.toLatin1().constData(), "{'paths':['/a','/abc']}")
            .route("a0000000-0000-4000-8000-000000000000", "{'paths':['/a']}");
        QCOMPARE(split.ask(get("/a")).routeId,
                 part.toRfc4122() > QByteArray::fromHex("a0000000000040008000000000000000")
                     ? parts
                     : QStringLiteral("a0000000-0000-4000-8000-000000000000"));
    }
    void compatibleExpressionsAreNotAllAnchored()
    {
        Kong kong("3.9.1");
        kong.route("r", "{'paths':['~/a|/b']}"); // "^" goes to the first alternative alone
        QCOMPARE(told(kong.ask(get("/a/x"))), QByteArray("r /x"));
        QCOMPARE(told(kong.ask(get("/x/b/y"))), QByteArray("r /b/y"));
        QCOMPARE(told(kong.ask(get("/c"))), QByteArray("404"));
    }
    void compatibleNamedGroups()
    {
        Kong kong("3.9.1");
        kong.route("r", "{'paths':['~/u/(?<id>\\\\d+)']}");
        QCOMPARE(told(kong.ask(get("/u/12/x"))), QByteArray("r /x"));
    }
    void compatibleHeaderExpressionsAreLowered()
    {
        Kong kong("3.9.1");
        kong.route("r", "{'headers':{'X-A':['~*^\\\\D$','two']}}"); // "\D" becomes "\d"
        QCOMPARE(told(kong.ask(with(get("/"), "x-a", "7"))), QByteArray("r /"));
        QCOMPARE(told(kong.ask(with(get("/"), "x-a", "x"))), QByteArray("404"));
        QCOMPARE(told(kong.ask(with(get("/"), "x-a", "TWO"))), QByteArray("r /"));
    }
    void compatibleHosts()
    {
        Kong kong("3.9.1");
        kong.route("port", "{'hosts':['p.example:8000']}").route("wild", "{'hosts':['*.w.example','w.*']}");
        QCOMPARE(told(kong.ask(get("/", "p.example:8000"))), QByteArray("port /"));
        QCOMPARE(told(kong.ask(get("/", "p.example"))), QByteArray("port /")); // the port that the request came in by
        QCOMPARE(told(kong.ask(get("/", "p.example:1"))), QByteArray("404"));
        QCOMPARE(told(kong.ask(get("/", ".w.example"))), QByteArray("wild /")); // "*" may be nothing
        QCOMPARE(told(kong.ask(get("/", "w.test:99"))), QByteArray("wild /"));
        QCOMPARE(told(kong.ask(get("/", "W.test"))), QByteArray("404"));
    }
    void compatibleRefusesWhatIsNotUtf8()
    {
        Kong kong("3.9.1");
        kong.route("a", "{'paths':['/a']}");
        QCOMPARE(told(kong.ask(get("/a/%c3%a9"))), QByteArray("a /%C3%A9"));
        QCOMPARE(told(kong.ask(get("/a/%e9"))), QByteArray("404"));
        Kong traditional("3.9.1", kTraditional);
        traditional.route("a", "{'paths':['/a']}");
        QCOMPARE(told(traditional.ask(get("/a/%e9"))), QByteArray("a /%E9"));
    }
    void compatibleLeavesOutWhatRustRefuses()
    {
        Kong kong("3.9.1");
        kong.route("look", "{'paths':['~/a(?=/b)']}").route("plain", "{'paths':['/a']}");
        QCOMPARE(told(kong.ask(get("/a/b"))), QByteArray("plain /b"));
        QCOMPARE(ruleOf(kong.matcher().explain(get("/a/b")), "look"), RouteRule::RegexRefused);
        kong.route("possessive", "{'paths':['~/a/b++']}");
        QCOMPARE(told(kong.ask(get("/a/b"))), QByteArray("unknown"));
        QCOMPARE(told(kong.ask(get("/a"))), QByteArray("plain /")); // not in the way of this one
    }
    void compatibleAddresses()
    {
        Kong kong("3.9.1");
        kong.route("net", "{'paths':['/a'],'sources':[{'ip':'10.1.0.0/16'}]}");
        RouteRequest request = get("/a");
        QCOMPARE(told(kong.ask(request)), QByteArray("404"));
        request.clientAddress = "10.1.2.3";
        QCOMPARE(told(kong.ask(request)), QByteArray("net /"));
    }

    // What Kong answers by itself

    void ownAnswers()
    {
        Kong kong("3.9.1");
        kong.service("off", "{'enabled':false}").service("tcp", "{'protocol':'tcp'}");
        kong.route("secure", "{'paths':['/s'],'protocols':['https']}")
            .route("moved", "{'paths':['/m'],'protocols':['https'],'https_redirect_status_code':308}")
            .route("none", "{'paths':['/n'],'service':null}")
            .route("off", "{'paths':['/o'],'service':{'id':'off'}}")
            .route("tcp", "{'paths':['/t'],'service':{'id':'tcp'}}")
            .route("grpc", "{'paths':['/g'],'protocols':['grpc']}")
            .route("stream", "{'snis':['x'],'protocols':['tls']}");
        QCOMPARE(told(kong.ask(get("/s"))), QByteArray("secure 426"));
        QCOMPARE(told(kong.ask(get("/m/x?q", "H.example:8000"))), QByteArray("moved 308"));
        QCOMPARE(kong.ask(get("/m/x?q", "H.example:8000")).location, QByteArray("https://h.example/m/x?q"));
        QCOMPARE(told(kong.ask(get("/n"))), QByteArray("none 503"));
        QCOMPARE(told(kong.ask(get("/o"))), QByteArray("404"));
        QCOMPARE(told(kong.ask(get("/t"))), QByteArray("tcp 503"));
        QCOMPARE(told(kong.ask(get("/g"))), QByteArray("grpc 415"));
        QCOMPARE(told(kong.ask(get("/a/../../b"))), QByteArray("400"));
        QCOMPARE(told(kong.ask(get("/s", ""))), QByteArray("400"));
        QCOMPARE(told(kong.ask(by("TRACE", get("/n")))), QByteArray("405"));
        RouteRequest hostless = get("/n");
        hostless.host.reset();
        QCOMPARE(told(kong.ask(hostless)), QByteArray("400"));
        hostless.http10 = true;
        QCOMPARE(told(kong.ask(hostless)), QByteArray("none 503"));
        const RouteExplanation explained = kong.matcher().explain(get("/o"));
        QCOMPARE(ruleOf(explained, "off"), RouteRule::ServiceDisabled);
        QCOMPARE(ruleOf(explained, "stream"), RouteRule::StreamOnly);
    }
    void hostsOfUpstreams()
    {
        Kong kong("3.9.1");
        kong.service("odd", "{'port':8080}").service("tls", "{'protocol':'https','port':443}");
        kong.route("plain", "{'paths':['/p']}").route("odd", "{'paths':['/o'],'service':{'id':'odd'}}");
        kong.route("tls", "{'paths':['/t'],'service':{'id':'tls'}}")
            .route("kept", "{'paths':['/k'],'preserve_host':true}");
        QCOMPARE(kong.ask(get("/p")).upstreamHost.value_or(""), QByteArray("up.example"));
        QCOMPARE(kong.ask(get("/o")).upstreamHost.value_or(""), QByteArray("up.example:8080"));
        QCOMPARE(kong.ask(get("/t")).upstreamHost.value_or(""), QByteArray("up.example"));
        QCOMPARE(kong.ask(get("/k", "Mine.example:8000")).upstreamHost.value_or(""), QByteArray("Mine.example:8000"));
    }
    void queries()
    {
        Kong kong("3.9.1");
        kong.route("a", "{'paths':['/a']}");
        QCOMPARE(told(kong.ask(get("/a?"))), QByteArray("a /?"));
        QCOMPARE(told(kong.ask(get("/a/b?x=%2F&y"))), QByteArray("a /b?x=%2F&y"));
        QCOMPARE(told(kong.ask(get("/a%3Fb?x"))), QByteArray("a /%3Fb?x"));
        QCOMPARE(told(kong.ask(get("/a?x=1?"))), QByteArray("a /?x=1?"));
        Kong two("2.8.5");
        two.route("a", "{'paths':['/a']}");
        QCOMPARE(told(two.ask(get("/a?x=1?"))), QByteArray("a /?"));
        QCOMPARE(told(two.ask(get("/a?x=1"))), QByteArray("a /?x=1"));
    }
    void notPredicted()
    {
        QCOMPARE(Kong("3.9.1", "expressions").ask(get("/")).unknown, RouteUnknown::Expressions);
        QCOMPARE(Kong("1.5.0").ask(get("/")).unknown, RouteUnknown::Version);
        QCOMPARE(Kong("nonsense").ask(get("/")).unknown, RouteUnknown::Version);
        RouteRequest stream = get("/");
        stream.scheme = "tls";
        QCOMPARE(Kong("3.9.1").ask(stream).unknown, RouteUnknown::Stream);
        QVERIFY(!Kong("3.9.1").matcher().isNearRelease());
        QVERIFY(Kong("3.4.0").matcher().isNearRelease());
    }

    // The files of --match

    void badFilesAreErrors_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char *text :
             {"", "[]", "{", "{'routes':[]}", "{'kong':5}", "{'kong':'3.9.1','routes':{'a':1}}",
              "{'kong':'3.9.1','routes':[{}]})", "{'kong':'3.9.1','proxy_port':-1}", "{'kong':'3.9.1','routes':[7]}"})
            QTest::newRow(text) << bytes(text);
    }
    void badFilesAreErrors()
    {
        QFETCH(const QByteArray, text);
        const Result<RouterTables> tables = readRouterTables(text);
        QVERIFY(!tables);
        QVERIFY(!tables.error().detail.isEmpty());
    }
    void badLinesAreErrors_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char *text :
             {"", "nonsense", "[]", "{'path':'/'}", "{'method':'GET'}", "{'method':'GET','path':7}",
              "{'method':'GET','path':'/','headers':[1]}", "{'method':'GET','path':'/','headers':{'a':1}}",
              "{'method':'GET','path':'/','host':5})", "{'method':'GET','path':'/','client_port':70000}"})
            QTest::newRow(text) << bytes(text);
    }
    void badLinesAreErrors()
    {
        QFETCH(const QByteArray, text);
        const Result<MatchLine> line = readMatchLine(text);
        QVERIFY(!line);
        QVERIFY(!line.error().detail.isEmpty());
    }
    void linesHaveAllMembers()
    {
        const Result<MatchLine> line =
            readMatchLine(bytes("{'n':7,'method':'PUT','host':'h','path':'/"
                                "x','headers':{'A':['1','2'],'B':'3'},'scheme':'https','sni':'s','client_ip':'::1','"
                                "http_version':'1.0','trusted':true}"));
        QVERIFY(line);
        QCOMPARE(line->number, QByteArray("7"));
        QCOMPARE(line->request.headers.size(), std::size_t(3));
        QCOMPARE(line->request.scheme, QByteArray("https"));
        QVERIFY(line->request.http10 && line->request.trusted);
        RouteAnswer answer;
        answer.unknown = RouteUnknown::Expressions;
        QCOMPARE(matchAnswerLine("7", answer), QByteArray(bytes("{'n':7,'route_id':null,'api_id':null,'service':null,'"
                                                                "upstream_uri':null,'upstream_host':null,'status':null,"
                                                                "'not_predicted':'expressions'}") +
                                                          '\n'));
    }
};

MK_TEST_CLASS(TestRouteRules)
#include "TestRouteRules.moc"
