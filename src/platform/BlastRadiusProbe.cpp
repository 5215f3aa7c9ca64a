// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/BlastRadiusProbe.h"

#include "api/kong/KongClient.h"
#include "api/kong/KongDialect.h"
#include "api/prometheus/PrometheusQuery.h"
#include "platform/KongJson.h"
#include "platform/PlatformSession.h"

#include <QPointer>
#include <QSet>

namespace mk::blastradius {

namespace {

constexpr int kMostUpstreams = 20; // whose targets are asked for

// One after the other: a plan is looked at by one person.
class ProbeJob final : public Job<QList<Impact>>
{
public:
    ProbeJob(Plan plan, PlatformSession *session, QObject *parent) : Job(parent), m_plan(std::move(plan)), m_session(session) { start(); }

protected:
    void onStart() override
    {
        if (!m_session) {
            finish({});
            return;
        }
        const auto known = [](const auto *store) {
            return store && store->state().phase == StoreState::Phase::Ready ? store->rows() : std::remove_cvref_t<decltype(store->rows())>();
        };
        m_around.kong = m_session->kongPlanContext().around;
        m_around.kongVersion = m_session->kongCapabilities() ? m_session->kongCapabilities()->version : QString();
        m_around.upstreams = known(m_session->kongEntities(kong::Kind::Upstream));
        m_around.instances = known(m_session->consulInstances());
        m_around.snis = known(m_session->kongEntities(kong::Kind::Sni));
        if (const auto rows = known(m_session->rabbitQueues())) {
            auto queues = std::make_shared<std::vector<rabbitmq::Queue>>();
            queues->reserve(rows->size());
            for (const QueueRecord &row : *rows)
                queues->push_back(row.queue);
            m_around.queues = std::move(queues);
        }
        m_upstreams = upstreamsOf(m_plan);
        askTargets();
    }

private:
    static QStringList upstreamsOf(const Plan &plan)
    {
        QStringList ids;
        for (const Step &step : plan.steps) {
            for (const Change &change : step.changes) {
                if (change.entity.system != System::Kong || change.entity.kind != kong::kindId(kong::Kind::Target))
                    continue;
                const QString id = kong::parentOf(kong::Kind::Target, kongjson::parsed(change.before.body));
                if (!id.isEmpty() && !ids.contains(id))
                    ids.append(id);
            }
        }
        return ids;
    }

    void askTargets()
    {
        kong::KongClient *client = m_session ? m_session->kong() : nullptr;
        if (!client || m_upstreams.isEmpty() || m_asked >= kMostUpstreams) {
            settleTargets();
            return;
        }
        const QString id = m_upstreams.takeFirst();
        ++m_asked;
        kong::ListOptions<kong::Entity> options;
        options.kind = kong::Kind::Target;
        options.asker = QStringLiteral("blast radius");
        options.page = [id, server = client->capabilities().value_or(kong::Capabilities())](const QString &offset) {
            return kong::childrenRequest(kong::Kind::Target, kong::Kind::Upstream, id, server, offset);
        };
        await(client->list<kong::Entity>(options, this), [this](const Result<kong::Listed<kong::Entity>> &listed) {
            if (listed && listed->rows)
                m_targets.insert(m_targets.end(), listed->rows->begin(), listed->rows->end());
            else
                m_targetsFailed = true;
            askTargets();
        });
    }

    void settleTargets()
    {
        if (m_asked > 0 && !m_targetsFailed)
            m_around.targets = std::make_shared<const std::vector<kong::Entity>>(std::move(m_targets));
        m_impacts = of(m_plan, m_around);
        m_questions = questions(m_plan, m_around);
        askNext();
    }

    HttpClient *prometheus() const { return m_session ? m_session->client(System::Prometheus) : nullptr; }

    void askNext()
    {
        if (m_questions.isEmpty() || !prometheus()) {
            askRules();
            return;
        }
        const Question question = m_questions.takeFirst();
        prometheus::InstantQuery query;
        query.text = question.query;
        query.mostSeries = 1;
        query.timeout = std::chrono::seconds(10);
        query.byGet = question.query.size() < 2'000;
        await(prometheus::query(prometheus(), query, this), [this, question](const Result<prometheus::QueryResult> &answer) {
            if (!answer) {
                notAsked(answer.error());
                finishSorted();
                return;
            }
            // No series: nothing counted, which is no zero.
            if (!answer->series.empty() && !answer->series.front().points.empty()) {
                Impact impact = question.impact;
                const double rate = answer->series.front().points.front().value;
                impact.args.insert(QStringLiteral("rate"), rate);
                if (!(rate > 0))
                    impact.weight = Impact::Weight::Note;
                m_impacts.append(impact);
            }
            askNext();
        });
    }

    void askRules()
    {
        if (!prometheus() || !isDestructive(m_plan)) {
            finishSorted();
            return;
        }
        await(prometheus::fetchRules(prometheus(), this), [this](const Result<std::vector<prometheus::Rule>> &rules) {
            if (!rules)
                notAsked(rules.error());
            else if (const std::optional<Impact> impact = ruledBy(m_plan, *rules))
                m_impacts.append(*impact);
            finishSorted();
        });
    }

    void notAsked(const Error &error)
    {
        m_impacts.append({QStringLiteral("not-asked"), {{QStringLiteral("reason"), QVariant::fromValue(error)}}, Impact::Weight::Note,
                          System::Prometheus, QStringLiteral("GET /api/v1/query"), {}});
    }

    void finishSorted()
    {
        sort(&m_impacts);
        finish(m_impacts);
    }

    Plan m_plan;
    QPointer<PlatformSession> m_session;
    Around m_around;
    QStringList m_upstreams;
    int m_asked = 0;
    bool m_targetsFailed = false;
    std::vector<kong::Entity> m_targets;
    QList<Question> m_questions;
    QList<Impact> m_impacts;
};

} // namespace

Job<QList<Impact>> *probe(const Plan &plan, PlatformSession *session, QObject *parent)
{
    return new ProbeJob(plan, session, parent);
}

} // namespace mk::blastradius
