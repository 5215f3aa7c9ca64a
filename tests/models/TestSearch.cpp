// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/SearchBlocks.h"
#include "support/TestMain.h"

using namespace mk;

// The global search without a window: what is found, in which order, and what never is.
class TestSearch : public QObject
{
    Q_OBJECT

    static QString text(const char *utf8) { return QString::fromUtf8(utf8); }

    static SearchBlockPtr named(SearchKind kind, const QStringList &names)
    {
        std::vector<searchblocks::Entry> entries;
        for (const QString &name : names) {
            searchblocks::Entry entry;
            entry.item.id = name;
            entry.item.name = name;
            entries.push_back(entry);
        }
        return searchblocks::entries(kind, std::move(entries));
    }
    template <class T>
    static std::shared_ptr<const std::vector<T>> rows(std::vector<T> list)
    {
        return std::make_shared<const std::vector<T>>(std::move(list));
    }
    static SearchResult search(const std::vector<SearchBlockPtr> &blocks, const QString &typed, const SearchFavours &favours = {},
                               const SearchLimits &limits = {})
    {
        return searchBlocks(blocks, SearchQuery::parse(typed), favours, limits, CancelFlag()).value_or(SearchResult());
    }
    static QStringList found(const std::vector<SearchBlockPtr> &blocks, const QString &typed, const SearchFavours &favours = {})
    {
        QStringList names;
        for (const SearchGroup &group : search(blocks, typed, favours).groups) {
            for (const SearchHit &hit : group.hits)
                names.append(hit.block->name(hit.row));
        }
        return names;
    }
    static QString strong(const QString &name, const QString &typed)
    {
        QString marked;
        for (const TextSpan &span : searchSpans(name, SearchQuery::parse(typed)))
            marked += QLatin1Char('[') + name.mid(span.start, span.length) + QLatin1Char(']');
        return marked;
    }
    static consul::Instance instance(const char *id, const char *address, quint16 port)
    {
        consul::Instance made;
        made.node = text("node-1");
        made.nodeAddress = text("10.0.0.1");
        made.serviceId = text(id);
        made.service = text("mail");
        made.serviceAddress = text(address);
        made.port = port;
        made.meta[text("password")] = text("hunter2");
        return made;
    }

private Q_SLOTS:
    // ---- order

    void betterFitsComeFirst()
    {
        const SearchBlockPtr queues = named(SearchKind::Queue, {text("xx-hotmail"), text("verification-mail"), text("mailbox"), text("mail"),
                                                                text("m-a-i-l")});
        QCOMPARE(found({queues}, text("mail")),
                 QStringList({text("mail"), text("mailbox"), text("verification-mail"), text("xx-hotmail"), text("m-a-i-l")}));
        // Letter case does not matter; shorter names come first among equals.
        QCOMPARE(found({named(SearchKind::Key, {text("Mail/second-one"), text("MAIL/one")})}, text("mAiL")),
                 QStringList({text("MAIL/one"), text("Mail/second-one")}));
    }
    void wordsMustAllBeThere()
    {
        const SearchBlockPtr keys = named(SearchKind::Key, {text("config/mail/port"), text("config/jwt/port"), text("config/mail/host")});
        QCOMPARE(found({keys}, text("port mail")), QStringList({text("config/mail/port")}));
        QVERIFY(found({keys}, text("port mail jwt")).isEmpty());
    }
    void abbreviations()
    {
        const SearchBlockPtr services = named(SearchKind::Service, {text("microservice-user-profile"), text("microservice-user"),
                                                                    text("authorization-server")});
        QCOMPARE(found({services}, text("mup")), QStringList({text("microservice-user-profile")}));
        QCOMPARE(found({services}, text("aser")), QStringList({text("authorization-server")}));
        // Letters strewn about count only where nothing better is there.
        QCOMPARE(found({services}, text("mcrsr")).size(), 2);
        QCOMPARE(found({services, named(SearchKind::Queue, {text("mcrsr")})}, text("mcrsr")), QStringList({text("mcrsr")}));
    }
    void usedLatelyComesFirst()
    {
        const SearchBlockPtr queues = named(SearchKind::Queue, {text("mail-a"), text("mail-b"), text("hotmail-c")});
        SearchFavours favours{{searchFavourKey(SearchKind::Queue, text("mail-b")), 10}};
        QCOMPARE(found({queues}, text("mail"), favours).first(), text("mail-b"));
        // It gains one step, not all of them.
        favours = {{searchFavourKey(SearchKind::Queue, text("hotmail-c")), 100}};
        QCOMPARE(found({queues}, text("mail"), favours), QStringList({text("mail-a"), text("mail-b"), text("hotmail-c")}));
        // Of another kind with the same name: no favour.
        favours = {{searchFavourKey(SearchKind::Key, text("mail-b")), 100}};
        QCOMPARE(found({queues}, text("mail"), favours).first(), text("mail-a"));
    }
    void groupsAreCountedAndCut()
    {
        QStringList many;
        for (int i = 0; i < 500; ++i)
            many.append(QStringLiteral("mail-%1").arg(i, 3, 10, QLatin1Char('0')));
        const std::vector<SearchBlockPtr> blocks{named(SearchKind::Key, many), named(SearchKind::Queue, {text("mail")})};
        const SearchResult result = search(blocks, text("mail"));
        QCOMPARE(result.total, 501);
        QCOMPARE(result.all, 501);
        QCOMPARE(result.groups.size(), size_t(2));
        QCOMPARE(result.groups[0].kind, SearchKind::Queue); // an exact one beats 500 beginnings
        QCOMPARE(result.groups[1].total, 500);
        QCOMPARE(result.groups[1].hits.size(), SearchLimits().perGroup);
        QCOMPARE(result.groups[1].hits.front().block->name(result.groups[1].hits.front().row), text("mail-000"));
        SearchLimits whole;
        whole.whole = SearchKind::Key;
        const SearchResult all = search(blocks, text("mail"), {}, whole);
        QCOMPARE(all.groups.size(), size_t(1));
        QCOMPARE(all.groups[0].hits.size(), whole.most);
    }
    void prefixesChooseWhatIsLookedThrough()
    {
        const std::vector<SearchBlockPtr> blocks{named(SearchKind::Key, {text("mail/key")}), named(SearchKind::Queue, {text("mail")}),
                                                 named(SearchKind::Action, {text("Purge mail")})};
        QCOMPARE(found(blocks, text("mail")).size(), 3);
        QCOMPARE(found(blocks, text("#mail")), QStringList({text("mail/key")}));
        QCOMPARE(found(blocks, text("> mail")), QStringList({text("Purge mail")}));
        QVERIFY(SearchQuery::parse(text(">")).isEmpty());
        QVERIFY(SearchQuery::parse(text("   ")).isEmpty());
    }
    void aCancelledSearchEndsWithoutResult()
    {
        CancelFlag cancel;
        cancel.set();
        const Result<SearchResult> result =
            searchBlocks({named(SearchKind::Key, {text("mail")})}, SearchQuery::parse(text("mail")), {}, {}, cancel);
        QVERIFY(!result);
        QCOMPARE(result.error().kind, ErrorKind::Cancelled);
    }

    // ---- names of every script

    void otherScripts()
    {
        const SearchBlockPtr keys = named(SearchKind::Key, {text("настройки/почта"), text("设置/邮件"), text("إعدادات/بريد"), text("Größe")});
        QCOMPARE(found({keys}, text("ПОЧТА")), QStringList({text("настройки/почта")}));
        QCOMPARE(found({keys}, text("邮件")), QStringList({text("设置/邮件")}));
        QCOMPARE(found({keys}, text("بريد")), QStringList({text("إعدادات/بريد")}));
        QCOMPARE(found({keys}, text("GRÖß")), QStringList({text("Größe")}));
        QVERIFY(found({keys}, text("ёж")).isEmpty());
    }
    void whatIsFoundIsMarked()
    {
        QCOMPARE(strong(text("verification-email"), text("mail")), text("[mail]"));
        QCOMPARE(searchSpans(text("hotmail-mail"), SearchQuery::parse(text("mail"))).first().start, 8); // the word, not the middle
        QCOMPARE(strong(text("microservice-user-profile"), text("mup")), text("[m][u][p]"));
        QCOMPARE(strong(text("config/mail/port"), text("port mail")), text("[mail][port]"));
        QCOMPARE(strong(text("Настройки"), text("настр")), text("[Настр]"));
        QVERIFY(strong(text("İstanbul"), text("i")).size() < 8); // grows when it is folded: nothing wrong is marked
        QVERIFY(strong(text("mail"), text("@mail")).isEmpty() || strong(text("mail"), text("@mail")) == text("[mail]"));
    }

    // ---- addresses

    void addressesAreReadAsWritten_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<bool>("finds");
        QTest::newRow("itself") << text("10.2.3.4") << true;
        QTest::newRow("with its port") << text("10.2.3.4:8080") << true;
        QTest::newRow("another port") << text("10.2.3.4:8081") << false;
        QTest::newRow("as a URL") << text("http://10.2.3.4:8080/health?x=1") << true;
        QTest::newRow("with a user") << text("http://joe:pw@10.2.3.4:8080/") << true;
        QTest::newRow("its network") << text("10.2.0.0/16") << true;
        QTest::newRow("half a byte of it") << text("10.2.0.0/22") << true;
        QTest::newRow("another network") << text("10.3.0.0/16") << false;
        QTest::newRow("everything") << text("0.0.0.0/0") << true;
        QTest::newRow("no such length") << text("10.2.0.0/33") << false;
        QTest::newRow("its beginning") << text("10.2.") << true;
        QTest::newRow("its beginning, a byte more") << text("10.2.3") << true;
        QTest::newRow("another beginning") << text("10.20") << false;
        QTest::newRow("as IPv6") << text("::ffff:10.2.3.4") << true;
        QTest::newRow("as IPv6 with a port") << text("[::ffff:10.2.3.4]:8080") << true;
        QTest::newRow("asked for") << text("@10.2.3.4") << true;
        QTest::newRow("the port alone") << text("@:8080") << true;
        QTest::newRow("no port") << text("@:99999") << false;
        QTest::newRow("one byte too large") << text("10.2.3.444") << false;
        QTest::newRow("brackets left open") << text("[::1") << false;
    }
    void addressesAreReadAsWritten()
    {
        QFETCH(QString, typed);
        QFETCH(bool, finds);
        const SearchBlockPtr block = searchblocks::instances(rows<consul::Instance>({instance("mail-1", "10.2.3.4", 8080)}));
        QCOMPARE(found({block}, typed), finds ? QStringList(text("mail-1")) : QStringList());
    }
    void ipv6()
    {
        const SearchBlockPtr block = searchblocks::instances(
            rows<consul::Instance>({instance("six", "fd00:0:0::0a", 443), instance("four", "10.2.3.4", 443)}));
        for (const char *typed : {"fd00::a", "[fd00::a]:443", "FD00::A", "@fd00::a%eth0", "fd00::/64", "https://[fd00::a]:443/x"})
            QVERIFY2(found({block}, text(typed)) == QStringList(text("six")), typed);
        QVERIFY(found({block}, text("[fd00::a]:80")).isEmpty());
        QVERIFY(found({block}, text("fd00:1::/64")).isEmpty());
        const SearchResult result = search({block}, text("fd00::a"));
        QVERIFY(result.groups[0].hits[0].address.has_value());
        QCOMPARE(block->addressText(*result.groups[0].hits[0].address), text("[fd00::a]:443"));
    }
    void hostsAreFoundWhereverTheyStand()
    {
        KongRouteRecord api;
        api.kind = kong::Kind::Api;
        api.id = text("1");
        api.name = text("oauth2-auth-server");
        api.targetHost = text("authorization-server.service.consul");
        api.targetPort = 8080;
        api.hosts = {text("api.example.org")};
        KongRouteRecord byAddress = api;
        byAddress.id = text("2");
        byAddress.name = text("legacy");
        byAddress.targetHost = text("ac11000b.addr.dc1.consul");
        byAddress.hosts.clear();
        const SearchBlockPtr block = searchblocks::routes(rows<KongRouteRecord>({api, byAddress}));
        QCOMPARE(found({block}, text("authorization-server.service.consul:8080")), QStringList(text("oauth2-auth-server")));
        QCOMPARE(found({block}, text("@authorization-server")), QStringList(text("oauth2-auth-server")));
        QCOMPARE(found({block}, text("@api.example.org")), QStringList(text("oauth2-auth-server")));
        QVERIFY(found({block}, text("authorization-server.service.consul:9")).isEmpty());
        QVERIFY(found({block}, text("@server.service.consul")).isEmpty()); // a part of a label is another host
        QCOMPARE(found({block}, text("172.17.0.11")), QStringList(text("legacy"))); // what Consul's own name stands for
        const SearchResult result = search({block}, text("172.17.0.11"));
        QCOMPARE(block->addressField(*result.groups[0].hits[0].address), addressFieldText(AddressField::UpstreamUrl));
    }

    // ---- what never is found

    void secretsAreNotFound()
    {
        kong::Entity consumer;
        consumer.id = text("c1");
        consumer.name = text("alice");
        consumer.json = R"({"username":"alice","custom_id":"7","credentials":[{"key":"s3cret-key"}]})";
        kong::Entity vault;
        vault.kind = kong::Kind::Vault;
        vault.id = text("v1");
        vault.name = text("env-vault");
        vault.json = R"({"config":{"token":"s3cret-token"}})";
        KongPluginRecord plugin;
        plugin.plugin.id = text("p1");
        plugin.plugin.name = text("jwt");
        plugin.plugin.config = R"({"secret":"s3cret-config"})";
        plugin.plugin.json = plugin.plugin.config;
        KongRouteRecord api;
        api.kind = kong::Kind::Api;
        api.id = text("a1");
        api.name = text("orders");
        api.targetHost = text("10.0.0.9");
        api.targetUrl = text("http://root:s3cret-url@10.0.0.9:80/");
        api.json = R"({"upstream_url":"http://root:s3cret-url@10.0.0.9:80/"})";
        prometheus::Target target;
        target.labels = {{text("job"), text("j")}, {text("instance"), text("i:1")}};
        target.scrapeUrl = text("http://joe:s3cret-scrape@i:1/metrics?token=s3cret-query");
        const std::vector<SearchBlockPtr> blocks{
            searchblocks::entities(SearchKind::Consumer, {}, {}, rows<KongEntityRecord>({{consumer, {}, {}, -1}})),
            searchblocks::entities(SearchKind::Certificate, {}, {}, rows<KongEntityRecord>({{vault, {}, {}, -1}})),
            searchblocks::plugins(rows<KongPluginRecord>({plugin})),
            searchblocks::routes(rows<KongRouteRecord>({api})),
            searchblocks::targets(rows<prometheus::Target>({target})),
            searchblocks::instances(rows<consul::Instance>({instance("mail-1", "10.2.3.4", 8080)})),
        };
        for (const char *name : {"alice", "env-vault", "jwt", "orders", "i:1", "mail-1"})
            QVERIFY2(!found(blocks, text(name)).isEmpty(), name); // they are there
        for (const char *secret : {"s3cret", "hunter2", "root:", "joe"})
            QVERIFY2(found(blocks, text(secret)).isEmpty(), secret);
        // Nor does any line on the screen hold one.
        for (const SearchBlockPtr &block : blocks) {
            for (size_t row = 0; row < block->size(); ++row) {
                const SearchItem item = block->item(row);
                for (const QString &shown : {item.name, item.detail, item.place, item.id})
                    QVERIFY2(!shown.contains(text("s3cret")) && !shown.contains(text("hunter2")), qPrintable(shown));
            }
        }
    }

    void everyKindHasItsWords()
    {
        QSet<QString> ids;
        QSet<QString> titles;
        for (int kind = int(SearchKind::Kept); kind <= int(SearchKind::Environment); ++kind) {
            const QString id = searchKindId(SearchKind(kind));
            QVERIFY(!id.isEmpty());
            QCOMPARE(searchKindFromId(id), std::optional(SearchKind(kind)));
            ids.insert(id);
            titles.insert(searchKindTitle(SearchKind(kind)));
        }
        QCOMPARE(ids.size(), int(SearchKind::Environment) + 1);
        QCOMPARE(titles.size(), ids.size());
        QVERIFY(!titles.contains(QString()));
        QCOMPARE(searchKindFromId(text("?")), std::nullopt);
    }
};

MK_TEST_CLASS(TestSearch)
#include "TestSearch.moc"
