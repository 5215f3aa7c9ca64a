// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "panels/Panel.h"

#include <QList>
#include <QObject>
#include <QPair>

namespace mk {

class AppContext;
class DemoRun;
class MainWindow;

// What the tour can show of a platform that does as it is told: a list that loads, that is empty, a system out of reach, a
// credential that is refused, rows that are no longer true, a change that somebody else made first, paths that break. One scene each, with
// the demo platform well again after the last.
class DemoScenes final : public QObject
{
    Q_OBJECT
public:
    DemoScenes(AppContext *app, MainWindow *window, DemoRun *demo, QObject *parent = nullptr);

    struct Scene
    {
        QString panel;
        TourScene scene;
    };
    QList<Scene> scenes();

private:
    // Makes the demo well, then misbehave in these ways ({"system", "fault", "path"}), then opens the platform afresh.
    struct Fault
    {
        const char *system;
        const char *name;
        const char *path = "*";
    };
    void startWith(const QList<Fault> &faults, const QString &panel);
    bool isStarted() const { return m_started; }
    // The same with one of the platform's own faults, and the path of a request that it breaks.
    Scene brokenPath(const char *name, const char *fault, const char *request);
    Scene brokenMap();
    void mend(); // the platform's fault of the last scene
    bool isStale();
    bool isConflict();

    AppContext *m_app;
    MainWindow *m_window;
    DemoRun *m_demo;
    QString m_fault; // of the platform, while it is on
    bool m_started = false;
    int m_step = 0;
};

} // namespace mk
