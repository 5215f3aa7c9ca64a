// SPDX-License-Identifier: GPL-3.0-or-later
#include "SessionBench.h"
#include "support/DemoKong.h"
#include "support/TestMain.h"

#include <QTest>

using namespace mk;
using mk::test::DemoKong;
using mk::test::endpointOf;
using mk::test::SessionBench;
using Phase = StoreState::Phase;

namespace {

QString text(const char *utf8)
{
    return QString::fromUtf8(utf8);
}

constexpr std::chrono::milliseconds quick{100};
constexpr int patience = 60'000; // ms; for the machine, not for the program

} // namespace

// Every way to misbehave, met by every list of Kong: what was read stays with the reason beside it, nothing is written, and
// once the server is well again so is the list.
class TestKongFaults : public QObject
{
    Q_OBJECT

    static LiveStoreBase *storeOf(const PlatformSession *session, const QByteArray &feed)
    {
        if (feed == "apis")
            return session->kongApis();
        if (feed == "services")
            return session->kongServices();
        return feed == "routes" ? static_cast<LiveStoreBase *>(session->kongRoutes()) : session->kongPlugins();
    }

    std::unique_ptr<DemoKong> m_kong;

private Q_SLOTS:
    void initTestCase()
    {
        m_kong = std::make_unique<DemoKong>(text("0.14.1"));
        QVERIFY2(m_kong->start(), qPrintable(m_kong->lastError()));
    }
    void init()
    {
        QVERIFY2(m_kong->reset(), qPrintable(m_kong->lastError()));
        const auto make = [this](const QByteArray &path, const nlohmann::json &entity) {
            return m_kong->send("POST", path, QByteArray::fromStdString(entity.dump())).status;
        };
        QCOMPARE(make("/apis", {{"name", "a"}, {"uris", {"/a"}}, {"upstream_url", "http://a.test"}}), 201);
        QCOMPARE(make("/services", {{"name", "s"}, {"host", "s.test"}}), 201);
        const std::string service = m_kong->get("/services/s").at("id").get<std::string>();
        QCOMPARE(make("/routes", {{"paths", {"/s"}}, {"service", {{"id", service}}}}), 201);
        QCOMPARE(make("/plugins", {{"name", "cors"}}), 201);
    }

    void feeds_data()
    {
        QTest::addColumn<QByteArray>("feed");
        QTest::addColumn<QByteArray>("fault");
        QTest::addColumn<QList<ErrorKind>>("kinds"); // empty: it is not wrong
        const QList<std::pair<QByteArray, QList<ErrorKind>>> faults{
            {"refuse", {ErrorKind::Refused, ErrorKind::Network}},
            {"trickle", {}},
            {"cut-off", {ErrorKind::Network, ErrorKind::Unreadable}},
            {"reset", {ErrorKind::Network}},
            {"lose-answer", {ErrorKind::Network}},
            {"wrong-type", {}},
            {"broken-json", {ErrorKind::Unreadable}},
            {"deep-json", {ErrorKind::Unreadable}},
            {"big-numbers", {}},
            {"invalid-utf8", {ErrorKind::Unreadable}},
            {"huge-announced", {ErrorKind::TooLarge}},
            {"endless", {ErrorKind::TooLarge}},
            {"redirect", {ErrorKind::Redirected}},
            {"401", {ErrorKind::Unauthorised}},
            {"403", {ErrorKind::Forbidden}},
            {"429", {ErrorKind::RateLimited}},
            {"500", {ErrorKind::Server}},
            {"503", {ErrorKind::Server}},
            {"html-error", {ErrorKind::Server}},
        };
        for (const QByteArray feed : {"apis", "services", "routes", "plugins"}) {
            for (const auto &[fault, kinds] : faults)
                QTest::addRow("%s, %s", feed.constData(), fault.constData()) << feed << fault << kinds;
        }
    }
    void feeds()
    {
        QFETCH(QByteArray, feed);
        QFETCH(QByteArray, fault);
        QFETCH(QList<ErrorKind>, kinds);
        SessionBench bench;
        QVERIFY(bench.prepare());
        bench.environment.kong = {endpointOf(System::Kong, m_kong->adminUrl(), text("kong-1"))};
        const auto session = bench.makeSession();
        session->open();
        LiveStoreBase *store = storeOf(session.get(), feed);
        const auto subscription = store->subscribe(quick);
        QTRY_COMPARE_WITH_TIMEOUT(store->state().phase, Phase::Ready, patience);
        QCOMPARE(store->rowCount(), 1);
        const int writes = m_kong->writes();

        const QByteArray path = "/" + feed;
        nlohmann::json misbehave{{"fault", fault.toStdString()}};
        if (fault != "refuse")
            misbehave["path"] = path.toStdString() + "*";
        if (fault == "trickle")
            misbehave["intervalMs"] = 1;
        if (fault == "429")
            misbehave["retryAfter"] = 1;
        const QDateTime before = store->state().readAt;
        QVERIFY2(m_kong->fault(misbehave), qPrintable(m_kong->lastError()));
        if (kinds.isEmpty()) {
            const int asked = m_kong->requests("GET", path);
            QTRY_VERIFY_WITH_TIMEOUT(m_kong->requests("GET", path) > asked + 1, patience);
            QTRY_VERIFY_WITH_TIMEOUT(store->state().readAt > before, patience);
            QVERIFY(!store->state().error);
        } else {
            QTRY_VERIFY_WITH_TIMEOUT(store->state().error.has_value(), patience);
            QVERIFY2(kinds.contains(store->state().error->kind), qPrintable(store->state().error->toLogString()));
            QVERIFY(store->state().isStale());
            QVERIFY(store->state().readAt.isValid());
        }
        QCOMPARE(store->rowCount(), 1);
        QCOMPARE(m_kong->writes(), writes);

        QVERIFY(m_kong->clearFaults());
        store->refresh();
        QTRY_VERIFY_WITH_TIMEOUT(!store->state().error, patience);
        QCOMPARE(store->rowCount(), 1);
        QCOMPARE(store->state().phase, Phase::Ready);
    }

    // A request that is never answered keeps nothing else from being asked.
    void hang()
    {
        SessionBench bench;
        QVERIFY(bench.prepare());
        bench.environment.kong = {endpointOf(System::Kong, m_kong->adminUrl(), text("kong-1"))};
        const auto session = bench.makeSession();
        session->open();
        const auto services = session->kongServices()->subscribe(quick);
        const auto plugins = session->kongPlugins()->subscribe(quick);
        QTRY_COMPARE_WITH_TIMEOUT(session->kongServices()->state().phase, Phase::Ready, patience);
        QTRY_COMPARE_WITH_TIMEOUT(session->kongPlugins()->state().phase, Phase::Ready, patience);
        QVERIFY(m_kong->fault({{"fault", "hang"}, {"path", "/services*"}}));
        QTRY_VERIFY_WITH_TIMEOUT(session->kongServices()->state().loading, patience);
        const int asked = m_kong->requests("GET", "/plugins");
        QTRY_VERIFY_WITH_TIMEOUT(m_kong->requests("GET", "/plugins") > asked + 2, patience);
        QVERIFY(!session->kongPlugins()->state().error);
        QCOMPARE(session->kongServices()->rowCount(), 1);
    }
};

MK_TEST_CLASS(TestKongFaults)
#include "TestKongFaults.moc"
