// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/SingleInstance.h"
#include "core/Json.h"
#include "support/RealConsul.h"
#include "support/TestMain.h"

#include <QDir>
#include <QFile>
#include <QImage>
#include <QProcess>
#include <QRegularExpression>
#include <QSet>
#include <QSignalSpy>
#include <QTemporaryDir>

#include <cmath>

using namespace mk;
using mk::test::RealConsul;

// The built program from outside: what it prints, how it ends, what it leaves in folders.
class TestProgram : public QObject
{
    Q_OBJECT

    static constexpr int patience = 120'000; // ms; nothing waits that long by design

    struct Ended
    {
        int code = -1; // -1: it crashed or did not end
        QByteArray output;
        QByteArray errors;
    };

    static QProcessEnvironment environment(const QString &platform = {})
    {
        QProcessEnvironment variables = QProcessEnvironment::systemEnvironment();
        for (const char *display : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"})
            variables.remove(QLatin1String(display));
        if (!platform.isEmpty())
            variables.insert(QStringLiteral("QT_QPA_PLATFORM"), platform);
        variables.insert(QStringLiteral("MICROKUBES_NO_KEYCHAIN"), QStringLiteral("1"));
        return variables;
    }
    static void start(QProcess &process, const QStringList &arguments, const QProcessEnvironment &variables)
    {
        process.setProcessEnvironment(variables);
        process.start(QStringLiteral(MK_PROGRAM), arguments);
    }
    // Turns the event loop meanwhile: this process may be the one that is asked to show itself.
    static Ended run(const QStringList &arguments, const QProcessEnvironment &variables = environment())
    {
        QProcess process;
        start(process, arguments, variables);
        const bool ended = QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; }, patience);
        return {ended && process.exitStatus() == QProcess::NormalExit && process.error() != QProcess::FailedToStart
                    ? process.exitCode()
                    : -1,
                process.readAllStandardOutput(), process.readAllStandardError()};
    }
    // The process that the lock of a configuration folder names; 0: none.
    static qint64 holderOf(const QString &configFolder)
    {
        QFile file(QDir(configFolder).filePath(QStringLiteral("instance.lock")));
        return file.open(QIODevice::ReadOnly) ? file.readLine().trimmed().toLongLong() : 0;
    }
    // Distinct colours of a grid of points, and how light they are.
    static std::pair<qsizetype, double> lookOf(const QImage &picture)
    {
        QSet<QRgb> colours;
        double lightness = 0;
        int points = 0;
        for (int y = 0; y < picture.height(); y += 3) {
            for (int x = 0; x < picture.width(); x += 3) {
                colours.insert(picture.pixel(x, y));
                lightness += QColor(picture.pixel(x, y)).lightnessF();
                ++points;
            }
        }
        return {colours.size(), lightness / std::max(1, points)};
    }

    std::unique_ptr<RealConsul> m_server;

private Q_SLOTS:
    void initTestCase()
    {
        MK_REQUIRE_CONSUL();
        m_server = std::make_unique<RealConsul>();
        QVERIFY2(m_server->start(), qPrintable(m_server->lastError()));
        QVERIFY(m_server->addServices());
        QVERIFY(m_server->put(QStringLiteral("config/a"), "one"));
        QVERIFY(m_server->put(QStringLiteral("config/app.json"), "{\"a\": 1}"));
    }
    void init() { MK_REQUIRE_CONSUL(); }
    void cleanupTestCase() { m_server.reset(); }

    void tellsVersionAndHelpWithoutADisplay()
    {
        QFile file(QStringLiteral(MK_SOURCE_DIR "/VERSION"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const Ended version = run({QStringLiteral("--version")});
        QCOMPARE(version.code, 0);
        QCOMPARE(version.output, "microkubes-console " + file.readAll().trimmed() + '\n');
        QCOMPARE(version.errors, QByteArray());

        const Ended help = run({QStringLiteral("--help")});
        QCOMPARE(help.code, 0);
        for (const char *option : {"--environment", "--kong", "--consul", "--rabbitmq", "--prometheus", "--read-only",
                                   "--config-dir", "--check", "--json", "--tour", "--theme", "--size", "--version"})
            QVERIFY2(help.output.contains(option), option);
        QCOMPARE(help.errors, QByteArray());
    }

    void wrongUsageIsTwo_data()
    {
        QTest::addColumn<QStringList>("arguments");
        const auto words = [](const char *line) { return QString::fromLatin1(line).split(QLatin1Char(' ')); };
        QTest::newRow("unknown option") << words("--no-such-option");
        QTest::newRow("check of nothing") << words("--check");
        QTest::newRow("not an address") << words("--check --consul ftp://consul.example");
        QTest::newRow("unknown environment") << words("--check --environment nowhere");
        QTest::newRow("tour without a folder") << words("--tour");
        QTest::newRow("no theme") << words("--tour /nonexistent --theme pink");
    }
    void wrongUsageIsTwo()
    {
        QFETCH(QStringList, arguments);
        const QTemporaryDir folder;
        const Ended ended = run(arguments + QStringList{QStringLiteral("--config-dir"), folder.path()});
        QCOMPARE(ended.code, 2);
        QCOMPARE(ended.output, QByteArray());
        QVERIFY(!ended.errors.isEmpty());
    }

    void checkTellsWhatIsThere()
    {
        const QTemporaryDir folder;
        const QStringList arguments{QStringLiteral("--check"), QStringLiteral("--consul"), m_server->url().toString(),
                                    QStringLiteral("--config-dir"), folder.path()};
        const Ended text = run(arguments);
        QVERIFY2(text.code == 0, text.errors.constData());
        QVERIFY2(text.output.contains("consul  ok  "), text.output.constData());
        QVERIFY2(text.output.contains("result  1 of 1 endpoints are well\n"), text.output.constData());
        QVERIFY2(text.output.contains("  keys 2  ") || text.output.contains("  keys 2\n"), text.output.constData());

        const Ended json = run(arguments + QStringList{QStringLiteral("--json")});
        QCOMPARE(json.code, 0);
        const auto report = nlohmann::json::parse(json.output.begin(), json.output.end(), nullptr, false);
        QVERIFY2(report.is_object(), json.output.constData());
        QCOMPARE(report.value("ok", false), true);
        const auto &endpoint = report["endpoints"][0];
        QCOMPARE(QString::fromStdString(endpoint.value("state", "")), QStringLiteral("ok"));
        QCOMPARE(endpoint["counts"].value("keys", 0), 2);
        QVERIFY(QString::fromStdString(endpoint.value("version", "")).startsWith(QLatin1String("1.")));
        QVERIFY(QDir(folder.path()).entryList(QDir::Files).isEmpty()); // it only reads
    }

    void checkOfWhatIsNotWellIsOne()
    {
        RealConsul::Options options;
        options.acls = true;
        RealConsul locked(options);
        QVERIFY2(locked.start(), qPrintable(locked.lastError()));
        const QTemporaryDir folder;
        const QString secret = QStringLiteral("11111111-2222-3333-4444-555555555555");
        QProcessEnvironment variables = environment();
        variables.insert(QStringLiteral("MK_TEST_TOKEN"), secret);
        const QStringList check{QStringLiteral("--check"), QStringLiteral("--config-dir"), folder.path(), QStringLiteral("--consul")};
        for (const QString &how : {QString(), QStringLiteral("--json")}) {
            const QStringList extra = how.isEmpty() ? QStringList() : QStringList{how};
            const Ended refused = run(check + QStringList{locked.url().toString(), QStringLiteral("--consul-token"), QStringLiteral("env:MK_TEST_TOKEN")} + extra, variables);
            QCOMPARE(refused.code, 1);
            QVERIFY2(refused.output.contains("unauthorised"), refused.output.constData());
            QVERIFY(!refused.output.contains(secret.toUtf8()) && !refused.errors.contains(secret.toUtf8()));
        }
        const QUrl address = locked.url();
        locked.kill();
        for (const QString &how : {QString(), QStringLiteral("--json")}) {
            const QStringList extra = how.isEmpty() ? QStringList() : QStringList{how};
            const Ended gone = run(check + QStringList{address.toString()} + extra);
            QCOMPARE(gone.code, 1);
            QVERIFY2(gone.output.contains("down"), gone.output.constData());
        }
    }

    void tourPaintsEveryPanelInBothThemes()
    {
        const QTemporaryDir config;
        const QTemporaryDir pictures;
        const QString folder = pictures.filePath(QStringLiteral("new/folder"));
        const Ended tour = run({QStringLiteral("--tour"), folder, QStringLiteral("--size"), QStringLiteral("1280x800"),
                                QStringLiteral("--consul"), m_server->url().toString(), QStringLiteral("--config-dir"), config.path()});
        QVERIFY2(tour.code == 0, tour.errors.constData());
        QStringList scenes[2];
        const QString themes[2]{QStringLiteral("-light.png"), QStringLiteral("-dark.png")};
        QList<QImage> seen;
        int whole = 0;
        for (int theme = 0; theme < 2; ++theme) {
            const QStringList files = QDir(folder).entryList({QLatin1Char('*') + themes[theme]}, QDir::Files, QDir::Name);
            for (const QString &file : files) {
                scenes[theme].append(file.chopped(themes[theme].size()));
                const QImage picture(QDir(folder).filePath(file));
                QVERIFY2(!picture.isNull(), qPrintable(file));
                // The window as asked for, or a dialog on its own.
                const QSize size = picture.size() / picture.devicePixelRatio();
                QVERIFY2(size == QSize(1280, 800) || (size.width() >= 300 && size.height() >= 200 && size.width() <= 1280),
                         qPrintable(QStringLiteral("%1: %2 x %3").arg(file).arg(size.width()).arg(size.height())));
                whole += size == QSize(1280, 800);
                const auto [colours, lightness] = lookOf(picture);
                QVERIFY2(colours > 40, qPrintable(QStringLiteral("%1: %2 colours").arg(file).arg(colours)));
                QVERIFY2(theme == 0 ? lightness > 0.7 : lightness < 0.4, qPrintable(QStringLiteral("%1: %2").arg(file).arg(lightness)));
                // Each shows something else; a journal without a change has no difference to show, and of the systems only Consul is here.
                static const QRegularExpression empty(QStringLiteral("^(journal|routes|plugins|consumers|upstreams|certificates|kong-nodes|findings|path|queues|metrics)"));
                // In the second theme a panel may still show where the first left it.
                QVERIFY2(theme == 1 || !seen.contains(picture) || file.contains(empty), qPrintable(file));
                seen.append(picture);
            }
        }
        QVERIFY(whole >= 20);
        scenes[0].sort();
        scenes[1].sort();
        QCOMPARE(scenes[0], scenes[1]);
        for (const char *scene : {"overview", "services", "services-detail", "instances", "nodes", "keyvalue", "keyvalue-value",
                                  "journal", "settings", "activity", "environments"})
            QVERIFY2(scenes[0].contains(QLatin1String(scene)), scene);
    }

    // A state that is not reached is an error of the tour.
    void tourOfTheDemoShowsEveryState()
    {
        const QTemporaryDir folder;
        const QDir pictures(folder.filePath(QStringLiteral("pictures")));
        const Ended tour = run({QStringLiteral("--config-dir"), folder.filePath(QStringLiteral("config")), QStringLiteral("--demo"),
                                QStringLiteral("--tour"), pictures.path(), QStringLiteral("--theme"), QStringLiteral("dark"),
                                QStringLiteral("--size"), QStringLiteral("1280x800")},
                               environment(QStringLiteral("offscreen")));
        QVERIFY2(tour.code == 0, tour.errors.constData());
        for (const char *state : {"loading", "unreachable", "unauthorised", "empty", "stale", "conflict"}) {
            const QString file = pictures.filePath(QStringLiteral("state-%1-dark.png").arg(QLatin1String(state)));
            QVERIFY2(!QImage(file).isNull(), qPrintable(file));
        }
    }

    void secondOneRaisesTheFirst()
    {
        const QTemporaryDir folder;
        const QStringList arguments{QStringLiteral("--config-dir"), folder.path()};
        {
            // This process plays the first, to see what it is asked.
            SingleInstance first(folder.path());
            QVERIFY(first.acquire() == SingleInstance::Outcome::First);
            QSignalSpy raised(&first, &SingleInstance::raiseRequested);
            const Ended second = run(arguments, environment(QStringLiteral("offscreen")));
            QVERIFY2(second.code == 0, second.errors.constData());
            QCOMPARE(raised.size(), 1);
            QVERIFY2(second.output.contains(QByteArray::number(QCoreApplication::applicationPid())), second.output.constData());
        }
        QProcess first;
        start(first, arguments, environment(QStringLiteral("offscreen")));
        QTRY_COMPARE_WITH_TIMEOUT(holderOf(folder.path()), first.processId(), patience);
        Ended second;
        // The lock comes a moment before the socket: until then the second says that nobody answers.
        for (int attempt = 0; attempt < 20 && second.code != 0; ++attempt)
            second = run(arguments, environment(QStringLiteral("offscreen")));
        QVERIFY2(second.code == 0, second.errors.constData());
        QVERIFY2(second.output.contains(QByteArray("Already running (process " + QByteArray::number(first.processId()) + '@')),
                 second.output.constData());
        QCOMPARE(first.state(), QProcess::Running);

        // What a killed one leaves behind keeps nobody out.
        first.kill();
        QTRY_COMPARE_WITH_TIMEOUT(first.state(), QProcess::NotRunning, patience);
        QVERIFY(QFile::exists(folder.filePath(QStringLiteral("instance.lock"))));
        QProcess next;
        start(next, arguments, environment(QStringLiteral("offscreen")));
        QTRY_COMPARE_WITH_TIMEOUT(holderOf(folder.path()), next.processId(), patience);
        QCOMPARE(next.state(), QProcess::Running);
        next.kill();
        QTRY_COMPARE_WITH_TIMEOUT(next.state(), QProcess::NotRunning, patience);
    }
};

MK_TEST_CLASS(TestProgram)
#include "TestProgram.moc"
