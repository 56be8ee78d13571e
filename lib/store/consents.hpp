// Consents: who may be told what about a subject, what for and until when (STORE 4).
// Never decides whether an answer is due: disclosures.cpp does.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "chengxin/date.hpp"
#include "chengxin/store.hpp"

namespace chengxin::storage {

/// What the ledger holds of a consent. Borrows its texts.
struct consent_row {
  std::string_view id;
  std::int64_t subject = 0;
  std::string_view grantee;
  std::string_view use;
  chengxin::scope scope = scope::entitled;
  date first_day;
  date last_day;
  std::string_view evidence;
};

/// The packed content that is digested, without salt: of a consent, and of its revocation.
[[nodiscard]] std::string consent_content(const consent_row& row);
[[nodiscard]] std::string revocation_content(std::string_view consent_id);

/// A scope as it was written to the file. Throws `damaged`.
[[nodiscard]] chengxin::scope scope_from(std::int64_t number);

}  // namespace chengxin::storage
