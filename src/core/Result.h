// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Error.h"

#include <tl/expected.hpp>

#include <memory>
#include <utility>

namespace mk {

// Errors are values: every function that can fail returns a Result, no exception crosses an interface.
template <class T>
using Result = tl::expected<T, Error>;

// The value of a Result that carries none.
struct Done
{
};

inline tl::unexpected<Error> fail(Error error)
{
    return tl::unexpected<Error>(std::move(error));
}

inline tl::unexpected<Error> fail(ErrorKind kind, const QString &reason = {}, const QString &detail = {})
{
    return tl::unexpected<Error>(Error::make(kind, reason, detail));
}

} // namespace mk
