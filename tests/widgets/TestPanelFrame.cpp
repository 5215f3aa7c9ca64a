// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"
#include "widgets/Banner.h"
#include "widgets/DetailDrawer.h"
#include "widgets/EmptyState.h"
#include "widgets/EntityTable.h"
#include "widgets/FilterBar.h"
#include "widgets/NavRail.h"
#include "widgets/PanelFrame.h"
#include "widgets/PlanDialog.h"
#include "widgets/SampleModel.h"
#include "widgets/Segments.h"
#include "widgets/TopBar.h"

#include <QApplication>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>

using namespace mk;
using namespace mk::test;

namespace {

struct Panel
{
    explicit Panel(const Theme *theme)
        : frame(theme, QStringLiteral("routes"), QStringLiteral("Routes"), QStringLiteral("route"), QStringLiteral("Filter routes"))
        , table(new EntityTable(theme, QStringLiteral("Routes")))
        , model({QStringLiteral("Name")}, {{text(QStringLiteral("a"))}, {text(QStringLiteral("b"))}})
    {
        ColumnLook name;
        name.id = QStringLiteral("name");
        table->setColumns({name});
        table->setModel(&model);
        frame.setContent(table);
        frame.resize(900, 600);
        frame.show();
    }
    PanelFrame frame;
    EntityTable *table;
    SampleModel model;
};

} // namespace

class TestPanelFrame : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void states_data()
    {
        using Kind = PanelState::Kind;
        QTest::addColumn<int>("kind");
        QTest::addColumn<bool>("hasRows");
        QTest::addColumn<bool>("banner");
        QTest::addColumn<bool>("instead");
        QTest::addColumn<bool>("filter");
        QTest::newRow("rows") << int(Kind::Rows) << true << false << false << true;
        QTest::newRow("empty") << int(Kind::Empty) << false << false << true << true;
        QTest::newRow("nothing found") << int(Kind::NothingFound) << false << false << true << true;
        QTest::newRow("not configured") << int(Kind::NotConfigured) << false << false << true << false;
        QTest::newRow("unreachable, no rows") << int(Kind::Unreachable) << false << false << true << false;
        QTest::newRow("unreachable, old rows") << int(Kind::Unreachable) << true << true << false << true;
        QTest::newRow("not authorised") << int(Kind::NotAuthorised) << false << false << true << false;
        QTest::newRow("not authorised, old rows") << int(Kind::NotAuthorised) << true << false << true << false;
        QTest::newRow("unsupported") << int(Kind::Unsupported) << false << false << true << false;
        QTest::newRow("partial") << int(Kind::Partial) << true << true << false << true;
        QTest::newRow("warning") << int(Kind::Warning) << true << true << false << true;
    }
    void states()
    {
        QFETCH(int, kind);
        QFETCH(bool, hasRows);
        QFETCH(bool, banner);
        QFETCH(bool, instead);
        QFETCH(bool, filter);
        const Theme theme;
        Panel panel(&theme);
        PanelState state;
        state.kind = PanelState::Kind(kind);
        state.title = QStringLiteral("What is");
        state.sentence = QStringLiteral("What to do.");
        state.actions = {{QStringLiteral("retry"), QStringLiteral("Retry"), QString(), false}};
        panel.frame.setState(state, hasRows);
        QCOMPARE(panel.frame.banner()->isVisible(), banner);
        QCOMPARE(panel.frame.showsEmptyState(), instead);
        QCOMPARE(panel.frame.filterBar()->edit()->isEnabled(), filter);
        QVERIFY(panel.table->horizontalHeader()->isVisible()); // the head stays where it was
        if (banner || instead) {
            QSignalSpy acted(&panel.frame, &PanelFrame::stateAction);
            QPushButton *retry = nullptr;
            for (QPushButton *button : panel.frame.findChildren<QPushButton *>()) {
                if (button->text() == QStringLiteral("Retry") && button->isVisible())
                    retry = button;
            }
            QVERIFY(retry);
            retry->click();
            QCOMPARE(acted.count(), 1);
            QCOMPARE(acted[0][0].toString(), QStringLiteral("retry"));
        }
        panel.frame.setState({}, true);
        QVERIFY(!panel.frame.banner()->isVisible());
        QVERIFY(!panel.frame.showsEmptyState());
    }

    void loadingShowsAfterAWhileAndCanBeCancelled()
    {
        const Theme theme;
        Panel panel(&theme);
        QSignalSpy cancelled(&panel.frame, &PanelFrame::cancelLoadRequested);
        panel.frame.startLoading();
        panel.frame.setLoadProgress(3000, 4870);
        QPushButton *cancel = nullptr;
        for (QPushButton *button : panel.frame.findChildren<QPushButton *>()) {
            if (button->text() == QStringLiteral("Cancel"))
                cancel = button;
        }
        QVERIFY(cancel);
        QVERIFY(!cancel->isVisible());
        QTRY_VERIFY(cancel->isVisible());
        cancel->click();
        QCOMPARE(cancelled.count(), 1);
        panel.frame.stopLoading();
        QVERIFY(!cancel->isVisible());
    }

    // A list tells its state many times while it is read again.
    void notLoadingAnyMorePaintsNothing()
    {
        struct Paints : QObject
        {
            int count = 0;
            bool eventFilter(QObject *, QEvent *event) override
            {
                count += event->type() == QEvent::Paint;
                return false;
            }
        };
        const Theme theme;
        Panel panel(&theme);
        QVERIFY(QTest::qWaitForWindowExposed(&panel.frame));
        panel.frame.stopLoading();
        QCoreApplication::processEvents();
        Paints rows;
        panel.table->viewport()->installEventFilter(&rows);
        for (int i = 0; i < 5; ++i) {
            panel.frame.stopLoading();
            QCoreApplication::processEvents();
        }
        QCOMPARE(rows.count, 0);
        panel.table->viewport()->update();
        QTRY_COMPARE(rows.count, 1);
    }

    void drawerKeepsTheList()
    {
        const Theme theme;
        Panel panel(&theme);
        auto *drawer = new DetailDrawer(&theme);
        panel.frame.setDrawer(drawer);
        panel.frame.resize(1200, 600);
        panel.table->setCurrentId(QStringLiteral("b"));
        panel.frame.setDrawerOpen(true);
        QVERIFY(drawer->isVisible());
        QCOMPARE(panel.table->currentId(), QStringLiteral("b"));
        QTRY_VERIFY(drawer->width() >= 360 && drawer->width() <= 600);
        QTest::keyClick(&panel.frame, Qt::Key_Escape);
        QVERIFY(!panel.frame.isDrawerOpen());
        QCOMPARE(panel.table->currentId(), QStringLiteral("b"));
    }

    void findGoesToTheFilter()
    {
        const Theme theme;
        Panel panel(&theme);
        QVERIFY(QTest::qWaitForWindowActive(&panel.frame));
        panel.table->setFocus();
        QTest::keyClick(panel.table, Qt::Key_F, Qt::ControlModifier);
        QCOMPARE(QApplication::focusWidget(), panel.frame.filterBar()->edit());
        QTest::keyClick(panel.frame.filterBar()->edit(), Qt::Key_Down);
        QCOMPARE(QApplication::focusWidget(), panel.table);
    }

    // Whatever can take the focus says what it is.
    void everythingThatTakesFocusHasAName()
    {
        const Theme theme;
        Panel panel(&theme);
        auto *drawer = new DetailDrawer(&theme);
        auto *facts = new FactGrid(&theme);
        Fact id;
        id.label = QStringLiteral("Id");
        id.value = QStringLiteral("4b1c");
        id.copyText = id.value;
        facts->setFacts({id});
        drawer->addTab(QStringLiteral("summary"), QStringLiteral("Summary"), facts);
        panel.frame.setDrawer(drawer);
        panel.frame.setDrawerOpen(true);
        TopBar top(&theme);
        top.setEnvironment(QStringLiteral("Europe"), QStringLiteral("Production"), Token::Production);
        top.setLockVisible(true);
        top.setReadOnly(true, true);
        top.setPill(QStringLiteral("kong"), Status::Ok, QStringLiteral("Kong"), QStringLiteral("2.8"), QStringLiteral("3 ms"));
        NavRail rail(&theme);
        rail.addGroup(QStringLiteral("Kong"));
        rail.addItem(QStringLiteral("routes"), QStringLiteral("Routes"), QStringLiteral("route"));
        PlanDialog dialog(&theme, nullptr);
        for (const QWidget *root : {static_cast<QWidget *>(&panel.frame), static_cast<QWidget *>(&top),
                                    static_cast<QWidget *>(&rail), static_cast<QWidget *>(&dialog)}) {
            for (const QWidget *widget : root->findChildren<QWidget *>()) {
                if (widget->focusPolicy() == Qt::NoFocus || widget->isHidden())
                    continue;
                const auto *button = qobject_cast<const QAbstractButton *>(widget);
                const bool named = !widget->accessibleName().isEmpty() || (button && !button->text().isEmpty());
                QVERIFY2(named || widget->focusProxy(), widget->metaObject()->className());
            }
            for (const QLabel *label : root->findChildren<QLabel *>()) {
                if (label->pixmap().isNull())
                    QCOMPARE(label->textFormat(), Qt::PlainText);
            }
        }
    }

    void railMovesByArrows()
    {
        const Theme theme;
        NavRail rail(&theme);
        rail.addGroup(QStringLiteral("Kong"));
        for (const char *id : {"routes", "plugins", "consumers"})
            rail.addItem(QLatin1String(id), QLatin1String(id), QStringLiteral("route"));
        rail.setItemVisible(QStringLiteral("plugins"), false);
        rail.setCurrent(QStringLiteral("routes"));
        rail.resize(208, 400);
        rail.show();
        QVERIFY(QTest::qWaitForWindowActive(&rail));
        QCOMPARE(rail.ids(), QStringList({QStringLiteral("routes"), QStringLiteral("consumers")}));
        QSignalSpy activated(&rail, &NavRail::activated);
        QTest::keyClick(&rail, Qt::Key_Tab);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Down);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QCOMPARE(activated.count(), 1);
        QCOMPARE(activated[0][0].toString(), QStringLiteral("consumers"));
        QCOMPARE(rail.width(), 208);
        rail.setCollapsed(true);
        QCOMPARE(rail.width(), 48);
    }

    void segmentsChooseOne()
    {
        const Theme theme;
        SegmentedControl control(&theme, QStringLiteral("View"));
        control.addSegment(QStringLiteral("a"), QStringLiteral("A"));
        control.addSegment(QStringLiteral("b"), QStringLiteral("B"));
        control.show();
        QCOMPARE(control.currentId(), QStringLiteral("a"));
        QSignalSpy chosen(&control, &SegmentedControl::chosen);
        control.setCurrentId(QStringLiteral("b"));
        QCOMPARE(chosen.count(), 0);
        control.findChildren<QAbstractButton *>().first()->click();
        QCOMPARE(chosen.count(), 1);
        control.setCurrentId(QString());
        QCOMPARE(control.currentId(), QString());
    }

    void typedNameGuardsApply()
    {
        const Theme theme;
        PlanDialog dialog(&theme, nullptr);
        PlanPreview preview;
        preview.title = QStringLiteral("Apply plan");
        preview.changes = {{QStringLiteral("Delete key"), QStringLiteral("Consul"), QStringLiteral("config/a"), Status::Ok, QString()}};
        preview.parts = {DiffPart()};
        preview.typedName = QStringLiteral("config/a");
        preview.applyText = QStringLiteral("Apply 1 change");
        preview.destroys = true;
        dialog.setPreview(preview);
        dialog.show();
        QSignalSpy applied(&dialog, &PlanDialog::applyRequested);
        QVERIFY(!dialog.applyButton()->isEnabled());
        dialog.confirmEdit()->setText(QStringLiteral("config/"));
        QVERIFY(!dialog.applyButton()->isEnabled());
        dialog.confirmEdit()->setText(QStringLiteral("config/a"));
        QVERIFY(dialog.applyButton()->isEnabled());
        dialog.applyButton()->click();
        QCOMPARE(applied.count(), 1);
        dialog.setRunning(true);
        QVERIFY(!dialog.applyButton()->isEnabled());
        preview.typedName.clear();
        preview.canApply = false;
        preview.whyNot = QStringLiteral("Read-only");
        dialog.setRunning(false);
        dialog.setPreview(preview);
        QVERIFY(!dialog.applyButton()->isEnabled());
    }
};

MK_TEST_CLASS(TestPanelFrame)
#include "TestPanelFrame.moc"
