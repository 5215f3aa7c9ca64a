// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/Format.h"

#include <QCoreApplication>

#include <array>
#include <cmath>

namespace mk::format {

namespace {

struct FormatTexts
{
    Q_DECLARE_TR_FUNCTIONS(mk::format)
};

// Unit words are abbreviated and do not bend in English; n lets a translation bend them.
int pluralCount(qint64 value)
{
    return int(std::min<qint64>(std::abs(value), std::numeric_limits<int>::max()));
}

// The locale's short time, which leaves the seconds out in most locales, with its seconds.
QString timeFormatWithSeconds(const QLocale &locale)
{
    QString format = locale.timeFormat(QLocale::ShortFormat);
    if (format.contains(QLatin1String("ss")))
        return format;
    const qsizetype minutes = format.indexOf(QLatin1String("mm"));
    if (minutes < 1)
        return QStringLiteral("HH:mm:ss");
    const QChar before = format.at(minutes - 1);
    const QChar separator =
        before.isLetter() || before.isSpace() || before == QLatin1Char('\'') ? QLatin1Char(':') : before;
    return format.insert(minutes + 2, QString(separator) + QStringLiteral("ss"));
}

QString dateFormatWithCentury(const QLocale &locale)
{
    QString format = locale.dateFormat(QLocale::ShortFormat);
    if (!format.contains(QLatin1String("yyyy")))
        format.replace(QLatin1String("yy"), QLatin1String("yyyy"));
    return format;
}

} // namespace

QString notGiven()
{
    return QString(QChar(0x2013));
}

QString count(qint64 value, const QLocale &locale)
{
    return locale.toString(value);
}

QString countOf(qint64 shown, qint64 total, const QLocale &locale)
{
    if (shown == total)
        return count(total, locale);
    //: a list shows %1 of its %2 rows
    return FormatTexts::tr("%1 of %2", nullptr, pluralCount(total)).arg(count(shown, locale), count(total, locale));
}

QString size(std::optional<qint64> bytes, const QLocale &locale)
{
    if (!bytes)
        return notGiven();
    if (std::abs(*bytes) < 1024)
        return FormatTexts::tr("%1 B", "size in bytes", pluralCount(*bytes)).arg(locale.toString(*bytes));
    static constexpr std::array units{
        QT_TRANSLATE_NOOP("mk::format", "%1 KiB"), QT_TRANSLATE_NOOP("mk::format", "%1 MiB"),
        QT_TRANSLATE_NOOP("mk::format", "%1 GiB"), QT_TRANSLATE_NOOP("mk::format", "%1 TiB")};
    double value = double(*bytes) / 1024.0;
    size_t unit = 0;
    // 1,023.96 KiB would read "1,024.0 KiB": what rounds up to the next unit is told in it.
    while (std::abs(value) >= 1023.95 && unit + 1 < units.size()) {
        value /= 1024.0;
        ++unit;
    }
    return FormatTexts::tr(units.at(unit)).arg(locale.toString(value, 'f', 1));
}

QString rate(std::optional<double> perSecond, const QLocale &locale)
{
    if (!perSecond || !std::isfinite(*perSecond))
        return notGiven();
    //: so many a second
    return FormatTexts::tr("%1/s").arg(locale.toString(*perSecond, 'f', 1));
}

QString milliseconds(std::chrono::milliseconds value, const QLocale &locale)
{
    const qint64 count = value.count();
    if (count < 1000)
        return FormatTexts::tr("%1 ms", nullptr, pluralCount(count)).arg(locale.toString(count));
    if (count < 59'950)
        return FormatTexts::tr("%1 s", "duration").arg(locale.toString(double(count) / 1000.0, 'f', 1));
    return duration(value, locale);
}

QString ago(const QDateTime &when, const QDateTime &now, const QLocale &locale)
{
    if (!when.isValid() || !now.isValid())
        return notGiven();
    const qint64 signedMs = when.msecsTo(now);
    const bool isFuture = signedMs < 0;
    const qint64 seconds = std::abs(signedMs) / 1000;
    if (seconds == 0)
        //: less than a second ago
        return FormatTexts::tr("now");
    const auto told = [&locale](const char *past, const char *future, bool inFuture, qint64 n) {
        return FormatTexts::tr(inFuture ? future : past, nullptr, pluralCount(n)).arg(locale.toString(n));
    };
    if (seconds < 60)
        return told(QT_TRANSLATE_N_NOOP("mk::format", "%1 s ago"), QT_TRANSLATE_N_NOOP("mk::format", "in %1 s"),
                    isFuture, seconds);
    if (seconds < 3600)
        return told(QT_TRANSLATE_N_NOOP("mk::format", "%1 min ago"), QT_TRANSLATE_N_NOOP("mk::format", "in %1 min"),
                    isFuture, seconds / 60);
    if (seconds < 86400)
        return told(QT_TRANSLATE_N_NOOP("mk::format", "%1 h ago"), QT_TRANSLATE_N_NOOP("mk::format", "in %1 h"),
                    isFuture, seconds / 3600);
    return told(QT_TRANSLATE_N_NOOP("mk::format", "%1 d ago"), QT_TRANSLATE_N_NOOP("mk::format", "in %1 d"), isFuture,
                seconds / 86400);
}

QString duration(std::chrono::milliseconds value, const QLocale &locale)
{
    const qint64 seconds = std::max<qint64>(0, value.count() / 1000);
    if (seconds < 60)
        return FormatTexts::tr("%1 s", "duration", pluralCount(seconds)).arg(locale.toString(seconds));
    const qint64 minutes = seconds / 60;
    if (minutes < 60)
        return FormatTexts::tr("%1 min", "duration", pluralCount(minutes)).arg(locale.toString(minutes));
    const qint64 hours = minutes / 60;
    if (hours < 24) {
        QString twoDigits = locale.toString(minutes % 60);
        if (twoDigits.size() < 2)
            twoDigits.prepend(locale.zeroDigit());
        return FormatTexts::tr("%1 h %2 min", "duration", pluralCount(hours)).arg(locale.toString(hours), twoDigits);
    }
    return FormatTexts::tr("%1 d %2 h", "duration", pluralCount(hours / 24))
        .arg(locale.toString(hours / 24), locale.toString(hours % 24));
}

QString timeOfDay(const QDateTime &when, const QLocale &locale)
{
    if (!when.isValid())
        return notGiven();
    return locale.toString(when.toLocalTime().time(), timeFormatWithSeconds(locale));
}

QString dateTime(const QDateTime &when, const QLocale &locale)
{
    if (!when.isValid())
        return notGiven();
    const QDateTime local = when.toLocalTime();
    return locale.toString(local.date(), dateFormatWithCentury(locale)) + QLatin1Char(' ') +
           locale.toString(local.time(), timeFormatWithSeconds(locale));
}

QString iso(const QDateTime &when)
{
    return when.isValid() ? when.toUTC().toString(Qt::ISODateWithMs) : QString();
}

QString fingerprint(const QByteArray &sha256)
{
    return QString::fromLatin1(sha256.toHex(':')).toUpper();
}

} // namespace mk::format
