// What a rulebook declares about records and attributes, close together, and found by a
// few words of its name.
// Never changes once made: any number of cases share it.
#pragma once

#include <chengxin.h>

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

/// What is looked up in any order lies in one line of memory each.
inline constexpr std::size_t cache_line = 64;

/// An attribute, and of one that `integer` holds what the values are that fit.
struct alignas(cache_line) declared_attribute {
  declared_name name;
  value_type type = value_type::string;
  std::int64_t least = 1;
  std::int64_t most = 0;  ///< below `least`: not told here

  [[nodiscard]] bool surely_fits(const cx_attribute& given) const noexcept {
    return given.type == static_cast<std::int32_t>(type) && given.integer >= least &&
           given.integer <= most;
  }
};

struct alignas(cache_line) declared_category {
  declared_name name;
  std::uint32_t index = unknown_category;  ///< as engine::find_category gives it
  bool any_provider = false;
  enum_set<origin> origins;
  std::span<const declared_attribute> attributes;
};

/// Stands for "not declared".
inline constexpr std::size_t no_slot = static_cast<std::size_t>(-1);

/// Where a name stands among some declared ones, else `no_slot`. Looks at `likely`
/// first: attributes come mostly in the order of their declarations.
[[nodiscard]] inline std::size_t find_name(std::span<const declared_attribute> declared,
                                           std::string_view name, std::size_t likely) noexcept {
  const text_ends ends = ends_of(name);
  const auto is_at = [&](std::size_t slot) {
    return is_same(declared[slot].name.text, declared[slot].name.ends, name, ends);
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
  declared_names(const declared_names&) = delete;  // it borrows from itself
  declared_names& operator=(const declared_names&) = delete;

  /// Where there is none, one that has no name and is of the index `unknown_category`.
  [[nodiscard]] const declared_category& find_category(std::string_view id) const noexcept {
    const text_ends ends = ends_of(id);
    for (std::size_t at = place_of(ends, id.size());; at = (at + 1) & mask_) {
      const declared_category& it = categories_[at];
      if (it.name.text.empty() || is_same(it.name.text, it.name.ends, id, ends)) return it;
    }
  }

  /// The attributes of a subject, in the order of their declarations.
  [[nodiscard]] std::span<const declared_attribute> of_subject() const noexcept {
    return of_subject_;
  }

private:
  [[nodiscard]] std::size_t place_of(const text_ends& ends, std::size_t size) const noexcept {
    constexpr std::uint64_t odd = 0x9E3779B97F4A7C15U;
    const std::uint64_t mixed = (ends.first * odd) ^ (ends.last + size);
    return static_cast<std::size_t>((mixed * odd) >> 32U) & mask_;
  }
  void add(const declared_category& made) noexcept;
  std::span<const declared_attribute> add(const std::vector<attribute_declaration>& declared);

  std::vector<declared_category> categories_;  // at most a quarter of it is in use
  std::size_t mask_ = 0;
  std::vector<declared_attribute> attributes_;  // the subject's, then those of each category
  std::span<const declared_attribute> of_subject_;
};

}  // namespace chengxin::capi
