// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/EntityEditor.h"
#include "panels/EntityForm.h"
#include "panels/routes/RouteForms.h"
#include "support/Finder.h"
#include "support/TestMain.h"
#include "widgets/CodeEditor.h"
#include "widgets/StringListEdit.h"
#include "widgets/Theme.h"
#include "widgets/ThreeWayView.h"

#include <QAbstractButton>
#include <QCheckBox>
#include <QLineEdit>
#include <QSignalSpy>

using namespace mk;
namespace find = mk::test::find;

// Form and JSON of one entity: two views of one document, driven by what stands on screen.
class TestEntityEditor : public QObject
{
    Q_OBJECT

    static QString text(const char *utf8) { return QString::fromUtf8(utf8); }
    static QByteArray api()
    {
        return R"({"name":"orders","uris":["/orders"],"upstream_url":"http://orders.service.consul:8080","strip_uri":false,)"
               R"("retries":5,"later_member":{"a":[1,2]}})";
    }
    void open(EntityEditor &editor, const QByteArray &opened, const QByteArray &start)
    {
        kong::Capabilities server;
        server.apis = true;
        editor.open({.title = text("orders"), .tag = text("API"), .opened = opened, .start = start, .saveNote = {}},
                    routeforms::make(&m_theme, kong::Kind::Api, server, start, {}));
        editor.resize(1200, 800);
        editor.show();
    }
    static JsonDocument json(const EntityEditor &editor)
    {
        return JsonDocument::parse(find::editor(&editor, text("JSON"))->text().toUtf8()).value_or(JsonDocument());
    }

    Theme m_theme;

private Q_SLOTS:
    void bothViewsAreOneDocument()
    {
        EntityEditor editor(&m_theme);
        open(editor, api(), api());
        QVERIFY(!editor.hasUnsavedWork());
        QVERIFY(!find::button(&editor, text("Save"))->isEnabled());

        QLineEdit *upstream = find::edit(&editor, text("Upstream"));
        QVERIFY(upstream);
        find::type(upstream, text("http://orders.service.consul:9090"));
        QCOMPARE(json(editor).string(text("upstream_url")), text("http://orders.service.consul:9090"));
        QVERIFY(editor.hasUnsavedWork());

        JsonDocument other = json(editor);
        other.set(text("retries"), 9);
        other.set(text("uris"), jsonOf(QStringList{text("/orders"), text("/o")}));
        find::editor(&editor, text("JSON"))->replaceText(QString::fromUtf8(other.text()));
        QCOMPARE(find::edit(&editor, text("Retries"))->text(), text("9"));
        QVERIFY(find::edit(&editor, text("Client path 2")));
        QCOMPARE(find::edit(&editor, text("Client path 2"))->text(), text("/o"));

        QSignalSpy saved(&editor, &EntityEditor::saveRequested);
        QVERIFY(find::click(&editor, text("Save")));
        QCOMPARE(saved.count(), 1);
        const JsonDocument sent = JsonDocument::parse(saved.constFirst().at(1).toByteArray()).value();
        QCOMPARE(QString::fromStdString(sent.at(text("later_member"))->dump()), text(R"({"a":[1,2]})")); // survives
        QCOMPARE(saved.constFirst().at(0).toByteArray(), api());
    }

    // A path is typed and Save is pressed by its key, with the cursor still in the line.
    void typedListEntryIsSaved()
    {
        EntityEditor editor(&m_theme);
        open(editor, api(), api());
        editor.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&editor));
        QLineEdit *next = find::edit(&editor, text("Client path 2"));
        QVERIFY(next);
        next->setFocus();
        QTest::keyClicks(next, text("/baskets"));
        QSignalSpy saved(&editor, &EntityEditor::saveRequested);
        QTest::keyClick(next, Qt::Key_S, Qt::ControlModifier);
        QTRY_COMPARE(saved.count(), 1);
        QCOMPARE(JsonDocument::parse(saved.constFirst().at(1).toByteArray()).value().strings(text("uris")),
                 (QStringList{text("/orders"), text("/baskets")}));
    }

    void brokenJsonIsToldAndKept()
    {
        EntityEditor editor(&m_theme);
        open(editor, api(), api());
        CodeEditor *code = find::editor(&editor, text("JSON"));
        code->replaceText(text("{\n  \"name\": nope\n}"));
        QVERIFY(!find::button(&editor, text("Save"))->isEnabled());
        QVERIFY(find::shows(&editor, text("line 2")));
        QVERIFY(editor.hasUnsavedWork());
        QVERIFY(!find::edit(&editor, text("Upstream"))->isEnabled()); // it would write over the text
        code->replaceText(QString::fromUtf8(api()));
        QVERIFY(find::edit(&editor, text("Upstream"))->isEnabled());
        QVERIFY(!editor.hasUnsavedWork());
    }

    void problemsStandAtTheirFields()
    {
        EntityEditor editor(&m_theme);
        open(editor, api(), api());
        editor.showRefusal(text("Kong refused"), {},
                           {{text("uris.1"), text("should start with: /")},
                            {text("@entity"), text("at least one of these fields")},
                            {text("later_member"), text("unknown field")}});
        QVERIFY(find::shows(&editor, text("should start with: /")));
        QVERIFY(find::shows(&editor, text("at least one of these fields")));
        QVERIFY(find::shows(&editor, text("later_member: unknown field")));
        QVERIFY(find::edit(&editor, text("Client path 1"))->property("mkWrong").toBool());
        QCOMPARE(find::edit(&editor, text("Client path 1"))->accessibleDescription(), text("should start with: /"));
        QVERIFY(!find::edit(&editor, text("Upstream"))->property("mkWrong").toBool());
        find::type(find::edit(&editor, text("Client path 1")), text("/x"));
        QVERIFY(!find::shows(&editor, text("should start with: /")));
    }

    void lettersWhereANumberIsDue()
    {
        EntityEditor editor(&m_theme);
        open(editor, api(), api());
        find::type(find::edit(&editor, text("Retries")), text("five"));
        QVERIFY(!find::button(&editor, text("Save"))->isEnabled());
        QVERIFY(find::shows(&editor, text("Retries is a whole number.")));
        QVERIFY(editor.hasUnsavedWork());
        find::type(find::edit(&editor, text("Retries")), text("7"));
        QVERIFY(find::button(&editor, text("Save"))->isEnabled());
        QCOMPARE(json(editor).at(text("retries"))->get<int>(), 7);
        find::edit(&editor, text("Retries"))->clear();
        QVERIFY(json(editor).at(text("retries"))->is_null()); // it was there: null takes it away
    }

    void somebodyElseIsFaster()
    {
        EntityEditor editor(&m_theme);
        open(editor, api(), api());
        JsonDocument theirs = JsonDocument::parse(api()).value();
        theirs.set(text("retries"), 2);
        editor.serverHas(theirs.text()); // nothing typed yet: it is simply shown
        QCOMPARE(find::edit(&editor, text("Retries"))->text(), text("2"));
        QVERIFY(!editor.hasUnsavedWork());

        find::type(find::edit(&editor, text("Retries")), text("8"));
        theirs.set(text("retries"), 3);
        theirs.set(text("preserve_host"), true);
        editor.serverHas(theirs.text());
        QCOMPARE(find::edit(&editor, text("Retries"))->text(), text("8")); // mine stays
        QVERIFY(find::shows(&editor, text("It changed on the server while you were editing.")));
        QVERIFY(find::click(&editor, text("Compare…")));
        QVERIFY(editor.inConflict());
        QAbstractButton *save = find::button(&editor, text("Review and save…"));
        QVERIFY(save && !save->isEnabled());
        auto *merge = editor.findChild<ThreeWayView *>();
        QVERIFY(merge && merge->isVisible());
        for (int change = 0; change < merge->changeCount(); ++change) {
            if (merge->choiceOf(change) == ThreeWayView::Choice::Open)
                merge->choose(change, ThreeWayView::Choice::Mine);
        }
        QVERIFY(save->isEnabled());
        QSignalSpy saved(&editor, &EntityEditor::saveRequested);
        QVERIFY(find::click(&editor, text("Review and save…")));
        QCOMPARE(saved.count(), 1);
        const JsonDocument sent = JsonDocument::parse(saved.constFirst().at(1).toByteArray()).value();
        QCOMPARE(sent.at(text("retries"))->get<int>(), 8);
        QCOMPARE(sent.at(text("preserve_host"))->get<bool>(), true); // what only they changed comes along
        QCOMPARE(saved.constFirst().at(0).toByteArray(), theirs.text());
        QVERIFY(saved.constFirst().at(2).toBool());
    }

    void deletedMeanwhileCanBeMadeAgain()
    {
        EntityEditor editor(&m_theme);
        open(editor, api(), api());
        find::type(find::edit(&editor, text("Retries")), text("8"));
        editor.serverHas(std::nullopt);
        QVERIFY(find::shows(&editor, text("It was deleted by somebody else.")));
        QSignalSpy saved(&editor, &EntityEditor::saveRequested);
        QVERIFY(find::click(&editor, text("Create")));
        QCOMPARE(saved.count(), 1);
        QVERIFY(saved.constFirst().at(0).toByteArray().isEmpty());
    }

    void headersAreLines()
    {
        const JsonDocument document = JsonDocument::parse(R"({"headers":{"x-a":["1","2, 3"],"x-b":["c: d"]}})").value();
        const QStringList lines = EntityForm::headerLines(*document.at(text("headers")));
        QCOMPARE(lines, (QStringList{text("x-a: 1"), text("x-a: 2, 3"), text("x-b: c: d")}));
        QVERIFY(EntityForm::headersOf(lines) == *document.at(text("headers")));
    }
};

MK_TEST_CLASS(TestEntityEditor)
#include "TestEntityEditor.moc"
