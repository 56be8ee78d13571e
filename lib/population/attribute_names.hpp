// The attribute names that a rulebook declares, numbered once so that rows are
// matched by number. Never knows a row.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "chengxin/rulebook.hpp"
#include "population/text_index.hpp"

namespace chengxin::io::rows {

/// Several lists of declarations (one for each category, or the subject's), and
/// all their names together. Borrows the rulebook.
class attribute_names {
public:
  static constexpr std::size_t no_slot = static_cast<std::size_t>(-1);

  void add_list(const std::vector<attribute_declaration>& declarations) {
    std::vector<std::uint32_t>& numbers = lists_.emplace_back();
    for (const attribute_declaration& declared : declarations) {
      const std::uint32_t known = names_.find(declared.name);
      numbers.push_back(known != text_index::none ? known : names_.add(declared.name));
    }
  }

  /// The number of a name that some list declares, or text_index::none.
  [[nodiscard]] std::uint32_t find(std::string_view name) const noexcept {
    return names_.find(name);
  }

  /// The position of a name in a list, or no_slot.
  [[nodiscard]] std::size_t slot(std::size_t list, std::uint32_t number) const noexcept {
    if (number == text_index::none) return no_slot;
    const std::vector<std::uint32_t>& numbers = lists_[list];
    for (std::size_t at = 0; at < numbers.size(); ++at) {
      if (numbers[at] == number) return at;
    }
    return no_slot;
  }

private:
  text_index names_;
  std::vector<std::vector<std::uint32_t>> lists_;
};

}  // namespace chengxin::io::rows
