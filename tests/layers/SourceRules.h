// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

// The rules of the source tree that no compiler checks. Each function reads the tree below a root (it may be any folder
// laid out like this project) and returns one line per offence, "path: what is wrong", sorted; empty means clean.
class SourceRules
{
public:
    explicit SourceRules(const QString &root);

    // core <- net <- api/<system> <- platform <- models <- widgets <- panels/<panel> <- app; systems do not know each other,
    // panels do not know each other, demo knows core alone and nobody knows demo. Reads #include "..." of src/ and the
    // <header> of promoted widgets in ui/.
    QStringList wrongArrows() const;

    // Calls of one operating system live in one file of core and one of net.
    QStringList strayPlatformHeaders() const;

    // Code for one operating system, told by the compiler or by a path, outside of those files.
    QStringList strayPlatformCode() const;

    // Names of files that another system could not hold: two that differ in case alone, characters and words that Windows keeps
    // for itself.
    QStringList unportableNames() const;

    // What the project decided against: nested event loops, coroutines, headers that pull in a whole Qt module.
    QStringList forbiddenConstructs() const;

    // A QLabel of a form that would render markup which a server sent.
    QStringList richLabels() const;

    QStringList missingLicenceLines() const;

    // Sources that no CMakeLists.txt names, test classes that no main has an entry for: code that is never built, tests
    // that never run.
    QStringList orphans() const;

    // Paths of one developer's machine, and hosts that only a download would need.
    QStringList outsidePaths() const;

private:
    QStringList filesBelow(const QStringList &folders, const QStringList &patterns) const;
    QString textOf(const QString &path) const;

    QString m_root;
};
