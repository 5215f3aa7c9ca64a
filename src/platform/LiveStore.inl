// SPDX-License-Identifier: GPL-3.0-or-later
// Included by LiveStore.h alone.

namespace mk {

template <class T>
KeyIndex<T>::KeyIndex(const std::vector<T> &rows)
{
    size_t capacity = 16;
    while (capacity < rows.size() * 2)
        capacity *= 2;
    m_slots.assign(capacity, 0);
    for (size_t i = 0; i < rows.size(); ++i) {
        const QString key = RecordTraits<T>::key(rows[i]);
        size_t slot = qHash(key) & (capacity - 1);
        bool isDuplicate = false;
        while (m_slots[slot] != 0) {
            if (RecordTraits<T>::key(rows[m_slots[slot] - 1]) == key) {
                isDuplicate = true;
                break;
            }
            slot = (slot + 1) & (capacity - 1);
        }
        if (isDuplicate)
            ++m_duplicates;
        else
            m_slots[slot] = quint32(i + 1);
    }
}

template <class T>
qsizetype KeyIndex<T>::find(const std::vector<T> &rows, const QString &key) const
{
    if (m_slots.empty())
        return -1;
    size_t slot = qHash(key) & (m_slots.size() - 1);
    while (m_slots[slot] != 0) {
        const size_t position = m_slots[slot] - 1;
        if (RecordTraits<T>::key(rows[position]) == key)
            return qsizetype(position);
        slot = (slot + 1) & (m_slots.size() - 1);
    }
    return -1;
}

// The rows themselves when every key is there once; else a copy in which the first of each key is left.
template <class T>
std::shared_ptr<const std::vector<T>> withoutDuplicates(std::shared_ptr<const std::vector<T>> rows, const KeyIndex<T> &index)
{
    if (index.duplicates() == 0)
        return rows;
    auto unique = std::make_shared<std::vector<T>>();
    unique->reserve(rows->size());
    for (size_t i = 0; i < rows->size(); ++i) {
        if (index.find(*rows, RecordTraits<T>::key((*rows)[i])) == qsizetype(i))
            unique->push_back((*rows)[i]);
    }
    return unique;
}

template <class T>
Delta<T> computeDelta(std::shared_ptr<const std::vector<T>> before, std::shared_ptr<const std::vector<T>> after)
{
    Delta<T> delta;
    auto index = std::make_shared<const KeyIndex<T>>(*after);
    if (index->duplicates() > 0) {
        after = withoutDuplicates(std::move(after), *index);
        index = std::make_shared<const KeyIndex<T>>(*after);
    }
    delta.oldToNew.resize(before->size());
    std::vector<bool> known(after->size());
    qsizetype last = -1;
    for (size_t i = 0; i < before->size(); ++i) {
        const T &old = (*before)[i];
        // Lists mostly come back in the same order: look at the neighbour of the last one before asking the index.
        const QString key = RecordTraits<T>::key(old);
        qsizetype now = last + 1;
        if (now >= qsizetype(after->size()) || RecordTraits<T>::key((*after)[size_t(now)]) != key)
            now = index->find(*after, key);
        delta.oldToNew[i] = qint32(now);
        if (now < 0) {
            delta.removed.append(key);
            continue;
        }
        known[size_t(now)] = true;
        if (now < last)
            delta.moved = true;
        last = now;
        if (!(old == (*after)[size_t(now)]))
            delta.updated.push_back(now);
    }
    if (delta.moved)
        std::sort(delta.updated.begin(), delta.updated.end());
    for (size_t i = 0; i < after->size(); ++i) {
        if (!known[i])
            delta.added.push_back(qsizetype(i));
    }
    delta.before = std::move(before);
    delta.rows = std::move(after);
    delta.index = std::move(index);
    return delta;
}

template <class T>
Delta<T> joinDeltas(const Delta<T> &first, const Delta<T> &second)
{
    Delta<T> joined;
    joined.before = first.before;
    joined.rows = second.rows;
    joined.index = second.index;
    joined.oldToNew.resize(first.oldToNew.size());
    std::vector<bool> known(second.rows->size());
    qint32 last = -1;
    for (size_t i = 0; i < first.oldToNew.size(); ++i) {
        const qint32 middle = first.oldToNew[i];
        const qint32 now = middle < 0 ? -1 : second.oldToNew[size_t(middle)];
        joined.oldToNew[i] = now;
        if (now < 0) {
            joined.removed.append(RecordTraits<T>::key((*first.before)[i]));
            continue;
        }
        known[size_t(now)] = true;
        joined.moved = joined.moved || now < last;
        last = now;
    }
    std::vector<bool> changed(second.rows->size());
    for (const qsizetype middle : first.updated) {
        if (const qint32 now = second.oldToNew[size_t(middle)]; now >= 0)
            changed[size_t(now)] = true;
    }
    for (const qsizetype now : second.updated)
        changed[size_t(now)] = true;
    for (size_t i = 0; i < known.size(); ++i) {
        if (!known[i])
            joined.added.push_back(qsizetype(i));
        else if (changed[i])
            joined.updated.push_back(qsizetype(i));
    }
    return joined;
}

template <class T>
const T *LiveStore<T>::find(const QString &key) const
{
    const qsizetype position = m_index->find(*m_rows, key);
    return position < 0 ? nullptr : &(*m_rows)[size_t(position)];
}

template <class T>
void LiveStore<T>::onDelta(QObject *context, Listener fn)
{
    m_listeners.push_back({context, std::move(fn)});
}

template <class T>
void LiveStore<T>::applyLoad(quint64 ticket, std::vector<T> rows, std::optional<quint64> bodyHash)
{
    applyLoad(ticket, std::make_shared<const std::vector<T>>(std::move(rows)), bodyHash);
}

template <class T>
void LiveStore<T>::applyLoad(quint64 ticket, Rows rows, std::optional<quint64> bodyHash)
{
    enqueue(Load{ticket, std::move(rows), bodyHash, false});
}

template <class T>
void LiveStore<T>::applyPartial(quint64 ticket, std::vector<T> rowsSoFar)
{
    if (m_state.phase != StoreState::Phase::Ready)
        enqueue(Load{ticket, std::make_shared<const std::vector<T>>(std::move(rowsSoFar)), std::nullopt, true});
}

template <class T>
void LiveStore<T>::applyOne(quint64 ticket, const QString &key, std::optional<T> row)
{
    enqueue(One{ticket, key, std::move(row)});
}

template <class T>
void LiveStore<T>::clear()
{
    ++m_run;
    m_jobs.cancelAll();
    m_work.clear();
    m_missing.clear();
    m_busy = true; // listeners may come back with work
    if (!m_rows->empty()) {
        auto delta = std::make_shared<const Delta<T>>(computeDelta<T>(m_rows, std::make_shared<const std::vector<T>>()));
        m_rows = delta->rows;
        m_index = delta->index;
        tell(delta);
    }
    forget();
    m_busy = false;
    pump();
}

template <class T>
quint64 LiveStore<T>::ticketOf(const Work &work)
{
    return std::visit([](const auto &item) { return item.ticket; }, work);
}

template <class T>
bool LiveStore<T>::isOutdated(const Work &work) const
{
    if (ticketOf(work) < m_appliedTicket)
        return true;
    if (const One *one = std::get_if<One>(&work)) // begun before a write of it ended, or before a newer read of it
        return m_writtenAt.value(one->key, 0) >= one->ticket || m_readAt.value(one->key, 0) > one->ticket;
    return std::get<Load>(work).partial && m_state.phase == StoreState::Phase::Ready;
}

template <class T>
void LiveStore<T>::enqueue(Work work)
{
    // A load makes those void that wait before it: only the newest is worth comparing.
    if (std::holds_alternative<Load>(work))
        std::erase_if(m_work, [&](const Work &other) {
            const Load *load = std::get_if<Load>(&other);
            return load && load->ticket <= ticketOf(work);
        });
    m_work.push_back(std::move(work));
    pump();
}

template <class T>
void LiveStore<T>::pump()
{
    while (!m_busy && !m_work.empty()) {
        auto task = std::make_shared<Task>();
        task->work = std::move(m_work.front());
        m_work.pop_front();
        if (isOutdated(task->work))
            continue;
        task->before = m_rows;
        task->index = m_index;
        task->twoLoads = m_missingNeedsTwoLoads;
        task->missingBefore = m_missing;
        const Load *load = std::get_if<Load>(&task->work);
        if (load)
            task->protectedKeys = protectedKeys(load->ticket);
        m_busy = true;
        if (std::max(task->before->size(), load ? load->rows->size() : 0) <= workerThreshold) {
            finish(task->work, merge(*task));
            continue;
        }
        Job<Merged> *job = runOnWorker<Merged>(this, [task](const CancelFlag &) -> Result<Merged> { return merge(*task); });
        m_jobs.restart(QStringLiteral("merge"), job);
        job->done(this, [this, task, run = m_run](const Result<Merged> &merged) {
            if (run != m_run || !merged)
                return;
            const Load *loaded = std::get_if<Load>(&task->work);
            if (loaded && protectedKeys(loaded->ticket) != merged->protectedKeys) {
                m_work.push_front(task->work); // something was written meanwhile: compare again
                m_busy = false;
            } else {
                finish(task->work, *merged);
            }
            releaseOnWorker(task);
            pump();
        });
        return;
    }
}

template <class T>
typename LiveStore<T>::Merged LiveStore<T>::merge(const Task &task)
{
    Merged merged;
    merged.protectedKeys = task.protectedKeys;
    Rows after;
    if (const Load *load = std::get_if<Load>(&task.work))
        after = mergeLoad(task, *load, merged);
    else
        after = mergeOne(task, std::get<One>(task.work));
    merged.delta = std::make_shared<const Delta<T>>(computeDelta<T>(task.before, after));
    return merged;
}

template <class T>
typename LiveStore<T>::Rows LiveStore<T>::mergeLoad(const Task &task, const Load &load, Merged &merged)
{
    const bool looksForMissing = task.twoLoads && !load.partial;
    if (task.protectedKeys.isEmpty() && !looksForMissing)
        return load.rows;

    const KeyIndex<T> index(*load.rows);
    auto rows = std::make_shared<std::vector<T>>();
    rows->reserve(load.rows->size());
    for (const T &row : *load.rows) {
        const QString key = RecordTraits<T>::key(row);
        if (!task.protectedKeys.contains(key)) {
            rows->push_back(row);
            continue;
        }
        const qsizetype old = task.index->find(*task.before, key);
        merged.differsFromLoad = merged.differsFromLoad || old < 0 || !((*task.before)[size_t(old)] == row);
        if (old >= 0)
            rows->push_back((*task.before)[size_t(old)]);
    }
    for (const T &row : *task.before) {
        const QString key = RecordTraits<T>::key(row);
        if (index.find(*load.rows, key) >= 0)
            continue;
        const bool isProtected = task.protectedKeys.contains(key);
        if (!isProtected && (!looksForMissing || task.missingBefore.contains(key)))
            continue;
        if (!isProtected)
            merged.missing.insert(key);
        merged.differsFromLoad = true;
        rows->push_back(row);
    }
    return rows;
}

template <class T>
typename LiveStore<T>::Rows LiveStore<T>::mergeOne(const Task &task, const One &one)
{
    const qsizetype old = task.index->find(*task.before, one.key);
    if (old < 0 && !one.row)
        return task.before;
    if (old >= 0 && one.row && (*task.before)[size_t(old)] == *one.row)
        return task.before;
    auto rows = std::make_shared<std::vector<T>>(*task.before);
    if (old < 0)
        rows->push_back(*one.row);
    else if (one.row)
        (*rows)[size_t(old)] = *one.row;
    else
        rows->erase(rows->begin() + old);
    return rows;
}

template <class T>
void LiveStore<T>::finish(const Work &work, const Merged &merged)
{
    const bool differs = !merged.delta->isEmpty();
    const quint64 run = m_run;
    if (differs) {
        m_rows = merged.delta->rows;
        m_index = merged.delta->index;
    }
    const Load *load = std::get_if<Load>(&work);
    QStringList missing;
    if (load && !load->partial) {
        m_missing = merged.missing;
        missing = QStringList(m_missing.cbegin(), m_missing.cend());
        m_bodyHash = merged.differsFromLoad ? std::nullopt : load->bodyHash;
    } else if (differs) {
        m_bodyHash.reset();
    }
    if (differs)
        tell(merged.delta);
    if (run != m_run)
        return; // a listener cleared the store
    if (!load) {
        m_missing.remove(std::get<One>(work).key);
        confirmOne(ticketOf(work), std::get<One>(work).key);
    } else if (load->partial) {
        noteFirstRows();
    } else {
        confirm(load->ticket);
    }
    m_busy = false;
    if (!missing.isEmpty())
        Q_EMIT rowsMissing(missing);
}

template <class T>
void LiveStore<T>::tell(const std::shared_ptr<const Delta<T>> &delta)
{
    std::erase_if(m_listeners, [](const Entry &entry) { return entry.context.isNull(); });
    const auto listeners = m_listeners; // a listener may add another
    for (const Entry &entry : listeners) {
        if (entry.context)
            entry.fn(delta);
    }
}

} // namespace mk
