// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <memory>

namespace mk {

// Unpacks a gzip stream (RFC 1952) as its bytes arrive and knows whether all of it came: Qt takes a stream that breaks off
// for a whole one. No thread of its own; not to be shared between threads.
class GzipReader
{
public:
    GzipReader();
    ~GzipReader();
    Q_DISABLE_COPY_MOVE(GzipReader)

    // Appends what the bytes unpack to. It stops soon after `into` holds more than `limit` bytes: the rest is lost then.
    // False once the stream is damaged.
    bool read(QByteArrayView packed, QByteArray *into, qint64 limit);
    bool isComplete() const; // the last member has ended, its checksum was right

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace mk
