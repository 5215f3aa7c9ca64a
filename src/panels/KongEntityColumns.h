// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Clock.h"
#include "models/RecordTableModel.h"
#include "platform/KongRecords.h"
#include "widgets/CellDelegate.h"

#include <QList>

// The columns of Kong's consumers, upstreams, certificates and what hangs on them. The clock, which outlives the model, is what
// relative times count from.
namespace mk {

RecordTableModel<KongEntityRecord>::Columns kongConsumerColumns(const Clock *clock);
QList<ColumnLook> kongConsumerLooks();
RecordTableModel<KongEntityRecord>::Columns upstreamColumns(const Clock *clock);
QList<ColumnLook> upstreamLooks();
RecordTableModel<KongEntityRecord>::Columns certificateColumns(const Clock *clock);
QList<ColumnLook> certificateLooks();

// Credentials of one consumer: kind, name, secret (masked), created.
RecordTableModel<kong::Entity>::Columns credentialColumns(const Clock *clock);
QList<ColumnLook> credentialLooks();

// What is secret of an entity, in clear: the key of key-auth, a password is none of it (Kong does not tell it). Empty: none.
QString secretOf(const kong::Entity &entity);
// How long a certificate is good: "in 30 days", "expired 2 days ago"; and how bad that is.
QString expiryText(const std::optional<kongcertificates::Facts> &certificate, const QDateTime &now);
Status expiryStatus(const std::optional<kongcertificates::Facts> &certificate, const QDateTime &now);

} // namespace mk
