// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "Names.h"
#include "Scenario.h"

#include <QStringList>

#include <unordered_map>

namespace mk::test {

struct OwnAnswer
{
    int status = 0; // 0: there was none
    HeaderList headers;
    QByteArray body;
};

// Holds our answer against the recorded one: the status, the shape and types of the body, its values wherever the request or
// the rules of the server determine them, the texts of errors, the headers that a client may look at. What a server makes up
// (ids, keys, times, the order of a list that has none) may differ; Names learns what it is called here.
class AnswerCheck
{
public:
    explicit AnswerCheck(Names *names) : m_names(names) {}

    // Rows of recorded lists, by id: where pages are cut by ids another row may stand in our page, and is held against what
    // that row looked like in the recording.
    void rememberRows(const Scenario &scenario);

    // Each difference as a line "place: recorded ..., here ...".
    QStringList differences(const Step &step, const OwnAnswer &own);

private:
    enum class Mode { Exact, Shape }; // Shape: a body about the machine, whose values nobody determines
    void json(const Json &recorded, const Json &own, const std::string &place, const std::string &key, Mode mode);
    void text(const std::string &recorded, const std::string &own, const std::string &place, const std::string &key);
    void learnOffset(const std::string &recorded, const std::string &own);
    void number(const Json &recorded, const Json &own, const std::string &place, const std::string &key);
    void rows(const Json &recorded, const Json &own, const std::string &place);
    void headers(const HeaderList &own);
    void plain(const QByteArray &own);
    void metrics(const QByteArray &own);
    bool same(const Json &recorded, const Json &own); // on trial: nothing is learned or reported unless it fits
    void report(const std::string &place, const std::string &recorded, const std::string &own);

    Names *m_names;
    std::unordered_map<std::string, Json> m_rows;
    const Step *m_step = nullptr;
    std::string m_asked;       // the whole recorded request as text
    bool m_paged = false;      // only a part of the list is shown
    bool m_ordered = false;    // the order of "data" means something
    bool m_described = false;  // a schema: descriptions are ours
    QStringList m_found;
};

} // namespace mk::test
