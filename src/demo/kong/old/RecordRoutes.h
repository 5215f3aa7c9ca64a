// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "demo/kong/old/AdminRoutes.h"

namespace mk::demo::old {

class RecordDao;

// services, routes, consumers, certificates and snis. The dao outlives the routes.
void addRecordRoutes(AdminRoutes &routes, RecordDao *dao);
void addCertificateRoutes(AdminRoutes &routes, RecordDao *dao); // they have ways of their own

// What is wrong with a body before it is read as a record.
std::optional<Reply> recordBodyFault(const AdminCall &call);

} // namespace mk::demo::old
