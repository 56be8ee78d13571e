// Finds the content of an entry in the table of its kind, salted as it was digested:
// the one way in which erasing and verifying see it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "store/contents.hpp"
#include "store/sqlite.hpp"

namespace chengxin::storage {

class content_finder {
public:
  explicit content_finder(database& on);

  /// The salt and the content of an entry, nothing where they are not there or are
  /// another subject's. Valid until the next call.
  [[nodiscard]] std::optional<std::string_view> find(std::int64_t position, entry_kind kind,
                                                     std::int64_t subject);

private:
  [[nodiscard]] std::optional<std::string_view> find_fact(std::int64_t position,
                                                          std::int64_t subject);
  [[nodiscard]] std::optional<std::string_view> find_act(std::int64_t position, entry_kind kind,
                                                         std::int64_t subject);
  [[nodiscard]] std::optional<std::string_view> content_of_row(std::int64_t position,
                                                               entry_kind kind,
                                                               std::int64_t subject);

  statement fact_;
  statement rulebook_;
  statement consent_;
  statement revocation_;
  statement disclosure_;
  statement tombstone_;
  std::string salted_;
};

}  // namespace chengxin::storage
