// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

// Certificates and keys in PEM, as far as the Admin API looks at them. What OpenSSL would say is said in its words for
// text that is no PEM at all; the two generations of Kong print it differently (`old`: 2.8).
namespace mk::demo {

std::optional<std::string> brokenCertificate(const std::string &pem, bool old);
std::optional<std::string> brokenKey(const std::string &pem, bool old);
bool isPublicKey(const std::string &pem);
bool certificateFitsKey(const std::string &certificate, const std::string &key);
int keyKindOf(const std::string &certificate); // QSsl::KeyAlgorithm, -1 for no certificate
int certificateCount(const std::string &pem);
bool isExpired(const std::string &certificate);
bool isAuthority(const std::string &certificate);
// SHA-256 in hexadecimal digits, as ca_certificates keep it.
std::string certificateDigest(const std::string &certificate);

} // namespace mk::demo
