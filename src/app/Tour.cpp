// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/Tour.h"

#include "app/AppContext.h"
#include "app/DemoRun.h"
#include "app/DemoScenes.h"
#include "app/MainWindow.h"
#include "app/Palette.h"
#include "panels/AboutDialog.h"
#include "panels/environments/EnvironmentsDialog.h"

#include <QApplication>
#include <QDialog>
#include <QDir>
#include <QPainter>

namespace mk {

namespace {
constexpr int patienceMs = 8000; // for a scene that never gets ready: it is painted as it is
constexpr int settleMs = 250;    // layouts, elision, first repaint
} // namespace

Tour::Tour(AppContext *app, MainWindow *window, Settings settings, QObject *parent)
    : QObject(parent), m_app(app), m_window(window), m_settings(std::move(settings))
{
    m_poll.setInterval(50);
    connect(&m_poll, &QTimer::timeout, this, &Tour::waitUntilReady);
}

void Tour::start()
{
    if (!QDir().mkpath(m_settings.folder)) {
        Q_EMIT finished({tr("The folder %1 cannot be made.").arg(m_settings.folder)});
        return;
    }
    m_window->resize(m_settings.size);
    m_window->show();
    collect();
    next();
}

void Tour::collect()
{
    const QStringList ids = m_window->panelIds();
    const bool open = m_app->session() != nullptr;
    if (!open)
        m_stops.append({{}, {QStringLiteral("welcome"), [] {}, [] { return true; }}, false});
    for (const QString &id : ids) {
        if (!open && m_window->panelNeedsEnvironment(id))
            continue;
        const QList<TourScene> scenes = m_window->panel(id)->tourScenes();
        for (const TourScene &scene : scenes)
            m_stops.append({id, scene, scene.dialog});
    }
    if (open && m_app->session()->environment().isDemo) {
        const QList<DemoScenes::Scene> scenes = (new DemoScenes(m_app, m_window, m_app->demo(), this))->scenes();
        for (const DemoScenes::Scene &scene : scenes)
            m_stops.append({scene.panel, scene.scene, false, true});
    }
    m_stops.append({{}, {QStringLiteral("activity"), [this] { m_window->setActivityOpen(true); }, [] { return true; }}, false});
    for (const auto &[name, query] : {std::pair("palette", ""), std::pair("palette-results", "mail"), std::pair("palette-nothing", "zzq"),
                                      std::pair("palette-actions", ">"), std::pair("palette-address", "@172.17.0.")}) {
        m_stops.append({open ? QStringLiteral("overview") : QString(),
                        {QLatin1String(name),
                         [this, query = QLatin1String(query)] {
                             m_window->setActivityOpen(false);
                             m_window->palette()->open(query);
                         },
                         [this] { return m_window->palette()->isSettled(); }},
                        false});
    }
    m_stops.append({{},
                    {QStringLiteral("environments"),
                     [this] {
                         m_window->showEnvironmentEditor(m_app->session() ? m_app->session()->environment().id : QString());
                     },
                     [] { return true; }},
                    true});
    m_stops.append({{},
                    {QStringLiteral("connection"),
                     [this] {
                         m_window->showEnvironmentEditor(m_app->session() ? m_app->session()->environment().id : QString());
                         if (auto *editor = m_window->findChild<EnvironmentsDialog *>())
                             editor->openFirstConnection();
                     },
                     [] { return true; }},
                    true});
    m_stops.append({{}, {QStringLiteral("unlock"), [this] { m_window->showUnlock(); }, [] { return true; }}, true});
    m_stops.append({{}, {QStringLiteral("shortcuts"), [this] { m_window->showShortcuts(); }, [] { return true; }}, true});
    m_stops.append({{}, {QStringLiteral("about"), [this] { showAbout(&m_app->theme(), m_window); }, [] { return true; }}, true});
}

void Tour::next()
{
    ++m_stop;
    if (m_stop >= m_stops.size()) {
        m_stop = 0;
        ++m_theme;
    }
    if (m_theme >= m_settings.themes.size()) {
        Q_EMIT finished(m_errors);
        return;
    }
    if (m_stop == 0) {
        if (m_theme > 0) // what the last scenes opened and chose is not part of the first ones
            m_window->startAfresh();
        m_app->theme().setChoice(m_settings.themes.at(m_theme) == QLatin1String("dark") ? ThemeChoice::Dark
                                                                                       : ThemeChoice::Light);
    }
    const Stop &stop = m_stops.at(m_stop);
    if (!stop.panel.isEmpty())
        m_window->openPanel(stop.panel);
    stop.scene.prepare();
    m_patience.start();
    m_poll.start();
}

void Tour::waitUntilReady()
{
    if (m_patience.elapsed() < settleMs)
        return;
    if (m_patience.elapsed() < patienceMs && !m_stops.at(m_stop).scene.ready())
        return;
    m_poll.stop();
    if (m_stops.at(m_stop).strict && !m_stops.at(m_stop).scene.ready())
        m_errors.append(tr("%1: it did not come to that").arg(m_stops.at(m_stop).scene.name));
    // One more turn, so that what became ready a moment ago is laid out.
    QTimer::singleShot(settleMs, this, &Tour::take);
}

void Tour::take()
{
    const Stop &stop = m_stops.at(m_stop);
    QWidget *subject = stop.scene.window ? stop.scene.window() : m_window;
    QPixmap picture = subject ? subject->grab() : QPixmap();
    QDialog *dialog = nullptr;
    if (stop.dialog) {
        const auto dialogs = m_window->findChildren<QDialog *>(); // one that stands on another comes later
        for (QDialog *candidate : dialogs) {
            if (candidate->isVisible())
                dialog = candidate;
        }
        if (dialog) {
            QPainter painter(&picture);
            const QPixmap front = dialog->grab();
            painter.drawPixmap((m_window->width() - dialog->width()) / 2, (m_window->height() - dialog->height()) / 2, front);
        } else if (stop.panel.isEmpty()) {
            m_errors.append(tr("%1: no dialog was opened").arg(stop.scene.name));
        }
    }
    // A platform that has no such rows has no details of them, either: that scene is left out.
    const bool nothing = !subject || (stop.dialog && !dialog);
    const QString path = QDir(m_settings.folder)
                             .filePath(QStringLiteral("%1-%2.png").arg(stop.scene.name, m_settings.themes.at(m_theme)));
    if (!(nothing && !stop.panel.isEmpty()) && !picture.save(path, "PNG"))
        m_errors.append(tr("%1 cannot be written.").arg(path));
    if (stop.dialog) {
        const auto open = m_window->findChildren<QDialog *>();
        for (auto it = open.crbegin(); it != open.crend(); ++it) // one that stands on another goes first
            (*it)->reject();
    }
    if (subject && subject != m_window)
        subject->close();
    m_window->palette()->close();
    // Once what was closed is gone, too.
    QMetaObject::invokeMethod(this, &Tour::next, Qt::QueuedConnection);
}

} // namespace mk
