// The names that a rulebook declares, found by a few words of their text.
// Never changes once made: any number of cases share it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "chengxin/engine.hpp"
#include "chengxin/rulebook.hpp"
#include "short_text.hpp"

namespace chengxin::capi {

/// A text and its ends, side by side.
struct declared_name {
  std::string_view text;
  text_ends ends;
};

struct declared_category {
  declared_name name;
  std::uint32_t index = unknown_category;  ///< as engine::find_category gives it
};

/// Stands for "not declared".
inline constexpr std::size_t no_slot = static_cast<std::size_t>(-1);

/// Where a name stands among some declared ones, else `no_slot`. Looks at `likely`
/// first: attributes come mostly in the order of their declarations.
[[nodiscard]] inline std::size_t find_name(std::span<const declared_name> declared,
                                           std::string_view name, std::size_t likely) noexcept {
  const text_ends ends = ends_of(name);
  const auto is_at = [&](std::size_t slot) {
    return is_same(declared[slot].text, declared[slot].ends, name, ends);
  };
  if (likely < declared.size() && is_at(likely)) return likely;
  for (std::size_t slot = 0; slot < declared.size(); ++slot) {
    if (is_at(slot)) return slot;
  }
  return no_slot;
}

class declared_names {
public:
  /// Borrows from the engine's rulebook. Throws std::bad_alloc.
  explicit declared_names(const engine& engine);

  /// Where there is none, one that has no name and is of the index `unknown_category`.
  [[nodiscard]] const declared_category& find_category(std::string_view id) const noexcept {
    const text_ends ends = ends_of(id);
    for (std::size_t at = place_of(ends, id.size());; at = (at + 1) & mask_) {
      const declared_category& it = categories_[at];
      if (it.name.text.empty() || is_same(it.name.text, it.name.ends, id, ends)) return it;
    }
  }

  /// The attributes of a subject, in the order of their declarations.
  [[nodiscard]] std::span<const declared_name> of_subject() const noexcept {
    return {names_.data(), first_of_[0]};
  }
  /// The attributes of a category that is declared.
  [[nodiscard]] std::span<const declared_name> of_category(std::uint32_t index) const noexcept {
    return {names_.data() + first_of_[index], first_of_[index + 1] - first_of_[index]};
  }

private:
  [[nodiscard]] std::size_t place_of(const text_ends& ends, std::size_t size) const noexcept {
    constexpr std::uint64_t odd = 0x9E3779B97F4A7C15U;
    const std::uint64_t mixed = (ends.first * odd) ^ (ends.last + size);
    return static_cast<std::size_t>((mixed * odd) >> 32U) & mask_;
  }
  void add_category(std::string_view id, std::uint32_t index) noexcept;
  void add_names(const std::vector<attribute_declaration>& declared);

  std::vector<declared_category> categories_;  // at most half of it is in use
  std::size_t mask_ = 0;
  std::vector<declared_name> names_;   // the subject's, then those of each category
  std::vector<std::size_t> first_of_;  // by category, and the end
};

}  // namespace chengxin::capi
