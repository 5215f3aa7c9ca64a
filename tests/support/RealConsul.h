// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/RealServer.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

// First line of a test class that needs the real program: it must be there, unless the caller said that it need not.
#define MK_REQUIRE_CONSUL()                                                                                               \
    do {                                                                                                                  \
        if (!mk::test::RealConsul::isInstalled()) {                                                                       \
            if (qEnvironmentVariable("MK_SKIP_REAL") == QLatin1String("1"))                                               \
                QSKIP("consul is not installed");                                                                         \
            QFAIL("consul is not installed: tests/run.sh installs it; MK_SKIP_REAL=1 leaves these tests out");            \
        }                                                                                                                 \
    } while (false)

namespace mk::test {

// One real Consul server; it is ready when it leads itself and knows its own health.
class RealConsul : public RealServer
{
public:
    struct Options
    {
        bool acls = false; // on: default policy deny, masterToken() may do everything
        QString nodeName = QStringLiteral("node-1");
        QString datacenter = QStringLiteral("dc1");
        QString nodeId; // empty: a new one for every data folder
        QByteArray extraConfig; // further members of the configuration, as JSON text: "\"limits\":{...}"
    };

    RealConsul();
    explicit RealConsul(Options options);
    static bool isInstalled();

    // Stops, forgets all data, starts: the same address, the index back at the beginning.
    bool restartEmpty();
    // The same as another datacenter.
    bool restartEmptyAs(const QString &datacenter);
    // Stops the process without ending it: connections stay open and nothing answers (Unix).
    bool freeze();
    bool thaw();

    QString masterToken() const; // empty without ACLs
    QString nodeId();

    // Any call, with the master token unless told otherwise ("" sends none).
    RawHttp::Response send(const QByteArray &method, const QByteArray &path, const QByteArray &body = {},
                           const std::optional<QString> &token = std::nullopt);
    quint64 index(const QByteArray &path); // X-Consul-Index of a GET

    // ---- what it is filled with ----
    struct ServiceSeed
    {
        QString name;
        QString id;
        quint16 port = 0;
        QStringList tags;
        QString status = QStringLiteral("passing"); // of its TTL check "service:<id>"; empty: no check
        QString output;
        QString address; // empty: the node's
    };
    bool addService(const ServiceSeed &seed);
    bool setCheck(const QString &serviceId, const QString &status, const QString &output = {}); // of addService
    bool removeService(const QString &serviceId);
    // A node that only the catalog knows, with one instance and one node check.
    bool addExternalNode(const QString &node, const QString &address, const QString &service, quint16 port,
                         const QString &nodeStatus);

    // Keys of any name, through a transaction: no path is involved. Values above 384 KiB: path-safe names only.
    bool put(const QString &key, const QByteArray &value, quint64 flags = 0);
    bool remove(const QString &key);
    struct Stored
    {
        QByteArray value;
        quint64 modifyIndex = 0;
        quint64 flags = 0;
        QString session;
    };
    std::optional<Stored> stored(const QString &key);
    QStringList keyNames(); // all of them, as the server lists them
    // prefix/0000/key-00000 and so on, 100 in a folder, 64 in a transaction.
    bool addManyKeys(int count, const QString &prefix = QStringLiteral("bulk"));
    // Keys of every odd kind: empty, binary, 512 KiB, largest flags, slashes at both ends and doubled, "..", spaces, percent
    // signs, Unicode. By name and value; what put() was given is what the server must answer.
    static std::vector<std::pair<QString, QByteArray>> oddKeys();
    bool addOddKeys();
    // Services of one to three instances in every state, a service without checks, nodes of the catalog alone.
    bool addServices();

    // The id of a new session (of this node, no TTL), for locks.
    QString createSession(const QString &name);
    bool lock(const QString &key, const QString &session, const QByteArray &value);
    // The secret of a new token with these rules (ACLs only).
    QString createToken(const QString &description, const QString &rules);

    QByteArray snapshot();
    bool restore(const QByteArray &snapshot);

private:
    void choosePorts() override;
    bool writeConfig() override;
    QStringList arguments() const override;
    bool isReady() override;
    Options m_options;
    quint16 m_serverPort = 0;
    quint16 m_serfPort = 0;
};

} // namespace mk::test
