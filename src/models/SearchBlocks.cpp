// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/SearchBlocks.h"

#include "core/Format.h"
#include "core/SafeText.h"
#include "models/FindingText.h"
#include "models/HealthText.h"
#include "models/MarkedText.h"
#include "models/PlanText.h"

#include <QCoreApplication>
#include <QUrl>

namespace mk::searchblocks {

namespace {

class SearchBlockTexts
{
    Q_DECLARE_TR_FUNCTIONS(mk::SearchBlockTexts)
};

constexpr int kFewWords = 3; // of a list in a detail

// What one type of row tells of itself.
template <class T>
struct Teller
{
    QString (*name)(const T &);
    QString (*id)(const T &);
    QStringList (*more)(const T &);
    std::vector<std::pair<AddressField, std::optional<NetAddress>>> (*addresses)(const T &);
    std::function<SearchItem(const T &)> item; // name and id are filled in
};

template <class T>
class RowsBlock final : public SearchBlock
{
public:
    RowsBlock(SearchKind kind, Rows<T> rows, Teller<T> teller)
        : SearchBlock(kind), m_rows(std::move(rows)), m_teller(std::move(teller))
    {
        for (const T &row : *m_rows) {
            add(m_teller.name(row), m_teller.more ? m_teller.more(row) : QStringList());
            if (m_teller.addresses) {
                for (const auto &[field, address] : m_teller.addresses(row))
                    addAddress(field, address);
            }
        }
        finish();
    }
    size_t size() const override { return m_rows->size(); }
    QString name(size_t row) const override { return m_teller.name((*m_rows)[row]); }
    QString id(size_t row) const override { return m_teller.id((*m_rows)[row]); }
    SearchItem item(size_t row) const override
    {
        SearchItem item = m_teller.item((*m_rows)[row]);
        item.name = name(row);
        item.id = id(row);
        return item;
    }

private:
    Rows<T> m_rows;
    Teller<T> m_teller;
};

class EntryBlock final : public SearchBlock
{
public:
    EntryBlock(SearchKind kind, std::vector<Entry> rows) : SearchBlock(kind), m_rows(std::move(rows))
    {
        for (const Entry &row : m_rows) {
            add(row.item.name, row.more);
            for (const auto &[field, address] : row.addresses)
                addAddress(field, address);
        }
        finish();
    }
    size_t size() const override { return m_rows.size(); }
    QString name(size_t row) const override { return m_rows[row].item.name; }
    QString id(size_t row) const override { return m_rows[row].item.id; }
    SearchItem item(size_t row) const override { return m_rows[row].item; }

private:
    std::vector<Entry> m_rows;
};

QString few(const QStringList &words)
{
    QStringList shown = words.mid(0, kFewWords);
    if (words.size() > shown.size())
        shown.append(QStringLiteral("…"));
    return shown.join(QLatin1String(", "));
}

// What there is of these, joined.
QString parts(const QStringList &texts)
{
    QStringList present;
    for (const QString &text : texts) {
        if (!text.isEmpty())
            present.append(text);
    }
    return present.join(QLatin1String(", "));
}

SearchItem itemOf(const QString &panel, const QString &iconName, System system, const QString &detail, Status status = Status::None)
{
    SearchItem item;
    item.panel = panel;
    item.iconName = iconName;
    item.place = systemName(system);
    item.detail = detail;
    item.status = status;
    return item;
}

// Trouble alone gets a shape: what works needs none here.
Status troubleOf(Status status)
{
    return status >= Status::Warn ? status : Status::None;
}

QString hostAndPort(const QString &host, int port)
{
    if (host.isEmpty())
        return {};
    const QString written = host.contains(QLatin1Char(':')) ? QString(QLatin1Char('[') + host + QLatin1Char(']')) : host;
    return port > 0 ? QString(written + QLatin1Char(':') + QString::number(port)) : written;
}

} // namespace

SearchBlockPtr routes(const Rows<KongRouteRecord> &rows)
{
    Teller<KongRouteRecord> teller;
    teller.name = [](const KongRouteRecord &row) {
        if (!row.name.isEmpty())
            return row.name;
        return row.paths.isEmpty() ? row.shownName() : row.paths.constFirst(); // what people know it by
    };
    teller.id = [](const KongRouteRecord &row) { return row.key(); };
    teller.more = [](const KongRouteRecord &row) {
        return row.paths + row.hosts + row.tags + QStringList{row.serviceName, row.targetHost, row.id};
    };
    teller.addresses = [](const KongRouteRecord &row) {
        std::vector<std::pair<AddressField, std::optional<NetAddress>>> addresses;
        if (!row.targetHost.isEmpty())
            addresses.emplace_back(row.kind == kong::Kind::Api ? AddressField::UpstreamUrl : AddressField::ServiceHost,
                                   NetAddress::of(row.targetHost, row.targetPort));
        for (const QString &host : row.hosts)
            addresses.emplace_back(AddressField::RouteHost, NetAddress::parse(host));
        return addresses;
    };
    teller.item = [](const KongRouteRecord &row) {
        QString kind;
        if (row.kind == kong::Kind::Api)
            kind = SearchBlockTexts::tr("API");
        else if (row.kind == kong::Kind::Service)
            kind = SearchBlockTexts::tr("service without a route");
        else
            kind = SearchBlockTexts::tr("route");
        return itemOf(QStringLiteral("routes"), QStringLiteral("route"), System::Kong,
                      parts({kind, few(row.paths + row.hosts), hostAndPort(row.targetHost, row.targetPort)}));
    };
    return std::make_shared<RowsBlock<KongRouteRecord>>(SearchKind::Route, rows, teller);
}

SearchBlockPtr plugins(const Rows<KongPluginRecord> &rows)
{
    Teller<KongPluginRecord> teller;
    teller.name = [](const KongPluginRecord &row) { return row.plugin.name; };
    teller.id = [](const KongPluginRecord &row) { return row.plugin.id; };
    teller.more = [](const KongPluginRecord &row) {
        return QStringList{row.plugin.instanceName, row.apiName, row.serviceName, row.routeName, row.consumerName, row.plugin.id}
            + row.plugin.tags;
    };
    teller.addresses = nullptr;
    teller.item = [](const KongPluginRecord &row) {
        QString on = parts({row.apiName, row.serviceName, row.routeName, row.consumerName});
        on = on.isEmpty() ? SearchBlockTexts::tr("for every request") : SearchBlockTexts::tr("on %1").arg(on);
        return itemOf(QStringLiteral("plugins"), QStringLiteral("plug"), System::Kong,
                      parts({row.plugin.instanceName, on, row.plugin.enabled ? QString() : SearchBlockTexts::tr("switched off")}));
    };
    return std::make_shared<RowsBlock<KongPluginRecord>>(SearchKind::Plugin, rows, teller);
}

SearchBlockPtr entities(SearchKind kind, const QString &panel, const QString &iconName, const Rows<KongEntityRecord> &rows)
{
    Teller<KongEntityRecord> teller;
    teller.name = [](const KongEntityRecord &row) {
        if (row.entity.name.isEmpty() && row.certificate)
            return row.certificate->subject;
        return row.entity.shownName();
    };
    teller.id = [](const KongEntityRecord &row) { return row.key(); };
    teller.more = [](const KongEntityRecord &row) {
        QStringList more = row.related + row.entity.tags;
        more.append(row.entity.id);
        if (row.certificate)
            more += row.certificate->names;
        return more;
    };
    teller.addresses = [](const KongEntityRecord &row) {
        std::vector<std::pair<AddressField, std::optional<NetAddress>>> addresses;
        if (row.entity.kind == kong::Kind::Upstream)
            addresses.emplace_back(AddressField::ServiceHost, NetAddress::parse(row.entity.name));
        return addresses;
    };
    teller.item = [panel, iconName](const KongEntityRecord &row) {
        return itemOf(panel, iconName, System::Kong,
                      parts({entityKindWord(kong::kindId(row.entity.kind), 1), few(row.related)}));
    };
    return std::make_shared<RowsBlock<KongEntityRecord>>(kind, rows, teller);
}

SearchBlockPtr services(const Rows<consul::Service> &rows)
{
    Teller<consul::Service> teller;
    teller.name = [](const consul::Service &row) { return row.name; };
    teller.id = [](const consul::Service &row) { return row.name; };
    teller.more = [](const consul::Service &row) { return row.tags; };
    teller.addresses = nullptr;
    teller.item = [](const consul::Service &row) {
        const QString instances = row.critical > 0
            ? SearchBlockTexts::tr("%n instance(s), %1 critical", nullptr, row.total).arg(format::count(row.critical))
            : SearchBlockTexts::tr("%n instance(s)", nullptr, row.total);
        return itemOf(QStringLiteral("services"), QStringLiteral("server-2"), System::Consul, parts({instances, few(row.tags)}),
                      troubleOf(healthStatus(row.health())));
    };
    return std::make_shared<RowsBlock<consul::Service>>(SearchKind::Service, rows, teller);
}

SearchBlockPtr instances(const Rows<consul::Instance> &rows)
{
    Teller<consul::Instance> teller;
    teller.name = [](const consul::Instance &row) { return row.serviceId; };
    teller.id = [](const consul::Instance &row) { return instanceId(row.key()); };
    teller.more = [](const consul::Instance &row) { return QStringList{row.service, row.node, row.address()} + row.tags; };
    teller.addresses = [](const consul::Instance &row) {
        std::vector<std::pair<AddressField, std::optional<NetAddress>>> addresses;
        addresses.emplace_back(row.serviceAddress.isEmpty() ? AddressField::NodeAddress : AddressField::Address,
                               NetAddress::of(row.address(), row.port));
        return addresses;
    };
    teller.item = [](const consul::Instance &row) {
        return itemOf(QStringLiteral("services"), QStringLiteral("server-2"), System::Consul,
                      parts({row.service, hostAndPort(row.address(), row.port), row.node}), troubleOf(healthStatus(row.health)));
    };
    return std::make_shared<RowsBlock<consul::Instance>>(SearchKind::Instance, rows, teller);
}

SearchBlockPtr nodes(const Rows<consul::Node> &rows)
{
    Teller<consul::Node> teller;
    teller.name = [](const consul::Node &row) { return row.name; };
    teller.id = [](const consul::Node &row) { return nodeId(row.name); };
    teller.more = [](const consul::Node &row) { return QStringList{row.address, row.id}; };
    teller.addresses = [](const consul::Node &row) {
        std::vector<std::pair<AddressField, std::optional<NetAddress>>> addresses;
        addresses.emplace_back(AddressField::NodeAddress, NetAddress::of(row.address, 0));
        return addresses;
    };
    teller.item = [](const consul::Node &row) {
        return itemOf(QStringLiteral("services"), QStringLiteral("server-2"), System::Consul,
                      parts({SearchBlockTexts::tr("node"), row.address, SearchBlockTexts::tr("%n instance(s)", nullptr, row.instances)}),
                      troubleOf(healthStatus(row.health)));
    };
    return std::make_shared<RowsBlock<consul::Node>>(SearchKind::Node, rows, teller);
}

SearchBlockPtr keys(const Rows<QString> &names)
{
    Teller<QString> teller;
    teller.name = [](const QString &row) { return row; };
    teller.id = [](const QString &row) { return row; };
    teller.more = nullptr;
    teller.addresses = nullptr;
    teller.item = [](const QString &) {
        return itemOf(QStringLiteral("keyvalue"), QStringLiteral("file-text"), System::Consul, {});
    };
    return std::make_shared<RowsBlock<QString>>(SearchKind::Key, names, teller);
}

SearchBlockPtr queues(const Rows<QueueRecord> &rows)
{
    Teller<QueueRecord> teller;
    teller.name = [](const QueueRecord &row) { return row.queue.name; };
    teller.id = [](const QueueRecord &row) { return row.key; };
    teller.more = [](const QueueRecord &row) { return QStringList{row.queue.vhost, row.queue.policy, row.queue.node}; };
    teller.addresses = nullptr;
    teller.item = [](const QueueRecord &row) {
        QStringList texts{SearchBlockTexts::tr("vhost %1").arg(row.queue.vhost)};
        if (row.queue.ready)
            texts.append(SearchBlockTexts::tr("%1 ready").arg(format::count(*row.queue.ready)));
        if (row.queue.consumers)
            texts.append(SearchBlockTexts::tr("%n consumer(s)", nullptr, int(*row.queue.consumers)));
        return itemOf(QStringLiteral("queues"), QStringLiteral("stack-2"), System::RabbitMq, parts(texts),
                      row.isBroken() || row.isUnread() ? Status::Crit : Status::None);
    };
    return std::make_shared<RowsBlock<QueueRecord>>(SearchKind::Queue, rows, teller);
}

QString targetQuery(const prometheus::Target &target)
{
    const auto quoted = [](QString text) {
        text.replace(QLatin1Char('\\'), QLatin1String("\\\\")).replace(QLatin1Char('"'), QLatin1String("\\\""));
        return text.replace(QLatin1Char('\n'), QLatin1String("\\n"));
    };
    return QStringLiteral("up{job=\"%1\",instance=\"%2\"}").arg(quoted(target.job()), quoted(target.instance()));
}

SearchBlockPtr targets(const Rows<prometheus::Target> &rows)
{
    Teller<prometheus::Target> teller;
    teller.name = [](const prometheus::Target &row) { return row.instance(); };
    teller.id = [](const prometheus::Target &row) { return targetQuery(row); };
    teller.more = [](const prometheus::Target &row) { return QStringList{row.job(), QUrl(row.scrapeUrl).path()}; };
    teller.addresses = [](const prometheus::Target &row) {
        std::vector<std::pair<AddressField, std::optional<NetAddress>>> addresses;
        addresses.emplace_back(AddressField::ScrapeUrl, NetAddress::parse(row.scrapeUrl));
        return addresses;
    };
    teller.item = [](const prometheus::Target &row) {
        const bool down = row.health == prometheus::Health::Down;
        return itemOf(QStringLiteral("metrics"), QStringLiteral("target"), System::Prometheus,
                      parts({SearchBlockTexts::tr("job %1").arg(row.job()), down ? row.lastError : QString()}),
                      down ? Status::Crit : Status::None);
    };
    return std::make_shared<RowsBlock<prometheus::Target>>(SearchKind::Target, rows, teller);
}

SearchBlockPtr findings(const Rows<FindingRow> &rows)
{
    std::vector<Entry> found;
    for (const FindingRow &row : *rows) {
        if (!row.isOpen())
            continue;
        Entry entry;
        entry.item.panel = QStringLiteral("findings");
        entry.item.id = row.finding.id();
        entry.item.name = withoutMarks(findingTitle(row.finding));
        entry.item.detail = findingWord(row);
        entry.item.place = findingSystems(row.finding);
        entry.item.iconName = QStringLiteral("stethoscope");
        entry.item.status = findingStatus(row);
        entry.more = {row.finding.entity.name};
        found.push_back(std::move(entry));
    }
    return entries(SearchKind::Finding, std::move(found));
}

SearchBlockPtr entries(SearchKind kind, std::vector<Entry> rows)
{
    return std::make_shared<EntryBlock>(kind, std::move(rows));
}

QString instanceId(const QString &key)
{
    return QLatin1String("instance/") + key;
}

QString nodeId(const QString &name)
{
    return QLatin1String("node/") + name;
}

} // namespace mk::searchblocks
