// Facts that a program gives as values, not as rows (STORE 2).
// Never accepts what a row would be refused for.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "chengxin/facts.hpp"
#include "chengxin/store.hpp"
#include "store/session.hpp"

namespace chengxin::storage {

[[nodiscard]] import_summary add_subject(session& on, const subject& given,
                                         std::optional<moment> at);
[[nodiscard]] import_summary add_records(session& on, std::string_view subject_id,
                                         std::span<const record> given, std::optional<moment> at);

}  // namespace chengxin::storage
