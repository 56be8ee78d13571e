// "Did you mean": which of the names that exist a misspelt one is nearest to.
// Never accepts a misspelt name in place of the right one.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace chengxin {

/// Collects the candidate that is nearest to a misspelt name.
class suggestion {
public:
  explicit suggestion(std::string_view wrong) : wrong_(wrong) {}

  /// Offers `name`; where it is nearest, `shown` is what to suggest.
  void offer(std::string_view name, std::string shown) {
    if (wrong_.size() > longest || name.size() > longest) return;
    // No distance is less than the difference of the lengths.
    if (std::max(wrong_.size(), name.size()) >= nearest_ + std::min(wrong_.size(), name.size())) {
      return;
    }
    const std::size_t distance = distance_to(name);
    if (distance >= nearest_) return;
    nearest_ = distance;
    shown_ = std::move(shown);
  }
  void offer(std::string_view name) { offer(name, std::string(name)); }

  /// What to suggest, or nothing.
  [[nodiscard]] const std::string& nearest() const noexcept { return shown_; }
  /// "; did you mean `hours`?", or nothing.
  [[nodiscard]] std::string text() const {
    return shown_.empty() ? std::string() : "; did you mean `" + shown_ + "`?";
  }

private:
  static constexpr std::size_t longest = 64;

  // Letters put in, left out, exchanged, or two neighbours swapped.
  [[nodiscard]] std::size_t distance_to(std::string_view name) const noexcept {
    std::array<std::array<std::size_t, longest + 1>, 3> rows{};
    for (std::size_t j = 0; j <= name.size(); ++j) rows[0][j] = j;
    for (std::size_t i = 1; i <= wrong_.size(); ++i) {
      auto& row = rows[i % 3];
      const auto& above = rows[(i - 1) % 3];
      row[0] = i;
      for (std::size_t j = 1; j <= name.size(); ++j) {
        const std::size_t exchanged = above[j - 1] + (wrong_[i - 1] == name[j - 1] ? 0U : 1U);
        row[j] = std::min({above[j] + 1, row[j - 1] + 1, exchanged});
        if (i > 1 && j > 1 && wrong_[i - 1] == name[j - 2] && wrong_[i - 2] == name[j - 1]) {
          row[j] = std::min(row[j], rows[(i - 2) % 3][j - 2] + 1);
        }
      }
    }
    return rows[wrong_.size() % 3][name.size()];
  }

  std::string_view wrong_;
  std::size_t nearest_ = wrong_.size() / 3 + 2;  // what is farther is no misspelling
  std::string shown_;
};

}  // namespace chengxin
