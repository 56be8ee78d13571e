// The cells of a row that has quotes where they should be, without them. Never says what is
// wrong with any other.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace chengxin::io::rows {

/// Puts the cells of a line into `text`, each with a byte after it, and into `ends` where they
/// end, after ~0. False where there are not so many, or any is not wholly in quotes, with
/// those inside written twice, or without any.
[[nodiscard]] bool take_quotes_off(std::string_view line, std::size_t cells, std::string& text,
                                   std::vector<std::uint32_t>& ends);

}  // namespace chengxin::io::rows
