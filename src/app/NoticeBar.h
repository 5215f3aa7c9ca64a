// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/Status.h"

#include <QWidget>

namespace mk {

class AppContext;
class Banner;
class PlatformSession;

// The line over the panels for what concerns the whole program: one notice at a time, the gravest first. It takes no room
// while there is nothing to tell.
class NoticeBar final : public QWidget
{
    Q_OBJECT
public:
    explicit NoticeBar(AppContext *app, QWidget *parent = nullptr);

    // Follows this session's state and identities; nullptr: none is open.
    void setSession(PlatformSession *session);
    void refresh();
    // A message of the moment; graver things go before it. Stays until its close button or forget().
    void tell(Status status, const QString &title, const QString &text);
    void forget() { m_title.clear(); } // shows with the next refresh()

Q_SIGNALS:
    void consentsRequested();
    void editorRequested();
    void unlockRequested();

private:
    void compose();
    bool composeIdentity(PlatformSession *session);

    AppContext *m_app;
    Banner *m_banner;
    Status m_status = Status::None;
    QString m_title;
    QString m_text;
};

} // namespace mk
