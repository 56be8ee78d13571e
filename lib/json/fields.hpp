// Reads the members of one JSON object, strictly: every member has a meaning, a
// type and a range, and whatever is wrong is reported with its place.
// Never gives up: each reader falls back to a neutral value and goes on.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include "chengxin/date.hpp"
#include "chengxin/diagnostics.hpp"
#include "chengxin/points.hpp"
#include "chengxin/rulebook.hpp"
#include "json/document.hpp"

namespace chengxin::json {

/// What is wrong with a document so far, and which of its values are not to be
/// spoken of again since they could not be read.
class findings_list {
public:
  /// Begins with what parsing has found. Borrows the document.
  explicit findings_list(const document& parsed) : parsed_(parsed), all_(parsed.findings) {}

  void fail(std::string_view code, const node& where, const json_pointer& at, std::string message);
  void warn(std::string_view code, const node& where, const json_pointer& at, std::string message);
  /// Adds a finding; after most_findings of them none.
  void add(diagnostic finding);
  /// Marks a value as unreadable without a message of its own.
  void mark_unread(const json_pointer& at) { unread_.insert(at.str()); }
  /// Whether a value, or one that holds it, could not be read.
  [[nodiscard]] bool is_unread(std::string_view pointer) const;
  [[nodiscard]] const std::unordered_set<std::string>& unread() const noexcept { return unread_; }

  [[nodiscard]] const document& parsed() const noexcept { return parsed_; }
  [[nodiscard]] bool is_full() const noexcept { return all_.size() >= most_findings; }
  /// All findings, in the order of the text.
  [[nodiscard]] std::vector<diagnostic> take();

private:
  void add(severity level, std::string_view code, const node& where, const json_pointer& at,
           std::string message);

  const document& parsed_;
  std::vector<diagnostic> all_;
  std::unordered_set<std::string> unread_;
};

/// One value of the document and the way to it.
struct place {
  const node* value = nullptr;
  json_pointer at;
};

/// No list of a document is longer.
inline constexpr std::size_t most_items = 4096;

/// The double nearest to a JSON number; nothing where it would be an infinity.
[[nodiscard]] std::optional<double> number_of(std::string_view text) noexcept;

// One value as a type of ours; nothing, and a finding, where it is of another.
[[nodiscard]] std::optional<std::string> read_string(const place& it, findings_list& findings);
[[nodiscard]] std::optional<std::string> read_id(const place& it, findings_list& findings);
[[nodiscard]] std::optional<bool> read_boolean(const place& it, findings_list& findings);
[[nodiscard]] std::optional<points> read_points(const place& it, findings_list& findings);
[[nodiscard]] std::optional<date> read_date(const place& it, findings_list& findings);
[[nodiscard]] std::optional<std::int64_t> read_whole(const place& it, std::int64_t least,
                                                     std::int64_t most, findings_list& findings);
[[nodiscard]] std::optional<double> read_number(const place& it, findings_list& findings);
[[nodiscard]] std::optional<bilingual> read_bilingual(const place& it, findings_list& findings);
[[nodiscard]] std::optional<citation> read_citation(const place& it, findings_list& findings);
/// The items of an array, none where it is no array or too long.
[[nodiscard]] std::vector<place> read_items(const place& it, findings_list& findings);

/// The position of a name in a list of names.
template <std::size_t N>
[[nodiscard]] std::optional<std::size_t> read_name(const place& it,
                                                   const std::array<std::string_view, N>& names,
                                                   findings_list& findings) {
  const std::optional<std::string> name = read_string(it, findings);
  if (!name) return std::nullopt;
  std::string expected;
  for (std::size_t i = 0; i < N; ++i) {
    if (names[i] == *name) return i;
    expected += (i == 0 ? "\"" : i + 1 == N ? " or \"" : ", \"") + std::string(names[i]) + "\"";
  }
  findings.fail("unknown_value", *it.value, it.at,
                "expected " + expected + ", found \"" + *name + "\"");
  findings.mark_unread(it.at);
  return std::nullopt;
}

/// The members of one object. Ask for each by name, then finish().
class fields {
public:
  /// Reports a value that is no object; then every member is missing silently.
  fields(place it, findings_list& findings);

  /// A member; nothing, and a finding in finish(), where it is missing or null.
  [[nodiscard]] std::optional<place> required(std::string_view name);
  /// A member; nothing where it is missing or null.
  [[nodiscard]] std::optional<place> optional(std::string_view name);
  /// Whether there is such a member and it is not null.
  [[nodiscard]] bool has(std::string_view name) const noexcept;

  /// Reads a required member, or gives its type's neutral value.
  template <class Read, class... More>
  [[nodiscard]] auto get(std::string_view name, Read read, More... more) {
    using type = typename decltype(read(std::declval<place>(), more...,
                                        std::declval<findings_list&>()))::value_type;
    const std::optional<place> it = required(name);
    if (!it) return type{};
    auto value = read(*it, more..., findings_);
    return value ? std::move(*value) : type{};
  }
  /// Reads an optional member.
  template <class Read, class... More>
  [[nodiscard]] auto find(std::string_view name, Read read, More... more)
      -> decltype(read(std::declval<place>(), more..., std::declval<findings_list&>())) {
    const std::optional<place> it = optional(name);
    if (!it) return std::nullopt;
    return read(*it, more..., findings_);
  }

  /// Reports every member that nobody has asked for, and every one that is missing.
  void finish();
  /// Reports missing members only, where others cannot be told from mistakes.
  void finish_early();

  [[nodiscard]] const place& here() const noexcept { return here_; }

private:
  place here_;
  findings_list& findings_;
  bool is_object_ = false;
  std::vector<std::string_view> known_;
  std::vector<std::string_view> missing_;
};

}  // namespace chengxin::json
