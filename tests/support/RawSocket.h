// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

// A TCP client that sees what Qt's sockets hide: whether the other side said goodbye (FIN) or reset the connection (RST).
// POSIX, loopback, never blocks: call pump() from a wait that turns the event loop when the server is in the same thread.
namespace mk::test {

class RawSocket
{
public:
    enum class State { Open, Ended, Reset, Refused };

    RawSocket() = default;
    ~RawSocket();
    RawSocket(const RawSocket &) = delete;
    RawSocket &operator=(const RawSocket &) = delete;

    bool connectTo(quint16 port); // false: refused, or no socket
    void send(const QByteArray &bytes); // what does not fit into the buffers now goes with the next pump()
    // Reads what there is; true when something changed.
    bool pump(qsizetype atMost = 1 << 20);
    void disconnect();

    State state() const { return m_state; }
    const QByteArray &received() const { return m_received; }
    QByteArray takeReceived();

private:
    int m_socket = -1;
    State m_state = State::Refused;
    void flush();
    QByteArray m_received;
    QByteArray m_unsent;
};

} // namespace mk::test
