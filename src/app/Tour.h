// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "panels/Panel.h"

#include <QElapsedTimer>
#include <QList>
#include <QObject>
#include <QSize>
#include <QStringList>
#include <QTimer>

namespace mk {

class AppContext;
class MainWindow;

// Brings every panel and main dialog on screen, one after the other, and writes each as a PNG, in one theme or both. Needs
// no display (offscreen platform). Ends with finished().
class Tour final : public QObject
{
    Q_OBJECT
public:
    struct Settings
    {
        QString folder;
        QStringList themes; // "light", "dark"
        QSize size{1440, 900};
    };
    Tour(AppContext *app, MainWindow *window, Settings settings, QObject *parent = nullptr);

    void start();

Q_SIGNALS:
    // errors: lines for standard error; empty when all pictures were written
    void finished(const QStringList &errors);

private:
    struct Stop
    {
        QString panel; // empty: none is opened for it
        TourScene scene;
        bool dialog = false; // paint the dialog that is open, over the window
        bool strict = false; // not to get ready is an error; else it is painted as it is
    };
    void collect();
    void next();
    void waitUntilReady();
    void take();

    AppContext *m_app;
    MainWindow *m_window;
    Settings m_settings;
    QList<Stop> m_stops;
    int m_theme = 0;
    int m_stop = -1;
    QTimer m_poll;
    QElapsedTimer m_patience;
    QStringList m_errors;
};

} // namespace mk
