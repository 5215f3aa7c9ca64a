// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/Error.h"
#include "core/System.h"
#include "support/TestMain.h"

#include <QSet>

using namespace mk;

class TestError : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyKindHasItsOwnIdentifier()
    {
        QSet<QString> ids;
        for (int value = 0; value <= int(ErrorKind::Internal); ++value) {
            const auto kind = static_cast<ErrorKind>(value);
            const QString id = errorKindId(kind);
            QVERIFY2(!ids.contains(id), qPrintable(id));
            ids.insert(id);
            QVERIFY(errorKindFromId(id) == kind);
        }
        QVERIFY(!errorKindFromId(QStringLiteral("no such kind")).has_value());
    }

    void theLogLineTellsAll()
    {
        Error error = Error::make(ErrorKind::Conflict, QStringLiteral("kv.cas"), QStringLiteral("index moved"));
        error.httpStatus = 409;
        error.endpoint = QStringLiteral("consul.example:8500");
        error.request = QStringLiteral("PUT /v1/kv/a");
        error.serverMessage = QStringLiteral("false");
        QCOMPARE(error.toLogString(),
                 QStringLiteral("conflict (kv.cas) status 409 at consul.example:8500 for PUT /v1/kv/a: "
                                "index moved | false"));
        QCOMPARE(Error::cancelled().toLogString(), QStringLiteral("cancelled"));
    }

    void systemsHaveNamesAndIdentifiers()
    {
        for (const System system : allSystems) {
            QVERIFY(systemFromId(systemId(system)) == system);
            QVERIFY(!systemName(system).isEmpty());
        }
        QVERIFY(!systemFromId(QStringLiteral("nagios")).has_value());
    }
};

MK_TEST_CLASS(TestError)
#include "TestError.moc"
