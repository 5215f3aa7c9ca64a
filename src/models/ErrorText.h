// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Error.h"

namespace mk {

// An Error as people read it, in the language of the program: what happened, who said it, what to try. Plain text; made
// anew whenever it is shown, never stored.
struct ErrorText
{
    QString title;   // "Consul does not answer"-like, one line, no full stop
    QString text;    // names the endpoint and what it answered; sentences
    QString hint;    // what to try; may be empty
    QString details; // request, status, server's words and technical detail; for a details view and for copying
    QString oneLine() const; // title and the server's own words where there are any, for status pills and tooltips

    static ErrorText of(const Error &error);
};

// The word for a kind where only errorKindId() was kept (journal, HTTP log): "timed out". The id itself where it is not known.
QString errorKindWord(const QString &errorKindId);

} // namespace mk
