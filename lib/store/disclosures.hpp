// Disclosures: answers to grantees and to the subject, each written to the log before
// it is given (STORE 4). Never tells a grantee more than the scope, or why a subject
// has no score.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "chengxin/store.hpp"

namespace chengxin::storage {

/// What the ledger holds of an attempt. Borrows its texts.
struct disclosure_row {
  std::string_view asked_about;  ///< session::mark_of_subject()
  std::string_view grantee;
  std::string_view use;
  std::int64_t scope = 0;
  std::int64_t as_of = 0;
  std::int64_t granted = 0;
  std::int64_t reason = 0;  ///< a denial
  std::string_view told;
  std::string_view authentication;
};

/// The packed content that is digested, without salt.
[[nodiscard]] std::string disclosure_content(const disclosure_row& row);

}  // namespace chengxin::storage
