// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"
#include "support/WindowBench.h"

#include "widgets/DetailWindow.h"

#include <QAbstractButton>
#include <QLineEdit>

using namespace mk;
using namespace mk::test;

// Details in windows of their own: several at once, alive whatever the main window shows, gone with the environment.
class TestWindowApart : public QObject
{
    Q_OBJECT

    RealConsul m_server;
    WindowBench m_bench;

    static QString text(const char *utf8) { return QString::fromUtf8(utf8); }
    QWidget *page() const { return m_bench.panel("services"); }
    QAbstractItemView *services() const { return find::view(page(), text("Services")); }
    static QList<QWidget *> apart()
    {
        QList<QWidget *> windows;
        const QWidgetList all = QApplication::topLevelWidgets();
        for (QWidget *window : all) {
            if (window->isVisible() && qobject_cast<DetailWindow *>(window))
                windows.append(window);
        }
        return windows;
    }
    static QWidget *windowOf(const QString &title)
    {
        const QList<QWidget *> windows = apart();
        for (QWidget *window : windows) {
            if (window->windowTitle() == title)
                return window;
        }
        return nullptr;
    }
    bool openApart(const QString &service)
    {
        return QTest::qWaitFor([&] { return services() && find::clickRow(services(), service, true); }, patience)
            && find::clickSoon(page(), text("Open in its own window"))
            && QTest::qWaitFor([&] { return windowOf(service + text(" – Bench")) != nullptr; }, patience);
    }

private Q_SLOTS:
    void initTestCase()
    {
        MK_REQUIRE_CONSUL();
        QVERIFY2(m_server.start(), qPrintable(m_server.lastError()));
        QVERIFY2(m_server.addServices(), qPrintable(m_server.lastError()));
        QVERIFY(m_bench.open(m_server));
        QVERIFY(m_bench.go(text("Services")));
    }

    void showsWhatTheDrawerShowed()
    {
        QVERIFY(openApart(text("kong")));
        QWidget *window = windowOf(text("kong – Bench"));
        QVERIFY(!window->parentWidget());
        QTRY_VERIFY_WITH_TIMEOUT(find::view(window, text("Instances"))
                                     && find::view(window, text("Instances"))->model()->rowCount() == 3,
                                 patience);
        QVERIFY(find::shows(window, text("1 of 3 instances passing")) || find::shows(window, text("1 of 3 instance(s) passing")));
        QVERIFY2(!find::button(window, text("Open in its own window")), "there is no further window of a window");
    }

    void severalAtOnceButOneOfEach()
    {
        QVERIFY(openApart(text("rabbitmq")));
        QCOMPARE(apart().size(), 2);
        QVERIFY(openApart(text("kong")));
        QCOMPARE(apart().size(), 2);
        QVERIFY(find::shows(windowOf(text("rabbitmq – Bench")), text("Passing")));
    }

    void followsTheServerFromBehindAnotherPanel()
    {
        // Neither the filter nor the panel in front takes it away.
        find::type(find::edit(page(), text("Filter services")), text("users"));
        QTRY_COMPARE_WITH_TIMEOUT(services()->model()->rowCount(), 1, patience);
        QVERIFY(m_bench.go(text("Key/value")));
        QWidget *window = windowOf(text("rabbitmq – Bench"));
        QVERIFY(window);
        QVERIFY(m_server.setCheck(text("rabbitmq-1"), text("critical"), text("node is gone")));
        QTRY_VERIFY_WITH_TIMEOUT(find::shows(window, text("Critical")), patience);
        QVERIFY(m_server.setCheck(text("rabbitmq-1"), text("passing"), text("back")));
        QTRY_VERIFY_WITH_TIMEOUT(!find::shows(window, text("Critical")) && find::shows(window, text("Passing")), patience);
    }

    void staysWithAWordWhenTheEntityGoes()
    {
        QWidget *window = windowOf(text("rabbitmq – Bench"));
        QVERIFY(!find::shows(window, text("This is not there any more.")));
        QVERIFY(m_server.removeService(text("rabbitmq-1")));
        QTRY_VERIFY_WITH_TIMEOUT(find::shows(window, text("This is not there any more.")), patience);
        QCOMPARE(window->windowTitle(), text("rabbitmq – Bench"));
        QVERIFY(m_server.addService({text("rabbitmq"), text("rabbitmq-1"), 5672, {}, text("warning"), {}, {}}));
        QTRY_VERIFY_WITH_TIMEOUT(!find::shows(window, text("This is not there any more."))
                                     && find::shows(window, text("Warning")),
                                 patience);
    }

    void aLinkLeadsBackToThePanel()
    {
        QWidget *window = windowOf(text("kong – Bench"));
        QAbstractItemView *instances = find::view(window, text("Instances"));
        QVERIFY(instances && find::clickRow(instances, text("kong-2"), true));
        QTRY_COMPARE_WITH_TIMEOUT(m_bench.window->currentPanel(), text("services"), patience);
        QTRY_VERIFY_WITH_TIMEOUT(find::view(page(), text("Instances")), patience);
        // That list was never looked at before: it is read first.
        QTRY_VERIFY_WITH_TIMEOUT(find::widget(page(), text("Details"))
                                     && find::shows(find::widget(page(), text("Details")), text("127.0.0.1:8002")),
                                 patience);
        QVERIFY(windowOf(text("kong – Bench")));
    }

    void escapeClosesIt()
    {
        QWidget *window = windowOf(text("kong – Bench"));
        window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(window));
        QTest::keyClick(find::button(window, text("Close details")), Qt::Key_Escape);
        QTRY_COMPARE_WITH_TIMEOUT(apart().size(), 1, patience);
        QVERIFY(m_bench.window->isVisible());
    }

    void closesWithTheEnvironment()
    {
        QCOMPARE(apart().size(), 1);
        m_bench.app->closeEnvironment();
        QCOMPARE(apart().size(), 0);
    }
};

MK_TEST_CLASS(TestWindowApart)
#include "TestWindowApart.moc"
