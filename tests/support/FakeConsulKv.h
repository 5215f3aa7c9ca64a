// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/FakeServer.h"

#include <QByteArray>

#include <functional>
#include <map>

namespace mk::test {

// The key/value half of a Consul agent, with its indexes, check-and-set and transactions as recordings of 1.8.7 show them,
// on a real socket, and with the faults that a network has.
class FakeConsulKv
{
public:
    struct Entry
    {
        QByteArray value;
        quint64 flags = 0;
        quint64 createIndex = 0;
        quint64 modifyIndex = 0;
    };
    enum class Fault {
        None,
        DropBefore, // the connection dies before anything is done
        DropAfter,  // it is done, and the answer is lost
        HangBefore, // nothing is done and nothing is answered
        HangAfter,  // it is done, and nothing is answered
        Fail,       // 500, nothing is done
        FailAfter,  // 500 although it is done ("leadership lost")
        Garbage,    // it is done, and the answer is no answer
    };

    FakeConsulKv();

    QUrl url() const { return m_server.url(); }

    // As somebody else would.
    void set(const QByteArray &key, const QByteArray &value, quint64 flags = 0);
    void remove(const QByteArray &key);

    const Entry *find(const QByteArray &key) const;
    QByteArray value(const QByteArray &key) const; // "(none)" where there is no such key
    int count() const { return int(m_keys.size()); }

    void setFault(Fault fault) { m_fault = fault; } // of the next write
    // Runs before each write is looked at: for what others do in between.
    std::function<void()> beforeWrite;
    // Runs when a write has been done (or, with a fault "before", has not), ahead of the answer.
    std::function<void()> afterWrite;
    void setReadsFail(bool fail) { m_readsFail = fail; }
    void hideFromReader(const QByteArray &key) { m_hidden = key; } // as ACLs do

    int writesSeen() const { return m_writesSeen; }
    QList<QByteArray> writePaths() const { return m_writePaths; }

private:
    void handle(const FakeRequest &request, FakeConnection &connection);
    void transaction(const FakeRequest &request, FakeConnection &connection);
    void put(const FakeRequest &request, FakeConnection &connection);
    void get(const FakeRequest &request, FakeConnection &connection);
    // Does the write unless the fault forbids it and answers unless the fault forbids it.
    void withFault(FakeConnection &connection, const std::function<QPair<int, QByteArray>()> &write);

    std::map<QByteArray, Entry> m_keys;
    quint64 m_index = 100;
    Fault m_fault = Fault::None;
    bool m_readsFail = false;
    QByteArray m_hidden;
    int m_writesSeen = 0;
    QList<QByteArray> m_writePaths;
    FakeServer m_server;
};

} // namespace mk::test
