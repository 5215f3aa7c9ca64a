// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Result.h"
#include "platform/Plan.h"

#include <QByteArray>

// Plans and results as bytes for the journal: CBOR (RFC 8949) with named members, so that members can be added later and
// old rows stay readable. Pure functions, any thread. Decoding fails with "journal.corrupt".
namespace mk::codec {

QByteArray encodeStep(const Step &step);
Result<Step> decodeStep(const QByteArray &bytes);

QByteArray encodeResult(const SendResult &result);
Result<SendResult> decodeResult(const QByteArray &bytes);

QByteArray encodeNotices(const QList<PlanNotice> &notices);
Result<QList<PlanNotice>> decodeNotices(const QByteArray &bytes);

// The words of an error: server message, detail, request, arguments.
QByteArray encodeErrorText(const Error &error);
Result<Error> decodeErrorText(const QByteArray &bytes);

// Arguments of titles, in JSON because they stand in clear.
QByteArray encodeArgs(const QVariantMap &args);
QVariantMap decodeArgs(const QByteArray &json);

} // namespace mk::codec
