// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/AppContext.h"
#include "app/MainWindow.h"
#include "models/KvTreeModel.h"
#include "support/Finder.h"
#include "support/JobTest.h"
#include "support/RealConsul.h"

#include <QApplication>
#include <QStyleFactory>
#include <QTemporaryDir>
#include <QTreeView>

#include <memory>

namespace mk::test {

inline constexpr int patience = 30'000; // ms; for a slow machine, nothing waits that long by design

// The real window on a configuration folder of its own, without the system's key ring, opened on one Consul.
class WindowBench
{
public:
    WindowBench()
    {
        environment.id = Environment::newId();
        environment.name = QStringLiteral("Bench");
    }
    ~WindowBench()
    {
        close();
        // The program's style refers to its theme, which is gone now.
        qApp->setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    }
    Q_DISABLE_COPY_MOVE(WindowBench)

    // The window without an environment.
    bool openEmpty()
    {
        app = std::make_unique<AppContext>(folder.path(), false);
        app->theme().applyTo(qApp);
        window = std::make_unique<MainWindow>(app.get());
        window->show();
        window->activateWindow();
        if (!QTest::qWaitForWindowActive(window.get()) || !resultOf(app->start(app.get())))
            return false;
        app->applySettings();
        return true;
    }
    bool open(const RealConsul &server, const QString &tokenVariable = {}, bool readOnly = false)
    {
        Endpoint endpoint;
        endpoint.id = QStringLiteral("consul");
        endpoint.system = System::Consul;
        endpoint.url = server.url();
        endpoint.proxy.kind = ProxySettings::Kind::None;
        if (!tokenVariable.isEmpty()) {
            endpoint.credential.kind = Credential::Kind::Header;
            endpoint.credential.headerName = QStringLiteral("X-Consul-Token");
            endpoint.credential.secret = {SecretRef::Kind::Environment, tokenVariable};
        }
        environment.consul = endpoint;
        return openAll(readOnly);
    }
    // On one Kong, and nothing else.
    bool openKong(const QUrl &admin, bool readOnly = false)
    {
        Endpoint endpoint;
        endpoint.id = QStringLiteral("kong-1");
        endpoint.system = System::Kong;
        endpoint.url = admin;
        endpoint.proxy.kind = ProxySettings::Kind::None;
        environment.kong = {endpoint};
        return openAll(readOnly);
    }
    // The environment as it has been filled in.
    bool openAll(bool readOnly)
    {
        if (!openEmpty() || !app->environments().save(environment))
            return false;
        if (!app->environments().accept(consentItems(environment)))
            return false;
        window->begin(environment, readOnly);
        if (!app->session())
            return false;
        HeartbeatTiming timing;
        timing.interval = std::chrono::milliseconds(300);
        timing.backgroundInterval = std::chrono::milliseconds(300);
        timing.firstRetry = std::chrono::milliseconds(100);
        timing.maxRetry = std::chrono::milliseconds(500);
        timing.contactEvery = 2;
        app->session()->setHeartbeatTiming(timing);
        return true;
    }
    void close()
    {
        window.reset();
        app.reset();
    }

    Panel *panel(const char *id) const { return window->panel(QString::fromLatin1(id)); }
    // Through the rail, by its name on screen.
    bool go(const QString &railName) const
    {
        return find::click(find::widget(window.get(), QStringLiteral("Panels")), railName);
    }
    // Opens the folders on the way and clicks on the key; false while the list does not have it.
    bool clickKey(const QString &key) const
    {
        auto *tree = qobject_cast<QTreeView *>(find::view(panel("keyvalue"), QStringLiteral("Keys")));
        auto *model = tree ? qobject_cast<KvTreeModel *>(tree->model()) : nullptr;
        const QModelIndex index = model ? model->indexOfKey(key) : QModelIndex();
        if (!index.isValid())
            return false;
        for (QModelIndex parent = index.parent(); parent.isValid(); parent = parent.parent())
            tree->expand(parent);
        find::clickIndex(tree, index);
        return true;
    }
    // The way out of a dialog that names what it does: "Apply 1 change", "Delete 3 keys".
    static bool apply(const QWidget *dialog)
    {
        return dialog && (find::click(dialog, QStringLiteral("Apply…*")) || find::click(dialog, QStringLiteral("Delete…*")));
    }
    bool hasWritten() const // any request that changes something
    {
        for (const HttpLogEntry &entry : app->httpLog().entries()) {
            if (entry.method != QLatin1String("GET") && entry.method != QLatin1String("HEAD")
                && !entry.requestBody.contains("\"get\"") && !entry.url.contains(QLatin1String("/v1/internal/acl/authorize")))
                return true;
        }
        return false;
    }

    QTemporaryDir folder;
    Environment environment;
    std::unique_ptr<AppContext> app;
    std::unique_ptr<MainWindow> window;
};

} // namespace mk::test
