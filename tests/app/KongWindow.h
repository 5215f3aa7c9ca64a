// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Json.h"
#include "support/DemoKong.h"
#include "support/WindowBench.h"

#include "widgets/CodeEditor.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QContextMenuEvent>
#include <QDialog>
#include <QFile>
#include <QLineEdit>
#include <QMenu>
#include <QTimer>

namespace mk::test {

// The real window on a simulated Kong of one version, with the steps that tests of its panels share. Everything goes by the
// names on screen; what came of it is asked of the server, past the program.
class KongWindow
{
public:
    explicit KongWindow(const QString &version, const QStringList &arguments = {})
        : kong(version, arguments), isOld(version.startsWith(QLatin1String("0.")))
    {
    }

    bool open(bool readOnly = false) { return bench.openKong(kong.adminUrl(), readOnly); }
    QWidget *window() const { return bench.window.get(); }
    Panel *panel(const char *id) const { return bench.panel(id); }
    bool mayWrite() const
    {
        PlatformSession *session = bench.app->session();
        return session && !session->mayWrite(System::Kong) && session->kongCapabilities();
    }
    // A dialog whose title holds this; nullptr when none came in time.
    QDialog *dialog(const QString &title = {}) const
    {
        QDialog *found = nullptr;
        const bool came = QTest::qWaitFor([&] { return (found = find::dialog(window(), title)) != nullptr; }, patience);
        return came ? found : nullptr;
    }
    bool applies(const QString &title = QStringLiteral("Apply plan")) const
    {
        QDialog *preview = dialog(title);
        return preview && QTest::qWaitFor([&] { return WindowBench::apply(preview); }, patience);
    }
    bool undoesLast() const
    {
        // The preview of what went before may be on its way out.
        return QTest::qWaitFor([&] { return !find::dialog(window()); }, patience) && find::clickSoon(window(), QStringLiteral("Undo…*"), patience) && applies();
    }
    static bool chooseInMenu(const QString &text)
    {
        QMenu *menu = nullptr;
        if (!QTest::qWaitFor([&] { return (menu = qobject_cast<QMenu *>(QApplication::activePopupWidget())) != nullptr; }, patience))
            return false;
        const QList<QAction *> actions = menu->actions();
        for (QAction *action : actions) {
            if (action->text() == text && action->isEnabled()) {
                QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(action).center());
                return true;
            }
        }
        QStringList offered;
        for (const QAction *action : actions)
            offered << (action->isEnabled() ? action->text() : action->text() + QStringLiteral(" (disabled)"));
        qWarning("the menu offers %s", qPrintable(offered.join(QStringLiteral(", "))));
        menu->close();
        return false;
    }
    // A double click on the cell itself: the first column is a check box, which opens nothing.
    static bool opensRow(QAbstractItemView *view, const QString &cellText)
    {
        const int at = view ? find::row(view, cellText) : -1;
        for (int column = 1; at >= 0 && column < view->model()->columnCount(); ++column) {
            const QModelIndex index = view->model()->index(at, column);
            if (index.data().toString() == cellText && view->visualRect(index).width() > 8) {
                find::clickIndex(view, index, true);
                return true;
            }
        }
        return false;
    }
    // An entry of the row's own menu.
    static bool chooseForRow(QAbstractItemView *view, const QString &cellText, const QString &entry)
    {
        if (!view)
            return false;
        const int row = find::row(view, cellText);
        // A second click on the box of a chosen row would take it out again.
        const bool isChosen = row >= 0 && row == view->currentIndex().row() && view->selectionModel()->isRowSelected(row, {});
        if (!isChosen && !find::clickRow(view, cellText))
            return false;
        const QPoint at = view->visualRect(view->currentIndex()).center();
        QContextMenuEvent event(QContextMenuEvent::Mouse, at, view->viewport()->mapToGlobal(at));
        QApplication::sendEvent(view->viewport(), &event);
        return chooseInMenu(entry);
    }
    // A button that opens its menu by itself comes back only when that is closed.
    static bool chooseInMenuOf(const QWidget *inside, const QString &button, const QString &entry)
    {
        bool chosen = false;
        QTimer::singleShot(0, qApp, [&chosen, entry] { chosen = chooseInMenu(entry); });
        return find::click(inside, button) && chosen;
    }
    static void chooseAll(QAbstractItemView *view)
    {
        view->setFocus();
        QTest::keyClick(view, Qt::Key_A, Qt::ControlModifier);
    }
    // Saves what the dialog for a file asks for; the content of the file.
    QByteArray savedTo(const QString &path) const
    {
        QDialog *asks = dialog(QStringLiteral("Export"));
        auto *name = asks ? asks->findChild<QLineEdit *>() : nullptr;
        if (!name)
            return {};
        find::type(name, path);
        if (!find::click(asks, QStringLiteral("Save")))
            return {};
        QFile file(path);
        return QTest::qWaitFor([&] { return file.exists(); }, patience) && file.open(QIODevice::ReadOnly) ? file.readAll()
                                                                                                          : QByteArray();
    }
    static bool fills(const QWidget *inside, const QString &field, const QString &value)
    {
        QLineEdit *edit = find::edit(inside, field);
        if (!edit || !edit->isEnabled())
            return false;
        find::type(edit, value);
        return true;
    }
    // Makes an entity past the program and returns it; discarded where the server refused.
    nlohmann::json make(const QByteArray &path, const nlohmann::json &body)
    {
        const RawHttp::Response answer = kong.send("POST", path, QByteArray::fromStdString(body.dump()));
        return answer.status == 201 ? nlohmann::json::parse(answer.body.toStdString(), nullptr, false)
                                    : nlohmann::json(nlohmann::json::value_t::discarded);
    }
    static QString textOf(const nlohmann::json &entity, const char *member)
    {
        const auto found = entity.is_object() ? entity.find(member) : entity.end();
        return entity.is_object() && found != entity.end() && found->is_string()
            ? QString::fromStdString(found->get<std::string>())
            : QString();
    }
    // A way into the platform in the version's own words: an API object, or a service with a route of the same name.
    nlohmann::json makeRoute(const QString &name, const QString &path)
    {
        const std::string text = name.toStdString();
        if (isOld) {
            return make("/apis", {{"name", text},
                                  {"uris", {path.toStdString()}},
                                  {"upstream_url", "http://" + text + ".service.consul:8080"},
                                  {"strip_uri", false}});
        }
        const nlohmann::json service = make("/services", {{"name", text}, {"url", "http://" + text + ".service.consul:8080"}});
        if (!service.is_object())
            return service;
        return make("/routes", {{"name", text}, {"paths", {path.toStdString()}}, {"service", {{"id", service["id"]}}}});
    }
    // How many requests of this method the server has had.
    int sent(const std::string &method)
    {
        int count = 0;
        const nlohmann::json counters = kong.counters();
        for (const auto &[call, times] : counters.at("kong-admin").at("requests").items())
            count += call.rfind(method + " ", 0) == 0 ? times.get<int>() : 0;
        return count;
    }
    QByteArray pathOf(const QString &name) const { return (isOld ? "/apis/" : "/routes/") + name.toUtf8(); }
    QString pathsMember() const { return isOld ? QStringLiteral("uris") : QStringLiteral("paths"); }

    DemoKong kong;
    bool isOld;
    WindowBench bench;
};

} // namespace mk::test

// Runs a test function once for each version that the simulated Kong knows.
#define MK_KONG_VERSIONS()                                                                                             \
    QTest::addColumn<QString>("version");                                                                              \
    for (const char *version : {"0.14.1", "2.8.5", "3.9.1"})                                                           \
    QTest::newRow(version) << QString::fromLatin1(version)
#define MK_KONG_WINDOW(name)                                                                                           \
    QFETCH(QString, version);                                                                                          \
    mk::test::KongWindow name(version);                                                                                \
    QVERIFY2(name.kong.start(), qPrintable(name.kong.lastError()))
