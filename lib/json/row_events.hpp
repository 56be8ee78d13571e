// What Boost.JSON's parser tells about one line, put into a row as it comes.
// Never decodes a value; stops at the first thing that a row may not hold.
#pragma once

#include <array>
#include <boost/json/error.hpp>
#include <boost/json/string_view.hpp>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_set>

#include "population/attribute_names.hpp"
#include "population/row.hpp"

namespace chengxin::io::rows {

/// The handler of a boost::json::basic_parser.
class row_events {
public:
  static constexpr std::size_t max_object_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_array_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_key_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_string_size = static_cast<std::size_t>(-1);

  row_events(std::span<const member> members, const attribute_names& names)
      : members_(members), names_(names) {}

  /// Makes ready for a line, whose members go into `into`.
  void begin(std::string_view line, row& into);

  /// Why the events were stopped; no code where they were not. The place is that
  /// of the member at fault.
  [[nodiscard]] bool stopped() const noexcept { return !code_.empty(); }
  [[nodiscard]] std::string_view code() const noexcept { return code_; }
  [[nodiscard]] const std::string& reason() const noexcept { return reason_; }
  [[nodiscard]] std::uint32_t place() const noexcept { return place_; }

  using text_piece = boost::json::string_view;
  using error_code = boost::json::error_code;

  bool on_document_begin(error_code&) noexcept { return true; }
  bool on_document_end(error_code&) noexcept { return true; }
  bool on_object_begin(error_code&);
  bool on_object_end(std::size_t, error_code&) noexcept;
  bool on_array_begin(error_code&) { return begin_compound(); }
  bool on_array_end(std::size_t, error_code&) noexcept;
  bool on_key_part(text_piece piece, std::size_t, error_code&);
  bool on_key(text_piece piece, std::size_t, error_code&);
  bool on_string_part(text_piece piece, std::size_t, error_code&);
  bool on_string(text_piece piece, std::size_t, error_code&);
  bool on_number_part(text_piece, error_code&) noexcept { return true; }
  bool on_int64(std::int64_t, text_piece text, error_code&) { return put_number(text); }
  bool on_uint64(std::uint64_t, text_piece text, error_code&) { return put_number(text); }
  bool on_double(double, text_piece text, error_code&) { return put_number(text); }
  bool on_bool(bool b, error_code&) { return put(shape::boolean, b ? "true" : "false"); }
  bool on_null(error_code&) { return put(shape::absent, {}); }
  bool on_comment_part(text_piece, error_code&) noexcept { return true; }
  bool on_comment(text_piece, error_code&) noexcept { return true; }

private:
  enum class level : std::uint8_t { document, row, attributes };

  static constexpr std::size_t is_attributes = most_members;
  static constexpr std::size_t no_text = static_cast<std::size_t>(-1);

  bool stop(std::string_view code, std::string reason);
  bool begin_member(std::string_view name);
  bool begin_attribute(std::string_view name);
  [[nodiscard]] std::size_t find_member(std::string_view name);
  [[nodiscard]] bool is_repeated_attribute(std::string_view name);
  bool begin_compound();
  bool put(shape what, std::string_view text);
  bool put_number(text_piece text) { return put(shape::number, {text.data(), text.size()}); }
  void hold_piece(text_piece piece);
  std::string_view whole(text_piece last_piece);

  std::span<const member> members_;
  const attribute_names& names_;
  row* into_ = nullptr;
  std::string_view line_;
  std::string unescaped_;            // has room for the whole line: never moves
  std::size_t held_from_ = no_text;  // where in it the text begins that comes in pieces

  level level_ = level::document;
  std::size_t compounds_ = 0;                              // open ones that stand for a value
  std::size_t current_ = 0;                                // the member whose value comes next
  std::array<std::uint8_t, most_members + 1> follower_{};  // by member: in an earlier row
  std::uint32_t given_ = 0;                                // members so far, as bits
  std::unordered_set<std::string_view> many_attributes_;

  std::string_view code_;
  std::string reason_;
  std::uint32_t place_ = no_place;
};

}  // namespace chengxin::io::rows
