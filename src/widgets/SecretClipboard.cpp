// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/SecretClipboard.h"

#include <QApplication>
#include <QClipboard>
#include <QMimeData>
#include <QTimer>

namespace mk {

void copySecret(const QString &text, std::chrono::seconds clearAfter, QObject *context)
{
    auto *data = new QMimeData;
    data->setText(text);
    // Klipper, KeePassXC and others agree on this one; Windows has its own for the clipboard history.
    data->setData(QStringLiteral("x-kde-passwordManagerHint"), "secret");
    data->setData(QStringLiteral("application/x-qt-windows-mime;value=\"ExcludeClipboardContentFromMonitorProcessing\""), "1");
    QApplication::clipboard()->setMimeData(data);
    if (clearAfter.count() <= 0)
        return;
    QTimer::singleShot(clearAfter, context, [text] {
        if (QApplication::clipboard()->text() == text)
            QApplication::clipboard()->clear();
    });
}

} // namespace mk
