// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/HexText.h"

namespace mk {

QString hexDump(const QByteArray &bytes)
{
    constexpr qsizetype perLine = 16;
    constexpr char digits[] = "0123456789abcdef";
    QString text;
    text.reserve(bytes.size() * 5);
    for (qsizetype start = 0; start < bytes.size(); start += perLine) {
        text += QString::number(start, 16).rightJustified(8, QLatin1Char('0')) + QLatin1String("  ");
        QString readable;
        for (qsizetype i = start; i < start + perLine; ++i) {
            if (i == start + perLine / 2)
                text += QLatin1Char(' ');
            if (i >= bytes.size()) {
                text += QLatin1String("   ");
                continue;
            }
            const auto byte = static_cast<unsigned char>(bytes.at(i));
            text += QLatin1Char(digits[byte >> 4]);
            text += QLatin1Char(digits[byte & 15]);
            text += QLatin1Char(' ');
            readable += byte >= 0x20 && byte < 0x7f ? QLatin1Char(char(byte)) : QLatin1Char('.');
        }
        text += QLatin1Char(' ') + readable + QLatin1Char('\n');
    }
    return text;
}

} // namespace mk
