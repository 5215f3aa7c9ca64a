// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/CommandLine.h"
#include "support/TestMain.h"

#include <QFile>
#include <QTemporaryDir>

using namespace mk;

// What every option means, and what is wrong usage.
class TestCommandLine : public QObject
{
    Q_OBJECT

    static tl::expected<CommandLine, QString> parse(const QString &line)
    {
        // '|' separates, so that values may hold blanks.
        QStringList arguments{QStringLiteral("microkubes-console")};
        if (!line.isEmpty())
            arguments += line.split(QLatin1Char('|'));
        return parseCommandLine(arguments);
    }

private Q_SLOTS:
    void nothingOpensTheWindow()
    {
        const auto line = parse({});
        QVERIFY(line);
        QVERIFY(line->action == CommandLine::Action::Window);
        QVERIFY(!line->addressed);
        QVERIFY(line->warnings.isEmpty());
        EnvironmentStore store(QStringLiteral("/nonexistent"));
        const auto chosen = chooseEnvironment(*line, &store);
        QVERIFY(chosen);
        QVERIFY(!*chosen);
    }

    void addressesMakeAnEnvironment()
    {
        const auto line = parse(QStringLiteral(
            "--kong|http://kong-0:8001|--kong|kong-1|--kong-proxy|http://kong:8000/|--kong-header|Kong-Admin-Token: env:KONG|"
            "--consul|http://consul:8500|--consul-token|env:CONSUL|--rabbitmq|http://broker:15672|--rabbitmq-user|ops|"
            "--rabbitmq-password|env:RABBIT|--prometheus|https://metrics/prometheus|--prometheus-bearer|env:PROM|--read-only"));
        QVERIFY2(line, qPrintable(line ? QString() : line.error()));
        QVERIFY(line->warnings.isEmpty());
        QVERIFY(line->given.isEmpty());
        const Environment &environment = *line->addressed;
        QVERIFY(environment.isTransient);
        QVERIFY(environment.readOnly);
        QCOMPARE(environment.kong.size(), 2);
        QCOMPARE(environment.kong.at(1).url.toString(), QStringLiteral("http://kong-1:8001"));
        QCOMPARE(environment.kong.at(1).id, QStringLiteral("kong-2"));
        for (const Endpoint &node : environment.kong) {
            QCOMPARE(node.credential.kind, Credential::Kind::Header);
            QCOMPARE(node.credential.headerName, QStringLiteral("Kong-Admin-Token"));
            QCOMPARE(node.credential.secret.toString(), QStringLiteral("env:KONG"));
        }
        QCOMPARE(environment.kongProxy->url.toString(), QStringLiteral("http://kong:8000"));
        QCOMPARE(environment.kongProxy->credential.kind, Credential::Kind::None);
        QCOMPARE(environment.consul->credential.headerName, QStringLiteral("X-Consul-Token"));
        QCOMPARE(environment.rabbitmq->credential.user, QStringLiteral("ops"));
        QCOMPARE(environment.prometheus->credential.kind, Credential::Kind::Bearer);

        // Whoever typed the names is not asked about them.
        EnvironmentStore store(QStringLiteral("/nonexistent"));
        QCOMPARE(store.missingConsents(environment).size(), 5);
        const auto chosen = chooseEnvironment(*line, &store);
        QVERIFY(chosen && *chosen);
        QVERIFY(store.missingConsents(**chosen).isEmpty());
    }
    void theSameAddressesAreTheSameEnvironment()
    {
        const QString id = parse(QStringLiteral("--consul|http://a:8500"))->addressed->id;
        QCOMPARE(parse(QStringLiteral("--consul|http://a:8500"))->addressed->id, id);
        QVERIFY(parse(QStringLiteral("--consul|http://b:8500"))->addressed->id != id);
    }

    void userinfoLeavesTheAddress()
    {
        const auto line = parse(QStringLiteral("--rabbitmq|http://guest:hunter%4022@broker:15672"));
        QVERIFY(line);
        QCOMPARE(line->addressed->rabbitmq->url.toString(), QStringLiteral("http://broker:15672"));
        QCOMPARE(line->addressed->rabbitmq->credential.user, QStringLiteral("guest"));
        QVERIFY(line->addressed->rabbitmq->credential.secret.isNone());
        QCOMPARE(line->given.value(QStringLiteral("rabbitmq")).credential, QStringLiteral("hunter@22"));
        QCOMPARE(line->warnings.size(), 1);
        QVERIFY(!line->warnings.constFirst().contains(QLatin1String("hunter")));
    }
    void secretsInClearAreWarnedOf()
    {
        const auto line = parse(QStringLiteral(
            "--kong|http://a:1|--kong|http://b:1|--kong-header|apikey: hunter22|--consul|http://c:1|--consul-token|hunter33"));
        QVERIFY(line);
        QCOMPARE(line->warnings.size(), 2); // one an option, however many nodes
        for (const QString &warning : line->warnings)
            QVERIFY(!warning.contains(QLatin1String("hunter")));
        QCOMPARE(line->given.value(QStringLiteral("kong-2")).credential, QStringLiteral("hunter22"));
        QCOMPARE(line->given.value(QStringLiteral("consul")).credential, QStringLiteral("hunter33"));
    }

    void modes()
    {
        auto line = parse(QStringLiteral("--check|--json|--consul|http://c:1"));
        QVERIFY(line && line->action == CommandLine::Action::Check && line->json);
        line = parse(QStringLiteral("--check|--environment|Europe"));
        QVERIFY(line && line->action == CommandLine::Action::Check && line->environment == QLatin1String("Europe"));
        line = parse(QStringLiteral("--match|dump.json"));
        QVERIFY(line && line->action == CommandLine::Action::Match && line->matchFile == QLatin1String("dump.json"));
        line = parse(QStringLiteral("--tour|/tmp/x|--theme|dark|--size|1440x900|--config-dir|/tmp/c"));
        QVERIFY(line && line->action == CommandLine::Action::Tour);
        QCOMPARE(line->tour.folder, QStringLiteral("/tmp/x"));
        QCOMPARE(line->tour.theme, QStringLiteral("dark"));
        QCOMPARE(line->tour.size, QSize(1440, 900));
        QCOMPARE(line->configFolder, QStringLiteral("/tmp/c"));
        QVERIFY(parse(QStringLiteral("--version"))->action == CommandLine::Action::ShowVersion);
        QVERIFY(parse(QStringLiteral("-h|whatever|--json"))->action == CommandLine::Action::ShowHelp);
    }

    void wrongUsage_data()
    {
        QTest::addColumn<QString>("line");
        for (const char *line : {
                 "--nonsense", "stray", "--consul", "--consul|", "--consul|ftp://x", "--consul|http://a:1|--consul|http://b:1",
                 "--consul|http://a:1?x=1", "--consul-token|env:X", "--kong-header|A: env:X", "--rabbitmq-user|u",
                 "--rabbitmq|http://a:1|--rabbitmq-password|env:X", "--prometheus-bearer|env:X",
                 "--consul|http://a:1|--consul-token|env:1X", "--consul|http://a:1|--consul-token|env:",
                 "--consul|http://u:p@a:1|--consul-token|env:X", "--kong|http://a:1|--kong-header|nonsense",
                 "--kong|http://a:1|--kong-header|: env:X", "--kong|http://a:1|--kong-header|A B: env:X",
                 "--kong|http://a:1|--kong|http://a:1/", "--environment|E|--consul|http://a:1", "--json", "--check",
                 "--check|--tour|/tmp|--consul|http://a:1", "--theme|dark", "--size|10x10", "--tour|/tmp|--theme|pink",
                 "--tour|/tmp|--size|wide", "--tour|/tmp|--size|9x9", "--match", "--match|f|--check|--consul|http://a:1",
                 "--match|f|--consul|http://a:1", "--match|f|--demo", "--match|f|--tour|/tmp", "--match|f|--json"})
            QTest::newRow(line) << QString::fromLatin1(line);
    }
    void wrongUsage()
    {
        QFETCH(QString, line);
        const auto parsed = parse(line);
        QVERIFY(!parsed);
        QVERIFY(!parsed.error().isEmpty());
    }
    void errorsKeepSecretsToThemselves()
    {
        for (const char *line : {"--consul|ftp://u:hunter22@x", "--consul|http://u:hunter22@a:1|--consul-token|hunter33",
                                 "--kong|http://a:1|--kong-header|A B: hunter22"}) {
            const auto parsed = parse(QString::fromLatin1(line));
            QVERIFY(!parsed);
            QVERIFY2(!parsed.error().contains(QLatin1String("hunter")), line);
        }
    }
    void demoStandsAlone()
    {
        QVERIFY(!parse(QString())->demo);
        QVERIFY(parse(QStringLiteral("--demo"))->demo);
        QVERIFY(parse(QStringLiteral("--demo|--read-only|--tour|folder"))->demo);
        QCOMPARE(parse(QStringLiteral("--demo|--check"))->action, CommandLine::Action::Check);
        QVERIFY(!parse(QStringLiteral("--demo|--environment|there")));
        QVERIFY(!parse(QStringLiteral("--demo|--consul|http://127.0.0.1:8500")));
    }

    void editorOnlyWhenAskedFor()
    {
        QVERIFY(!parse(QString())->edit);
        QVERIFY(parse(QStringLiteral("--edit"))->edit);
    }
    void helpNamesEveryOption()
    {
        const QString help = commandLineHelp();
        for (const char *option :
             {"--environment", "--kong ", "--kong-proxy", "--kong-header", "--consul ", "--consul-token", "--rabbitmq ",
              "--rabbitmq-user", "--rabbitmq-password", "--prometheus ", "--prometheus-bearer", "--config-dir", "--read-only",
              "--demo", "--edit", "--tour", "--theme", "--size", "--check", "--match", "--json", "--version", "--help"})
            QVERIFY2(help.contains(QLatin1String(option)), option);
    }

    void environmentsByNameAndByFile()
    {
        QTemporaryDir folder;
        EnvironmentStore store(folder.path());
        QVERIFY(store.load());
        Environment europe = parse(QStringLiteral("--consul|http://a:8500"))->addressed.value();
        europe.name = QStringLiteral("Europe");
        QVERIFY(store.save(europe));
        auto chosen = chooseEnvironment(*parse(QStringLiteral("--environment|europe")), &store);
        QVERIFY(chosen && *chosen);
        QCOMPARE((*chosen)->id, europe.id);
        QVERIFY(!(*chosen)->isTransient);

        chosen = chooseEnvironment(*parse(QStringLiteral("--environment|Asia")), &store);
        QVERIFY(!chosen);
        QCOMPARE(chosen.error().reason, QStringLiteral("environment.unknown"));

        const QString file = folder.filePath(QStringLiteral("asia.json"));
        QFile out(file);
        QVERIFY(out.open(QIODevice::WriteOnly));
        out.write("{\"consul\":{\"url\":\"http://asia:8500\",\"credential\":{\"kind\":\"bearer\",\"secret\":\"env:AWS\"}}}");
        out.close();
        chosen = chooseEnvironment(*parse(QStringLiteral("--environment|") + file), &store);
        QVERIFY2(chosen, qPrintable(chosen ? QString() : chosen.error().toLogString()));
        QVERIFY((*chosen)->isTransient);
        QCOMPARE((*chosen)->name, QStringLiteral("asia"));
        QCOMPARE(store.missingConsents(**chosen).size(), 1); // a file is a stranger's
    }
};

MK_TEST_CLASS(TestCommandLine)
#include "TestCommandLine.moc"
