// Texts that a program hands in about an act: who, what for, where it is recorded.
// Never looks at what they mean.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "chengxin/utf8.hpp"
#include "store/failure.hpp"

namespace chengxin::storage {

/// A grantee, a use, evidence or an authentication: a reference, not a document.
inline constexpr std::size_t longest_reference = 256;
/// What a resident says against a record.
inline constexpr std::size_t longest_objection = 4096;

/// Throws `invalid_text` where a text is empty, too long or not UTF-8.
inline void require_text(std::string_view name, std::string_view text,
                         std::size_t longest = longest_reference) {
  if (text.empty() || text.size() > longest) {
    fail("invalid_text", '`' + std::string(name) + "` must have 1 to " + std::to_string(longest) +
                             " bytes, not " + std::to_string(text.size()));
  }
  if (find_invalid_utf8(text) != std::string_view::npos) {
    fail("invalid_text", '`' + std::string(name) + "` is not UTF-8");
  }
}

}  // namespace chengxin::storage
