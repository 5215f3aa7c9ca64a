// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/AppContext.h"
#include "app/MainWindow.h"

#include <QAbstractItemModel>
#include <QJsonObject>
#include <QTemporaryDir>

#include <memory>

class QAbstractItemView;
class QApplication;
class QLineEdit;

// The half of a bench that runs in a process of its own, so that its memory is the console's alone.
namespace mk::bench {

// For the parent: one JSON object on standard output; both are exit codes.
int print(const QJsonObject &told);
int give(const char *why);

Endpoint endpointOf(System system, const QUrl &url);
// That exists for this run only; without a system yet.
Environment emptyEnvironment();

// The console on a configuration folder of its own, as main() makes it.
struct Console
{
    QTemporaryDir folder;
    AppContext app{folder.path(), false};
    std::unique_ptr<MainWindow> window;
    bool started = false;

    explicit Console(QApplication *application);
    bool waitUntilStarted();
};

// Counts everything that may tell a view to draw anew.
class SignalCounter final : public QObject
{
    Q_OBJECT
public:
    explicit SignalCounter(QAbstractItemModel *model);
    int count() const { return m_count; }

private:
    int m_count = 0;
};

// Types a text into a filter, key by key, each until its result is on screen: "first", "median", "max" in ms. settled: counted
// up by whoever filters.
QJsonObject typed(QLineEdit *edit, const QString &text, QAbstractItemView *view, int *settled);

// In percent of one core.
double cpuShare(int ms); // of watchedMs(ms)
// What a loop that does nothing is held up by, on this machine at this time.
double idleLoopGap();

} // namespace mk::bench
