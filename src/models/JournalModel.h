// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/RecordTableModel.h"
#include "platform/Journal.h"

namespace mk {

template <>
struct RecordTraits<JournalEntry>
{
    static QString key(const JournalEntry &entry) { return QString::number(entry.number); }
};
// What of an entry can change after its intent was written.
inline bool operator==(const JournalEntry &a, const JournalEntry &b)
{
    return a.number == b.number && a.outcome == b.outcome && a.settled == b.settled && a.endedAt == b.endedAt
        && a.undoneBy == b.undoneBy && a.errorKind == b.errorKind && a.errorText == b.errorText
        && a.bodiesAvailable == b.bodiesAvailable && a.running == b.running && a.asPredicted == b.asPredicted
        && a.errorReason == b.errorReason && a.httpStatus == b.httpStatus;
}

// The journal's steps, newest first, read page by page. New rows come by themselves; what was read stays.
class JournalModel final : public RecordTableModel<JournalEntry>
{
    Q_OBJECT
public:
    static constexpr int pageSize = 1000;

    explicit JournalModel(QObject *parent = nullptr);

    // journal must outlive the model or be let go with nullptr. environmentId empty: all environments.
    void setSource(Journal *journal, const QString &environmentId);
    void reload();
    // An older page, where there is one.
    bool canLoadMore() const { return m_mayHaveMore && !m_loading; }
    void loadMore();
    bool isLoading() const { return m_loading; }
    const std::optional<Error> &error() const { return m_error; }

Q_SIGNALS:
    void loadingChanged(); // also when error() changed

private:
    static Columns makeColumns();
    void read(qint64 beforeNumber);
    void take(const QList<JournalEntry> &page, qint64 beforeNumber);
    QPointer<Journal> m_journal;
    QString m_environmentId;
    std::optional<Error> m_error;
    bool m_mayHaveMore = false;
    bool m_loading = false;
    bool m_again = false; // something was appended while a page was under way
    JobScope m_readJobs;
};

} // namespace mk
