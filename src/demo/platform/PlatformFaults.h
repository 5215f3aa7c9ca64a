// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Json.h"
#include "demo/platform/PlatformLife.h"

#include <QByteArray>
#include <QString>

#include <functional>
#include <set>
#include <vector>

namespace mk::demo {

// One thing that goes wrong on real Microkubes platforms. Switching it changes all of the simulated systems as it would there.
struct PlatformFault
{
    const char *name;    // "mail-hung": --fault, and the control port
    const char *title;   // a few words
    const char *what;    // what is wrong
    const char *lookFor; // where it shows
    void (*begin)(PlatformLife *life);
    // As somebody would mend it; what somebody has mended already stays as it is.
    void (*end)(PlatformLife *life);
};

// All of them, and which are on.
class PlatformFaults
{
public:
    static const std::vector<PlatformFault> &all();
    static const PlatformFault *find(const QByteArray &name);
    static QStringList names();

    explicit PlatformFaults(PlatformLife *life) : m_life(life) {}
    bool set(const QByteArray &name, bool on); // false: there is none of that name
    void allOff();
    bool isOn(const QByteArray &name) const { return m_on.contains(name); }
    // [{"name", "title", "what", "lookFor", "on"}, ...]
    nlohmann::json toJson() const;

private:
    PlatformLife *m_life;
    std::set<QByteArray> m_on;
};

} // namespace mk::demo
