// A JSON text as a tree in which every value and every key knows where it
// stands. For documents that people write; rows of data never come through here.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "chengxin/diagnostics.hpp"
#include "json/position_index.hpp"

namespace chengxin::json {

/// No more is said about one document.
inline constexpr std::size_t most_findings = 10'000;

struct member;

struct node {
  enum class kind : std::uint8_t { null, boolean, number, string, array, object };
  kind what = kind::null;
  bool boolean = false;
  std::string text;  ///< of a string: what it says; of a number: as it is written
  std::vector<node> items;
  std::vector<member> members;
  std::size_t offset = 0;  ///< of the first byte of the value
};

struct member {
  std::string name;
  node value;
  std::size_t offset = 0;  ///< of the name's opening quote
};

/// What parsing gives: a root where the text is JSON. Repeated names are errors,
/// and the tree keeps every one of them. `text` borrows what was parsed, without
/// its byte order mark: all places count from there.
struct document {
  std::optional<node> root;
  std::vector<diagnostic> findings;
  std::string_view text;
  position_index places;
};

/// The kind of a value in words: "a string", "an object".
[[nodiscard]] std::string_view name_of(node::kind kind) noexcept;

/// Parses strict JSON in UTF-8 (a byte order mark is skipped): at most 16 MiB, 32
/// levels, a million values, and names of 1024 bytes. Codes: `json_too_large`,
/// `json_too_deep`, `invalid_utf8`, `json_syntax`, `duplicate_key`.
[[nodiscard]] document parse(std::string_view text);

/// The way to the whole document.
[[nodiscard]] inline json_pointer root() {
  return json_pointer();
}

/// A value and the JSON Pointer that leads to it.
struct found_value {
  const node* value = nullptr;
  std::string_view pointer;
};

/// The value that a JSON Pointer names, or the last one on the way that exists.
[[nodiscard]] found_value nearest(const node& root, std::string_view pointer);

/// The byte of the text that holds the `inner`-th byte of what a string says.
[[nodiscard]] std::size_t offset_in_string(std::string_view text, std::size_t string_offset,
                                           std::size_t inner) noexcept;

}  // namespace chengxin::json
