// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/FakeServer.h"

#include <QFile>
#include <QHostAddress>
#include <QSslCertificate>
#include <QSslKey>

#include <array>

namespace mk::test {

namespace {

quint32 crc32(const QByteArray &bytes)
{
    std::array<quint32, 256> table{};
    for (quint32 i = 0; i < 256; ++i) {
        quint32 value = i;
        for (int bit = 0; bit < 8; ++bit)
            value = (value & 1) != 0 ? 0xedb88320U ^ (value >> 1) : value >> 1;
        table[i] = value;
    }
    quint32 crc = 0xffffffffU;
    for (const char c : bytes)
        crc = table[(crc ^ static_cast<unsigned char>(c)) & 0xffU] ^ (crc >> 8);
    return crc ^ 0xffffffffU;
}

QByteArray littleEndian(quint32 value)
{
    QByteArray bytes;
    for (int shift = 0; shift < 32; shift += 8)
        bytes += static_cast<char>((value >> shift) & 0xffU);
    return bytes;
}

} // namespace

QByteArray FakeRequest::header(const char *name) const
{
    for (const auto &[key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

FakeConnection::FakeConnection(QSslSocket *socket, int number, QObject *parent)
    : QObject(parent)
    , m_socket(socket)
    , m_number(number)
{
    socket->setParent(this);
    connect(socket, &QSslSocket::readyRead, this, &FakeConnection::read);
    connect(socket, &QSslSocket::disconnected, this, &FakeConnection::closed);
}

void FakeConnection::answer(int status, const QByteArray &body, const Headers &headers)
{
    QByteArray head = "HTTP/1.1 " + QByteArray::number(status) + " Said\r\n";
    bool hasLength = false;
    for (const auto &[name, value] : headers) {
        head += name + ": " + value + "\r\n";
        hasLength = hasLength || name.compare("Content-Length", Qt::CaseInsensitive) == 0;
    }
    if (!hasLength)
        head += "Content-Length: " + QByteArray::number(body.size()) + "\r\n";
    write(head + "\r\n" + body);
}

void FakeConnection::write(const QByteArray &bytes)
{
    if (m_socket->state() == QAbstractSocket::ConnectedState)
        m_socket->write(bytes);
}

void FakeConnection::close()
{
    m_socket->disconnectFromHost();
}

void FakeConnection::drop()
{
    m_socket->abort();
}

void FakeConnection::read()
{
    const QByteArray bytes = m_socket->readAll();
    m_seen += bytes;
    m_pending += bytes;
    for (;;) {
        const qsizetype end = m_pending.indexOf("\r\n\r\n");
        if (end < 0)
            return;
        FakeRequest request;
        request.connection = m_number;
        QList<QByteArray> lines = m_pending.left(end).split('\n');
        const QList<QByteArray> first = lines.takeFirst().trimmed().split(' ');
        request.method = first.value(0);
        request.target = first.value(1);
        for (const QByteArray &line : lines) {
            const qsizetype colon = line.indexOf(':');
            request.headers.append({line.left(colon), line.mid(colon + 1).trimmed()});
        }
        const qsizetype length = request.header("Content-Length").toLongLong();
        if (m_pending.size() < end + 4 + length)
            return;
        request.body = m_pending.mid(end + 4, length);
        m_pending.remove(0, end + 4 + length);
        Q_EMIT arrived(request);
    }
}

FakeServer::FakeServer(Handler handler)
    : m_handler(std::move(handler))
{
    if (!listen(QHostAddress::LocalHost))
        qFatal("no loopback port: %s", qPrintable(errorString()));
}

FakeServer::~FakeServer()
{
    for (FakeConnection *connection : std::as_const(m_open))
        connection->disconnect(this);
}

void FakeServer::useTls(const QString &name, const QString &clientAuthority)
{
    m_hasTls = true;
    m_tls = QSslConfiguration::defaultConfiguration();
    m_tls.setLocalCertificateChain(QSslCertificate::fromPath(tlsFile(name + QStringLiteral(".pem"))));
    QFile key(tlsFile(name + QStringLiteral(".key")));
    if (!key.open(QIODevice::ReadOnly))
        qFatal("no test key: %s", qPrintable(key.fileName()));
    m_tls.setPrivateKey(QSslKey(&key, QSsl::Ec));
    m_tls.setPeerVerifyMode(QSslSocket::VerifyNone);
    if (!clientAuthority.isEmpty()) {
        m_tls.setPeerVerifyMode(QSslSocket::VerifyPeer);
        m_tls.setCaCertificates(QSslCertificate::fromPath(tlsFile(clientAuthority + QStringLiteral(".pem"))));
    }
}

QUrl FakeServer::url(const QString &path, const QString &host) const
{
    QUrl url;
    url.setScheme(m_hasTls ? QStringLiteral("https") : QStringLiteral("http"));
    url.setHost(host);
    url.setPort(serverPort());
    url.setPath(path);
    return url;
}

QByteArray FakeServer::bytesSeen() const
{
    QByteArray all = m_seenBefore;
    for (const FakeConnection *connection : m_open)
        all += connection->m_seen;
    return all;
}

void FakeServer::incomingConnection(qintptr descriptor)
{
    auto *socket = new QSslSocket;
    socket->setSocketDescriptor(descriptor);
    auto *connection = new FakeConnection(socket, ++m_made, this);
    m_open.append(connection);
    connect(connection, &FakeConnection::arrived, this, [this, connection](const FakeRequest &request) {
        m_requests.append(request);
        if (m_handler)
            m_handler(request, *connection);
        Q_EMIT requestArrived();
    });
    connect(connection, &FakeConnection::closed, this, [this, connection] {
        m_open.removeOne(connection);
        m_seenBefore += connection->m_seen;
        connection->deleteLater();
        Q_EMIT connectionClosed();
    });
    if (m_hasTls) {
        socket->setSslConfiguration(m_tls);
        socket->startServerEncryption();
    }
}

QString tlsFile(const QString &name)
{
    return QStringLiteral(MK_TEST_DATA "/tls/") + name;
}

QByteArray gzipped(const QByteArray &plain)
{
    // qCompress: four bytes of length, two of zlib head, deflate, four of checksum.
    const QByteArray zlib = qCompress(plain, 9);
    return QByteArray("\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03", 10) + zlib.mid(6, zlib.size() - 10) +
           littleEndian(crc32(plain)) + littleEndian(quint32(plain.size()));
}

} // namespace mk::test
