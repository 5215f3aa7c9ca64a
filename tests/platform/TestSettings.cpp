// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/Settings.h"
#include "platform/UiState.h"
#include "support/TestMain.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace mk;
using namespace std::chrono_literals;

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void put(const QString &path, const QByteArray &content)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
}

} // namespace

class TestSettings : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void onlyChoicesAreWritten()
    {
        {
            Settings settings(m_folder->path());
            QVERIFY(settings.load());
            QVERIFY(settings.saveNow());
            QVERIFY(!QFile::exists(settings.filePath())); // nothing was chosen
            QSignalSpy changed(&settings, &Settings::changed);
            settings.theme.set(ThemeChoice::Dark);
            settings.theme.set(ThemeChoice::Dark);
            settings.refreshInterval.set(7s);
            settings.lastEnvironment.set(QStringLiteral("de"));
            settings.liveUpdates.set(false);
            QCOMPARE(changed.size(), 4);
        } // written at the end
        Settings again(m_folder->path());
        QVERIFY(again.load());
        QCOMPARE(again.theme(), ThemeChoice::Dark);
        QCOMPARE(again.refreshInterval(), 7s);
        QCOMPARE(again.lastEnvironment(), QStringLiteral("de"));
        QCOMPARE(again.liveUpdates(), false);
        QVERIFY(again.density.isDefault());
        QVERIFY(!contentOf(again.filePath()).contains("density"));
        QVERIFY((QFile::permissions(again.filePath()) & (QFile::ReadGroup | QFile::ReadOther)) == 0);
        again.resetAll();
        QVERIFY(again.saveNow());
        QVERIFY(!contentOf(again.filePath()).contains("theme"));
    }

    void limits()
    {
        Settings settings(m_folder->path());
        settings.bodySize.set(99);
        QCOMPARE(settings.bodySize(), 15);
        settings.refreshInterval.set(0s);
        QCOMPARE(settings.refreshInterval(), 1s);
        settings.clipboardClear.set(0s);
        QCOMPARE(settings.clipboardClear(), 0s);
        settings.clipboardClear.set(1s);
        QCOMPARE(settings.clipboardClear(), 5s);
    }

    void strangersSurvive()
    {
        Settings settings(m_folder->path());
        put(settings.filePath(), R"({"schema":1,"fromLater":{"a":[1]},"theme":"light","bodySize":"big","density":"absurd"})");
        QVERIFY(settings.load());
        QCOMPARE(settings.theme(), ThemeChoice::Light);
        QCOMPARE(settings.bodySize(), 13);
        QCOMPARE(settings.density(), Density::Normal);
        settings.bodySize.set(14);
        QVERIFY(settings.saveNow());
        const QByteArray content = contentOf(settings.filePath());
        QVERIFY(content.contains("fromLater"));
        QVERIFY(content.contains("14"));
    }

    void leftAlone_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("reason");
        QTest::newRow("newer") << QByteArray(R"({"schema":2,"theme":"dark"})") << "settings.newer-schema";
        QTest::newRow("broken") << QByteArray(R"({"theme":)") << "settings.unreadable";
        QTest::newRow("list") << QByteArray("[]") << "settings.unreadable";
    }
    void leftAlone()
    {
        QFETCH(QByteArray, content);
        QFETCH(QString, reason);
        {
            Settings settings(m_folder->path());
            put(settings.filePath(), content);
            const Result<Done> loaded = settings.load();
            QVERIFY(!loaded);
            QCOMPARE(loaded.error().reason, reason);
            QVERIFY(settings.problem());
            settings.theme.set(ThemeChoice::Light); // holds for this run
            QCOMPARE(settings.theme(), ThemeChoice::Light);
            QVERIFY(settings.saveNow());
        }
        QCOMPARE(contentOf(m_folder->filePath(QStringLiteral("settings.json"))), content);
    }

    void savedByItself()
    {
        Settings settings(m_folder->path());
        settings.theme.set(ThemeChoice::Dark);
        QVERIFY(!QFile::exists(settings.filePath()));
        QTRY_VERIFY(QFile::exists(settings.filePath()));
    }

    void uiState()
    {
        {
            UiState state(m_folder->path());
            QVERIFY(state.load());
            QSignalSpy changed(&state, &UiState::changed);
            state.setValue(QStringLiteral("window/geometry"), QByteArray("\x00\xff\x01", 3));
            state.setIntList(QStringLiteral("services/columns"), {120, 0, 80});
            state.setValue(QStringLiteral("services/hidden"), QStringList{QStringLiteral("a")});
            state.setValue(QStringLiteral("rail"), true);
            state.setValue(QStringLiteral("rail"), true);
            state.saveFilter(QStringLiteral("services"), {QStringLiteral("bad"), QStringLiteral("state:critical")});
            state.saveFilter(QStringLiteral("services"), {QStringLiteral("bad"), QStringLiteral("state:warning")});
            state.saveFilter(QStringLiteral("services"), {QStringLiteral("other"), QStringLiteral("x")});
            QCOMPARE(changed.size(), 7);
        }
        UiState state(m_folder->path());
        QVERIFY(state.load());
        QCOMPARE(state.value(QStringLiteral("window/geometry")).toByteArray(), QByteArray("\x00\xff\x01", 3));
        QCOMPARE(state.intList(QStringLiteral("services/columns")), (QList<int>{120, 0, 80}));
        QCOMPARE(state.value(QStringLiteral("services/hidden")).toStringList(), QStringList{QStringLiteral("a")});
        QCOMPARE(state.value(QStringLiteral("rail")).toBool(), true);
        QCOMPARE(state.value(QStringLiteral("nothing"), 5).toInt(), 5);
        QCOMPARE(state.savedFilters(QStringLiteral("services")).size(), 2);
        QCOMPARE(state.savedFilters(QStringLiteral("services"))[0].text, QStringLiteral("state:warning"));
        state.removeFilter(QStringLiteral("services"), QStringLiteral("bad"));
        QCOMPARE(state.savedFilters(QStringLiteral("services")).size(), 1);
        state.clear();
        QVERIFY(!state.value(QStringLiteral("rail")).isValid());
    }

    void uiStateOfALaterVersion()
    {
        const QByteArray content = R"({"schema":9,"state":{}})";
        {
            UiState state(m_folder->path());
            put(state.filePath(), content);
            QVERIFY(!state.load());
            state.setValue(QStringLiteral("a"), 1);
        }
        QCOMPARE(contentOf(m_folder->filePath(QStringLiteral("ui-state.json"))), content);
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
};

MK_TEST_CLASS(TestSettings)
#include "TestSettings.moc"
