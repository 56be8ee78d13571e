// Rulebooks as JSON: loading with every error at once, the canonical form, the
// fingerprint, and the built-in rulebook. Declarations only: the library
// `chengxin::chengxin` has the bodies.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "chengxin/diagnostics.hpp"
#include "chengxin/result.hpp"
#include "chengxin/rulebook.hpp"

namespace chengxin::io {

/// What loading a rulebook gives: the rulebook where there is no error, and
/// every finding, errors and warnings, in the order of the text.
struct loaded_rulebook {
  std::shared_ptr<const rulebook> book;
  std::vector<diagnostic> findings;
};

/// Loads a rulebook from JSON text (strict UTF-8, a byte order mark is
/// skipped). Reports all errors that it can find; `book` is null where there is
/// one. What only follows from a part that could not be read is left out, so that
/// one mistake is one finding. Bounds: 16 MiB of text, 32 levels of nesting, a
/// million values, 4096 items in a list, 256 attributes of a category, and 10,000
/// findings (then `too_many_findings` is the last); whole numbers are at most 2^53 - 1 in
/// magnitude, so that the fingerprint tells them apart. Thread-safe.
[[nodiscard]] loaded_rulebook load_rulebook(std::string_view text);

/// The canonical form of a JSON text (RFC 8785). Errors: `json_syntax`,
/// `json_too_large`, `json_too_deep`, `invalid_utf8`, `duplicate_key`, and
/// `invalid_number` for one that no double can hold. Thread-safe.
[[nodiscard]] result<std::string> canonical_json(std::string_view text);

/// The SHA-256 of a text, as 64 lower-case hexadecimal digits. Thread-safe.
[[nodiscard]] std::string sha256_hex(std::string_view text);

/// The JSON text of the built-in rulebook, as it stands in the sources.
[[nodiscard]] std::string_view builtin_rulebook_json() noexcept;

}  // namespace chengxin::io
