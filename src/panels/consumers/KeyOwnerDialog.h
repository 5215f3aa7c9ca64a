// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/kong/KongTypes.h"
#include "core/Job.h"
#include "panels/Panel.h"
#include "widgets/DialogFrame.h"

#include <QPointer>

class QLineEdit;
class QPushButton;

namespace mk {

class TextLabel;

// "Whose key is this?": looks for a key, a user name, a client id or a token's issuer among the credentials of all consumers.
// They are read as lists and compared here: what is looked for is sent nowhere. It is forgotten with the dialog.
class KeyOwnerDialog final : public DialogFrame
{
    Q_OBJECT
public:
    KeyOwnerDialog(const PanelContext &context, PlatformSession *session, QWidget *parent);
    ~KeyOwnerDialog() override;

Q_SIGNALS:
    void ownerChosen(const QString &consumerId);

private:
    void look();
    void askNext();
    void found(const kong::Entity &credential);
    void tell(const QString &sentence);

    QPointer<PlatformSession> m_session;
    QLineEdit *m_key;
    TextLabel *m_answer;
    QPushButton *m_find;
    QPushButton *m_show;
    std::vector<kong::Kind> m_left; // kinds still to be looked at
    QStringList m_failed;           // of those that could not be read
    QString m_owner;
    JobScope m_jobs;
};

} // namespace mk
