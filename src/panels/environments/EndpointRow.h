// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Job.h"
#include "panels/Panel.h"
#include "platform/Environment.h"
#include "platform/EndpointTest.h"

#include <QWidget>

class QLineEdit;
class QPushButton;
class QToolButton;

namespace mk {

class Banner;
class CredentialBox;
class ElidedLabel;
class ShapeWidget;
class TextLabel;

// One endpoint in the environment editor: address, credential, what its test said, and the cure right under it.
class EndpointRow final : public QWidget
{
    Q_OBJECT
public:
    EndpointRow(const PanelContext &context, const QString &label, const Endpoint &endpoint, bool isProxy,
                const QString &secretPrefix, QWidget *parent);

    // The endpoint as it stands; nothing where the address is empty. Userinfo typed into the address moves to the credential.
    Result<std::optional<Endpoint>> endpoint();
    bool isEmpty() const;
    const EndpointSecrets &typed() const { return m_typed; }
    QString secretPrefix() const { return m_secretPrefix; }
    bool isProxy() const { return m_isProxy; }
    void test();
    std::optional<bool> works() const { return m_works; } // nothing: not tested as it stands
    bool isTesting() const { return m_testing; }
    void setRemovable(bool removable);
    void openDetails(); // the dialog of credential, TLS, proxy and tunnel

Q_SIGNALS:
    void edited();
    void tested();
    void removeRequested();

private:
    void showResult(const EndpointTestResult &result);
    void showProblem(const QString &title, const QString &text, bool urlIsWrong);
    void trust(const QByteArray &sha256);
    void touched();

    PanelContext m_context;
    Endpoint m_endpoint;
    EndpointSecrets m_typed;
    QString m_secretPrefix;
    bool m_isProxy;
    bool m_testing = false;
    std::optional<bool> m_works;
    QLineEdit *m_url;
    CredentialBox *m_credential;
    ShapeWidget *m_shape;
    ElidedLabel *m_result;
    TextLabel *m_took;
    QToolButton *m_remove;
    Banner *m_banner;
    JobScope m_jobs;
};

} // namespace mk
