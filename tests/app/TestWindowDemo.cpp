// SPDX-License-Identifier: GPL-3.0-or-later
#include "KongWindow.h"
#include "core/Process.h"
#include "support/TestMain.h"

#include <QFile>

using namespace mk;
using namespace mk::test;

// The demo platform as somebody meets it: from the first page, marked as what it is, with a menu of what can go wrong.
class TestWindowDemo : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void opensFromTheFirstPage();
    void faultsAreSwitchedByTheMenu();

private:
    static bool opens(WindowBench *bench)
    {
        if (!bench->openEmpty())
            return false;
        bench->window->begin({}, false);
        return find::clickSoon(bench->window.get(), QStringLiteral("Try the demo platform"), patience)
            && QTest::qWaitFor([bench] { return bench->app->session() != nullptr; }, patience);
    }
    static bool allAnswer(const PlatformSession *session)
    {
        return std::all_of(allSystems.cbegin(), allSystems.cend(), [session](System system) { return session->status(system).state == SystemState::Ok; });
    }
    static QMenu *menuOf(WindowBench *bench)
    {
        QMenu *menu = nullptr;
        const bool came = find::clickSoon(bench->window.get(), QStringLiteral("Demo"), patience)
            && QTest::qWaitFor([&] { return (menu = qobject_cast<QMenu *>(QApplication::activePopupWidget())) != nullptr; }, patience);
        return came ? menu : nullptr;
    }
    static QAction *actionIn(const QMenu *menu, const QString &text)
    {
        for (QAction *action : menu->actions()) {
            if (action->text() == text)
                return action;
        }
        return nullptr;
    }
};

void TestWindowDemo::opensFromTheFirstPage()
{
    qint64 program = 0;
    {
        WindowBench bench;
        QVERIFY(opens(&bench));
        QTRY_VERIFY_WITH_TIMEOUT(allAnswer(bench.app->session()), patience);
        QVERIFY(bench.window->windowTitle().contains(QLatin1String("Demo platform (simulated)")));
        QVERIFY(find::button(bench.window.get(), QStringLiteral("Demo")));
        QVERIFY(bench.app->session()->environment().isDemo);
        // Nothing of it is kept.
        QVERIFY(!QFile::exists(bench.app->environments().filePath()));
        QVERIFY(bench.app->settings().lastEnvironment().isEmpty());
        program = bench.app->demo()->processId();
        QVERIFY(os::isRunning(program));
    }
    QTRY_VERIFY_WITH_TIMEOUT(!os::isRunning(program), patience);
}

void TestWindowDemo::faultsAreSwitchedByTheMenu()
{
    WindowBench bench;
    QVERIFY(opens(&bench));
    QMenu *menu = menuOf(&bench);
    QVERIFY(menu);
    const QList<QAction *> actions = menu->actions();
    QCOMPARE(std::count_if(actions.cbegin(), actions.cend(), [](const QAction *action) { return action->isCheckable(); }), 10);
    const QString title = QStringLiteral("A queue that nobody reads");
    QAction *action = actionIn(menu, title);
    QVERIFY(action && !action->isChecked());
    QVERIFY(action->toolTip().contains(QLatin1String("verification-email")));
    QVERIFY(!actionIn(menu, QStringLiteral("All well again"))->isEnabled());
    QVERIFY(KongWindow::chooseInMenu(title));
    const auto isOn = [&bench] {
        const Result<QList<DemoFault>> faults = resultOf(bench.app->demo()->readFaults(bench.app.get()));
        return faults && std::any_of(faults->cbegin(), faults->cend(), [](const DemoFault &fault) { return fault.name == QLatin1String("mail-unread") && fault.on; });
    };
    QTRY_VERIFY_WITH_TIMEOUT(isOn(), patience);
    menu = menuOf(&bench);
    QVERIFY(menu);
    QVERIFY(actionIn(menu, title)->isChecked());
    QVERIFY(KongWindow::chooseInMenu(QStringLiteral("All well again")));
    QTRY_VERIFY_WITH_TIMEOUT(!isOn(), patience);
}

MK_TEST_CLASS(TestWindowDemo)
#include "TestWindowDemo.moc"
