// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/Json.h"
#include "platform/Environment.h"
#include "platform/EnvironmentFile.h"
#include "support/TestMain.h"

#include <QFile>
#include <QFileInfo>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace mk;
using Json = nlohmann::ordered_json;

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

// JSON with its quotation marks written as apostrophes: moc loses its way in raw strings that hold such marks.
QByteArray quoted(const char *json)
{
    return QByteArray(json).replace('\'', '"');
}

Environment named(const QString &name)
{
    Environment environment;
    environment.name = name;
    Endpoint endpoint;
    endpoint.id = QStringLiteral("consul");
    endpoint.url = QUrl(QStringLiteral("http://consul.example:8500"));
    environment.consul = endpoint;
    return environment;
}

} // namespace

// environments.json: what goes in comes out, and what is not ours stays.
class TestEnvironmentFile : public QObject
{
    Q_OBJECT
    std::unique_ptr<QTemporaryDir> m_folder;
    QString path() const { return m_folder->filePath(QStringLiteral("environments.json")); }
    static QString schema1() { return QStringLiteral(MK_TEST_DATA "/environments/schema-1.json"); }
    void put(const QByteArray &bytes) const
    {
        QFile file(path());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void missingFileIsAnEmptyList()
    {
        EnvironmentStore store(m_folder->path());
        QVERIFY(store.load());
        QVERIFY(store.environments().isEmpty());
        QVERIFY(!QFile::exists(path()));
    }

    void readsSchema1()
    {
        QVERIFY(QFile::copy(schema1(), path()));
        EnvironmentStore store(m_folder->path());
        const Result<Done> loaded = store.load();
        QVERIFY2(loaded, qPrintable(loaded ? QString() : loaded.error().toLogString()));
        const Environment europe = *store.find(QStringLiteral(" europe "));
        QCOMPARE(europe.stage, Stage::Production);
        QVERIFY(europe.readOnly);
        QVERIFY(!europe.watchInBackground);
        QCOMPARE(europe.kong.size(), 2);
        QCOMPARE(europe.kong.at(0).credential.secret.toString(), QStringLiteral("env:KONG_TOKEN"));
        QCOMPARE(europe.kong.at(1).id, QStringLiteral("kong-2"));
        QCOMPARE(europe.kong.at(1).tls.clientKeyPassword.toString(), QStringLiteral("store:kong-key"));
        QCOMPARE(europe.kongProxy->system, System::Kong);
        QCOMPARE(europe.consul->tunnel.arguments.size(), 3);
        QCOMPARE(europe.rabbitmq->proxy.kind, ProxySettings::Kind::Socks5);
        QCOMPARE(int(europe.rabbitmq->proxy.port), 1080);
        QCOMPARE(europe.prometheus->tls.pinnedSha256.size(), 32);
        QCOMPARE(europe.identities.value(System::Consul).facts.size(), 2);
        QVERIFY(EnvironmentStore::validate(europe));
    }

    void unknownMembersSurviveAtEveryLevel()
    {
        QVERIFY(QFile::copy(schema1(), path()));
        EnvironmentStore store(m_folder->path());
        QVERIFY(store.load());
        Environment europe = store.environments().constFirst();
        europe.name = QStringLiteral("Europe, renamed");
        europe.kong.swapItemsAt(0, 1);
        europe.consul->tunnel.arguments.append(QStringLiteral("-v"));
        europe.rabbitmq->proxy.port = 1081;
        europe.prometheus->tls.serverName.clear();
        europe.readOnly = false;
        QVERIFY(store.save(europe));

        const Json before = Json::parse(contentOf(schema1()).toStdString());
        const Json after = Json::parse(contentOf(path()).toStdString());
        QVERIFY(after["writtenBy"] == before["writtenBy"]);
        const Json &environment = after["environments"][0];
        const Json &old = before["environments"][0];
        QVERIFY(environment["colour"] == old["colour"]);
        QVERIFY(environment["kong"][1]["weight"] == old["kong"][0]["weight"]);
        QVERIFY(environment["kong"][1]["credential"]["scope"] == old["kong"][0]["credential"]["scope"]);
        QVERIFY(environment["kong"][0]["tls"]["minimum"] == old["kong"][1]["tls"]["minimum"]);
        QVERIFY(environment["consul"]["note"] == old["consul"]["note"]);
        QVERIFY(environment["consul"]["tunnel"]["keepAlive"] == old["consul"]["tunnel"]["keepAlive"]);
        QVERIFY(environment["rabbitmq"]["proxy"]["pool"] == old["rabbitmq"]["proxy"]["pool"]);
        QVERIFY(environment["identities"]["vault"] == old["identities"]["vault"]);
        QVERIFY(after["consents"] == before["consents"]);
        // And ours changed.
        QCOMPARE(environment["name"].get<std::string>(), std::string("Europe, renamed"));
        QCOMPARE(environment["readOnly"].get<bool>(), false);
        QCOMPARE(environment["rabbitmq"]["proxy"]["port"].get<int>(), 1081);
        QVERIFY(!environment["prometheus"]["tls"].contains("serverName"));

        EnvironmentStore again(m_folder->path());
        QVERIFY(again.load());
        QCOMPARE(again.environments().constFirst().consul->tunnel, europe.consul->tunnel);
        QCOMPARE(again.environments().constFirst().kong.at(0), europe.kong.at(0));
    }

    void savesWithoutNeedNothingIsLost()
    {
        QVERIFY(QFile::copy(schema1(), path()));
        EnvironmentStore store(m_folder->path());
        QVERIFY(store.load());
        QVERIFY(store.saveAll(store.environments()));
        Json before = Json::parse(contentOf(schema1()).toStdString());
        before["environments"][0]["kong"][1]["id"] = "kong-2"; // the only thing that was not told
        const Json after = Json::parse(contentOf(path()).toStdString());
        QVERIFY(nlohmann::json::parse(after.dump()) == nlohmann::json::parse(before.dump()));
    }

    void fileIsPrivate()
    {
        EnvironmentStore store(m_folder->filePath(QStringLiteral("deeper/still")));
        QVERIFY(store.load());
        QSignalSpy changed(&store, &EnvironmentStore::changed);
        QVERIFY(store.save(named(QStringLiteral("A"))));
        QCOMPARE(changed.size(), 1);
        QCOMPARE(QFileInfo(store.filePath()).permissions() & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteOther), QFile::Permissions());
        QVERIFY(!store.environments().constFirst().id.isEmpty());
    }

    void newerSchemaIsLeftAlone()
    {
        const QByteArray newer = quoted("{'schema': 2, 'environments': {'by': 'name'}}");
        put(newer);
        EnvironmentStore store(m_folder->path());
        const Result<Done> loaded = store.load();
        QVERIFY(!loaded);
        QCOMPARE(loaded.error().reason, QStringLiteral("environments.newer-schema"));
        const Result<Done> saved = store.save(named(QStringLiteral("A")));
        QVERIFY(!saved);
        QCOMPARE(saved.error().reason, QStringLiteral("environments.newer-schema"));
        QCOMPARE(contentOf(path()), newer);
    }

    void unreadableFilesAreLeftAlone_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("cut off") << contentOf(schema1()).chopped(40);
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("a list") << QByteArray("[]");
        QTest::newRow("no schema") << quoted("{'environments': []}");
        QTest::newRow("name of another type") << quoted("{'schema':1,'environments':[{'name':7}]}");
        QTest::newRow("no URL") << quoted("{'schema':1,'environments':[{'name':'a','consul':{'url':'nonsense'}}]}");
        QTest::newRow("unknown stage") << quoted("{'schema':1,'environments':[{'name':'a','stage':'moon'}]}");
        QTest::newRow("broken pin") << quoted("{'schema':1,'environments':[{'name':'a','consul':{'url':'https://h','tls':{'pinnedSha256':'12'}}}]}");
        QTest::newRow("two of one name") << quoted("{'schema':1,'environments':[{'id':'1','name':'a'},{'id':'2','name':'A '}]}");
        QTest::newRow("too deep") << QByteArray(quoted("{'schema':1,'x':") + QByteArray(100'000, '[') + QByteArray(100'000, ']') + '}');
    }
    void unreadableFilesAreLeftAlone()
    {
        QFETCH(QByteArray, bytes);
        put(bytes);
        EnvironmentStore store(m_folder->path());
        QVERIFY(!store.load());
        QVERIFY(!store.save(named(QStringLiteral("A"))));
        QCOMPARE(contentOf(path()), bytes);
        QFile::remove(path());
        QVERIFY(store.load()); // cured from outside
        QVERIFY(store.save(named(QStringLiteral("A"))));
    }

    void namesAreUnique()
    {
        EnvironmentStore store(m_folder->path());
        QVERIFY(store.load());
        QVERIFY(store.save(named(QStringLiteral("Europe"))));
        const QByteArray before = contentOf(path());
        const Result<Done> second = store.save(named(QStringLiteral("  EUROPE")));
        QVERIFY(!second);
        QCOMPARE(second.error().reason, QStringLiteral("environment.name-taken"));
        QCOMPARE(contentOf(path()), before);
        QCOMPARE(store.environments().size(), 1);
        Environment same = store.environments().constFirst();
        same.stage = Stage::Staging;
        QVERIFY(store.save(same)); // replaces itself
        QCOMPARE(store.environments().size(), 1);
        QVERIFY(store.remove(same.id));
        QVERIFY(store.environments().isEmpty());
    }

    void failedWriteChangesNothing()
    {
        EnvironmentStore store(m_folder->path());
        QVERIFY(store.load());
        QVERIFY(QDir(m_folder->path()).mkdir(QStringLiteral("environments.json"))); // in the file's place
        QSignalSpy changed(&store, &EnvironmentStore::changed);
        QVERIFY(!store.save(named(QStringLiteral("A"))));
        QVERIFY(store.environments().isEmpty());
        QCOMPARE(changed.size(), 0);
    }

    void foreignFilesBringNoSecretsOfOurs()
    {
        const Result<QList<Environment>> foreign = EnvironmentStore::readForeign(schema1());
        QVERIFY(foreign);
        const Environment &europe = foreign->constFirst();
        QVERIFY(europe.id != QLatin1String("4f6f7c1e-7d52-4a43-9f0e-0d6ad7a1c001"));
        QVERIFY(europe.rabbitmq->credential.secret.isNone());
        QCOMPARE(europe.rabbitmq->credential.user, QStringLiteral("monitor"));
        QVERIFY(europe.kong.at(1).tls.clientKeyPassword.isNone());
        QCOMPARE(europe.kong.at(0).credential.secret.toString(), QStringLiteral("env:KONG_TOKEN")); // listed, not dropped
        EnvironmentStore store(m_folder->path());
        QVERIFY(store.load());
        QCOMPARE(store.missingConsents(europe).size(), consentItems(europe).size());
        QVERIFY(!QFile::exists(path())); // nothing of it is stored
    }
    void foreignFileMayBeOneEnvironment()
    {
        const QString file = m_folder->filePath(QStringLiteral("stage-eu.json"));
        QFile out(file);
        QVERIFY(out.open(QIODevice::WriteOnly));
        out.write(quoted("{'consul': {'url': 'http://consul.example:8500'}}"));
        out.close();
        const Result<QList<Environment>> foreign = EnvironmentStore::readForeign(file);
        QVERIFY2(foreign, qPrintable(foreign ? QString() : foreign.error().toLogString()));
        QCOMPARE(foreign->constFirst().name, QStringLiteral("stage-eu"));
        QCOMPARE(EnvironmentStore::readForeign(m_folder->filePath(QStringLiteral("none"))).error().kind, ErrorKind::NotFound);
    }

    void consentsAreKeptAndBound()
    {
        EnvironmentStore store(m_folder->path());
        QVERIFY(store.load());
        Environment environment = EnvironmentStore::readForeign(schema1())->constFirst();
        const QList<ConsentItem> items = store.missingConsents(environment);
        QVERIFY(items.size() > 3);
        QVERIFY(store.accept(items.mid(1)));
        QCOMPARE(store.missingConsents(environment).size(), 1);
        QVERIFY(store.accept(items));
        QVERIFY(store.missingConsents(environment).isEmpty());
        EnvironmentStore again(m_folder->path());
        QVERIFY(again.load());
        QVERIFY(again.missingConsents(environment).isEmpty());
        environment.consul->tunnel.arguments.append(QStringLiteral("-v"));
        QCOMPARE(again.missingConsents(environment).size(), 1); // another text, another question

        again.acceptForThisRun(again.missingConsents(environment));
        QVERIFY(again.missingConsents(environment).isEmpty());
        EnvironmentStore next(m_folder->path());
        QVERIFY(next.load());
        QCOMPARE(next.missingConsents(environment).size(), 1);
    }
};

MK_TEST_CLASS(TestEnvironmentFile)
#include "TestEnvironmentFile.moc"
