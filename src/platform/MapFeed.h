// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/PlatformMap.h"
#include "platform/StoreJoin.h"

#include <QObject>

#include <map>
#include <memory>

namespace mk {

class PlatformSession;

// Keeps the platform map in step with the lists that it is made of, while somebody looks at it; joined on a worker where they
// are long. Without Consul its rows are the hosts that Kong sends to. What has not been read is not known, and stays out of the
// way of what has. The targets of Kong's upstreams, which stand in no list, are read here, of the first `mostUpstreams` ones. GUI
// thread; belongs to the session.
class MapFeed final : public QObject
{
    Q_OBJECT
public:
    static constexpr size_t mostUpstreams = 50;

    MapFeed(PlatformSession *session, const Clock *clock);
    ~MapFeed() override;

    MapRows *rows() { return &m_rows; }
    void correctionsChanged();

private:
    struct Watched
    {
        std::unique_ptr<KongEntities> targets;
        std::unique_ptr<LiveStoreBase::Subscription> subscription;
    };
    platformmap::Sources sources() const;
    std::optional<std::vector<requestpath::Upstream>> upstreams() const;
    void followUpstreams();

    PlatformSession *m_session;
    MapRows m_rows;
    std::map<QString, Watched> m_upstreams; // by id
    std::unique_ptr<StoreJoin<MapRow>> m_join;
};

} // namespace mk
