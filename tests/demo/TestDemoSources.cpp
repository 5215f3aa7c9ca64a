// SPDX-License-Identifier: GPL-3.0-or-later
// The simulation has rules, not cases: its sources hold no answer that was recorded, and know no recording by name.
#include "Scenario.h"

#include "support/TestMain.h"

#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>

using namespace mk::test;

namespace {

const QStringList &versions()
{
    static const QStringList kVersions{QStringLiteral("0.14.1"), QStringLiteral("2.8.5"), QStringLiteral("3.9.1")};
    return kVersions;
}

// All files that the program is made from.
std::vector<std::pair<QString, QByteArray>> sources()
{
    std::vector<std::pair<QString, QByteArray>> found;
    QDirIterator files(QStringLiteral(MK_SOURCE_DIR "/src/demo"), QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (file.open(QIODevice::ReadOnly))
            found.emplace_back(files.filePath(), file.readAll());
    }
    return found;
}

} // namespace

class TestDemoSources : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void namesOfRecordingsDoNotOccur();
    void whatARecordingMadeUpDoesNotOccur();
    void recordedBodiesDoNotOccur();
};

void TestDemoSources::namesOfRecordingsDoNotOccur()
{
    QVERIFY(!sources().empty());
    for (const auto &[path, text] : sources()) {
        for (const QString &version : versions()) {
            for (const QString &name : Scenario::names(version)) {
                // With its number, as it is called; without, where that is no word of its own.
                QVERIFY2(!text.contains(name.toUtf8()), qPrintable(path + QStringLiteral(" names ") + name));
            }
        }
    }
}

// Ids, keys and hashes of the recorded runs: nobody writes one of those by accident.
void TestDemoSources::whatARecordingMadeUpDoesNotOccur()
{
    static const QRegularExpression kMadeUp(
        QStringLiteral("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|\\b(?=[A-Za-z]*[0-9])[A-Za-z0-9]{32}\\b"));
    const auto files = sources();
    QStringList inSources;
    for (const auto &[path, text] : files) {
        auto matches = kMadeUp.globalMatch(QString::fromUtf8(text));
        while (matches.hasNext())
            inSources.append(matches.next().captured());
    }
    if (inSources.isEmpty())
        return;
    for (const QString &version : versions()) {
        for (const QString &name : Scenario::names(version)) {
            for (const Step &step : Scenario::load(version, name).steps) {
                const QString recorded = QString::fromStdString(step.answer.json ? step.answer.json->dump() : step.answer.body.toStdString());
                for (const QString &text : std::as_const(inSources))
                    QVERIFY2(!recorded.contains(text), qPrintable(text + QStringLiteral(" is of ") + version + QLatin1Char('/') + name));
            }
        }
    }
}

// A body of an entity or of a node is put together, never kept: no object of an answer with four members or more stands in the
// sources as JSON, however it is spaced or quoted.
void TestDemoSources::recordedBodiesDoNotOccur()
{
    // Schemas and error texts are rules and may read alike; what is looked for are whole answers.
    const auto squeezed = [](const QByteArray &text) {
        QByteArray plain;
        plain.reserve(text.size());
        for (const char c : text) {
            if (c != ' ' && c != '\n' && c != '\\' && c != '\t')
                plain.append(c);
        }
        return plain;
    };
    std::vector<std::pair<QString, QByteArray>> files;
    for (const auto &[path, text] : sources())
        files.emplace_back(path, squeezed(text));
    for (const QString &version : versions()) {
        for (const QString &name : Scenario::names(version)) {
            for (const Step &step : Scenario::load(version, name).steps) {
                if (!step.answer.json || !step.answer.json->is_object() || step.answer.json->size() < 4)
                    continue;
                const QByteArray body = squeezed(QByteArray::fromStdString(step.answer.json->dump()));
                for (const auto &[path, text] : files)
                    QVERIFY2(!text.contains(body), qPrintable(path + QStringLiteral(" holds the answer of ") + version + QLatin1Char('/') + name
                                                              + QStringLiteral(" step ") + QString::number(step.number)));
            }
        }
    }
}

MK_TEST_CLASS(TestDemoSources)
#include "TestDemoSources.moc"
