// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/GzipReader.h"

#include <array>

#include <zlib.h>

namespace mk {

namespace {
constexpr int gzipOnly = 16; // added to the window's size: zlib.h, inflateInit2()
constexpr size_t pieceSize = 64 * 1024;
} // namespace

struct GzipReader::State
{
    z_stream stream{};
    std::array<Bytef, pieceSize> piece{};
    bool usable = false;
    bool ended = false; // between two members, or after the last
    bool damaged = false;
};

GzipReader::GzipReader() : m_state(std::make_unique<State>())
{
    m_state->usable = inflateInit2(&m_state->stream, MAX_WBITS + gzipOnly) == Z_OK;
}

GzipReader::~GzipReader()
{
    if (m_state->usable)
        inflateEnd(&m_state->stream);
}

bool GzipReader::read(QByteArrayView packed, QByteArray *into, qint64 limit)
{
    State &state = *m_state;
    if (!state.usable || state.damaged)
        return false;
    z_stream &stream = state.stream;
    // zlib never writes to it; its interface is older than const.
    stream.next_in = const_cast<Bytef *>(reinterpret_cast<const Bytef *>(packed.data()));
    stream.avail_in = uInt(packed.size());
    while (stream.avail_in > 0 && into->size() <= limit) {
        if (state.ended && inflateReset(&stream) != Z_OK) // another member follows
            return false;
        state.ended = false;
        int result = Z_OK;
        do {
            stream.next_out = state.piece.data();
            stream.avail_out = uInt(state.piece.size());
            result = inflate(&stream, Z_NO_FLUSH);
            into->append(reinterpret_cast<const char *>(state.piece.data()), qsizetype(state.piece.size() - stream.avail_out));
        } while (result == Z_OK && stream.avail_out == 0 && into->size() <= limit);
        state.ended = result == Z_STREAM_END;
        if (result != Z_OK && result != Z_STREAM_END && result != Z_BUF_ERROR) {
            state.damaged = true;
            return false;
        }
    }
    return true;
}

bool GzipReader::isComplete() const
{
    return m_state->ended;
}

} // namespace mk
