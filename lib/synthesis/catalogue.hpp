// What can occur in a synthetic city under one rulebook, and how often: worked out
// once, before anybody is drawn. Never draws anything itself.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "chengxin/rulebook.hpp"
#include "synthesis/random.hpp"

namespace chengxin::synthesis {

/// Positions, each drawn as often as its weight says.
class lottery {
public:
  void add(std::uint32_t position, std::uint32_t weight) {
    total_ += weight;
    entries_.push_back({total_, position});
  }
  [[nodiscard]] bool empty() const noexcept { return total_ == 0; }
  /// Precondition: not empty.
  [[nodiscard]] std::uint32_t draw(random& dice) const noexcept;

private:
  struct entry {
    std::uint32_t up_to;
    std::uint32_t position;
  };
  std::vector<entry> entries_;
  std::uint32_t total_ = 0;
};

/// A category as the city sees it.
struct kind_of_record {
  const category* declared = nullptr;
  std::vector<std::uint32_t> columns;  ///< by attribute: its column in the records' file
  std::vector<origin> allowed_origins;
  std::vector<origin> other_origins;
};

struct catalogue {
  explicit catalogue(const rulebook& rules);

  const rulebook* book;
  std::vector<kind_of_record> kinds;  ///< by rulebook::categories
  lottery good;
  lottery other;  ///< bad and neutral
  std::vector<std::string_view> subject_columns;
  std::vector<std::string_view> record_columns;
  std::vector<std::string> authorities;  ///< providers for categories that take any
  std::string unlisted_category;         ///< an id that the rulebook does not know
};

}  // namespace chengxin::synthesis
