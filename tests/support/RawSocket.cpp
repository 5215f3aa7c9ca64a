// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/RawSocket.h"

#include <arpa/inet.h>
#include <cerrno>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

namespace mk::test {

RawSocket::~RawSocket()
{
    disconnect();
}

bool RawSocket::connectTo(quint16 port)
{
    disconnect();
    m_received.clear();
    m_unsent.clear();
    m_socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    struct sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const bool connected = m_socket >= 0 && ::connect(m_socket, reinterpret_cast<struct sockaddr *>(&address), sizeof address) == 0;
    m_state = connected ? State::Open : State::Refused;
    return connected;
}

void RawSocket::send(const QByteArray &bytes)
{
    m_unsent += bytes;
    flush();
}

void RawSocket::flush()
{
    while (!m_unsent.isEmpty()) {
        const ssize_t written = ::send(m_socket, m_unsent.constData(), static_cast<size_t>(m_unsent.size()), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (written <= 0)
            return;
        m_unsent.remove(0, written);
    }
}

bool RawSocket::pump(qsizetype atMost)
{
    if (m_state != State::Open)
        return false;
    flush();
    QByteArray chunk(atMost, Qt::Uninitialized);
    const ssize_t got = ::recv(m_socket, chunk.data(), static_cast<size_t>(chunk.size()), MSG_DONTWAIT);
    if (got > 0) {
        m_received += chunk.left(got);
        return true;
    }
    if (got == 0)
        m_state = State::Ended;
    else if (errno != EAGAIN && errno != EINTR)
        m_state = State::Reset;
    return m_state != State::Open;
}

void RawSocket::disconnect()
{
    if (m_socket >= 0)
        ::close(m_socket);
    m_socket = -1;
    m_state = State::Refused;
}

QByteArray RawSocket::takeReceived()
{
    return std::exchange(m_received, {});
}

} // namespace mk::test
