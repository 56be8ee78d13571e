// Which findings about a rulebook's meaning may only follow from a part of its
// text that could not be read: one mistake is one finding.
#pragma once

#include <string>
#include <string_view>
#include <unordered_set>

namespace chengxin::json {

class follow_ups {
public:
  /// `unread` are the pointers of the values that could not be read.
  explicit follow_ups(const std::unordered_set<std::string>& unread);

  /// Whether findings of this code depend on something that could not be read.
  [[nodiscard]] bool may_hold(std::string_view code) const;

private:
  std::unordered_set<std::string_view> doubtful_;  ///< codes
};

}  // namespace chengxin::json
