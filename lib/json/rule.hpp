// Reads rules, ceilings and attribute declarations of a rulebook.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "chengxin/rulebook.hpp"
#include "json/fields.hpp"

namespace chengxin::json {

[[nodiscard]] std::vector<std::string> read_strings(const place& it, findings_list& findings);
[[nodiscard]] std::vector<citation> read_citations(const std::optional<place>& list,
                                                   findings_list& findings);
[[nodiscard]] std::vector<attribute_declaration> read_attributes(const place& it,
                                                                 findings_list& findings);
[[nodiscard]] rule read_rule(const place& it, findings_list& findings);
[[nodiscard]] ceiling read_ceiling(const place& it, findings_list& findings);

}  // namespace chengxin::json
