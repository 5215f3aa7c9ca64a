// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/Json.h"
#include "support/TestMain.h"

#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>

// The built program as `--match`: what it prints for a file and a stream of requests, and how it ends.
class TestProgramMatch : public QObject
{
    Q_OBJECT

    struct Ended
    {
        int code = -1; // -1: it crashed or did not end
        QByteArray output;
        QByteArray errors;
    };

    static Ended run(const QString &file, const QByteArray &requests)
    {
        QProcess process;
        QProcessEnvironment variables = QProcessEnvironment::systemEnvironment();
        for (const char *display : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"})
            variables.remove(QLatin1String(display));
        process.setProcessEnvironment(variables);
        process.start(QStringLiteral(MK_PROGRAM), {QStringLiteral("--match"), file});
        process.write(requests);
        process.closeWriteChannel();
        const bool ended = process.waitForFinished(120'000) && process.exitStatus() == QProcess::NormalExit;
        return {ended ? process.exitCode() : -1, process.readAllStandardOutput(), process.readAllStandardError()};
    }

    static QString sample(const char *name)
    {
        return QStringLiteral(MK_TEST_DATA "/kong-router-sample/3.9.1/") + QLatin1String(name);
    }

private Q_SLOTS:
    void answersEachLine()
    {
        QFile file(sample("requests.jsonl"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray requests = file.readAll();
        QElapsedTimer timer;
        timer.start();
        const Ended ended = run(sample("routes.json"), requests.repeated(8));
        QVERIFY2(ended.code == 0, ended.errors.constData());
        QCOMPARE(ended.errors, QByteArray());
        qInfo("3200 requests in %lld ms", timer.elapsed());
        const QList<QByteArray> lines = ended.output.split('\n');
        const QList<QByteArray> asked = requests.split('\n');
        QCOMPARE(lines.size(), 3201);
        for (qsizetype i = 0; i < 400; ++i) {
            const auto seen = nlohmann::json::parse(asked.at(i).begin(), asked.at(i).end(), nullptr, false);
            const auto told = nlohmann::json::parse(lines.at(i).begin(), lines.at(i).end(), nullptr, false);
            QVERIFY2(told.is_object() && told.size() == 7, lines.at(i).constData());
            QVERIFY2(told["n"] == seen["n"] && told["route_id"] == seen["route_id"], lines.at(i).constData());
        }
    }

    void tellsTheLineThatItCannotRead()
    {
        const Ended ended =
            run(sample("routes.json"), "{\"method\":\"GET\",\"host\":\"h\",\"path\":\"/shop\"}\n\n{\"method\":7}\n");
        QCOMPARE(ended.code, 2);
        QCOMPARE(ended.output.count('\n'), qsizetype(1)); // what was answered before
        QVERIFY2(ended.errors.contains("line 3"), ended.errors.constData());
    }

    void tellsTheFileThatItCannotRead()
    {
        QCOMPARE(run(QStringLiteral("/nonexistent/dump.json"), {}).code, 2);
        const QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("dump.json")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{\"kong\": 3}");
        file.close();
        const Ended ended = run(file.fileName(), {});
        QCOMPARE(ended.code, 2);
        QVERIFY2(ended.errors.contains("\"kong\""), ended.errors.constData());
    }

    void tellsWhereItDoesNotPredict()
    {
        const QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("dump.json")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{\"kong\": \"3.9.1\", \"router_flavor\": \"expressions\"}");
        file.close();
        const Ended ended = run(file.fileName(), "{\"n\":5,\"method\":\"GET\",\"host\":\"h\",\"path\":\"/\"}");
        QCOMPARE(ended.code, 0);
        const auto told = nlohmann::json::parse(ended.output.begin(), ended.output.end(), nullptr, false);
        QVERIFY2(told.is_object(), ended.output.constData());
        QVERIFY(told["n"] == 5 && told["route_id"].is_null() && told["not_predicted"] == "expressions");
    }
};

MK_TEST_CLASS(TestProgramMatch)
#include "TestProgramMatch.moc"
