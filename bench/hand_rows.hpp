// What json_to_json is compared with: Boost.JSON's events that keep nothing, and
// the same into a plain struct, as a careful program reads rows by hand. Texts are
// borrowed, days and enumerations decoded; nothing else is checked or looked up.
#pragma once

#include <array>
#include <boost/json/error.hpp>
#include <boost/json/string_view.hpp>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "chengxin/facts.hpp"

namespace chengxin::bench {

/// Takes events and keeps nothing.
struct no_events {
  static constexpr std::size_t max_object_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_array_size = max_object_size;
  static constexpr std::size_t max_key_size = max_object_size;
  static constexpr std::size_t max_string_size = max_object_size;
  using text = boost::json::string_view;
  using error_code = boost::json::error_code;
  bool on_document_begin(error_code&) { return true; }
  bool on_document_end(error_code&) { return true; }
  bool on_object_begin(error_code&) { return true; }
  bool on_object_end(std::size_t, error_code&) { return true; }
  bool on_array_begin(error_code&) { return true; }
  bool on_array_end(std::size_t, error_code&) { return true; }
  bool on_key_part(text, std::size_t, error_code&) { return true; }
  bool on_key(text, std::size_t, error_code&) { return true; }
  bool on_string_part(text, std::size_t, error_code&) { return true; }
  bool on_string(text, std::size_t, error_code&) { return true; }
  bool on_number_part(text, error_code&) { return true; }
  bool on_int64(std::int64_t, text, error_code&) { return true; }
  bool on_uint64(std::uint64_t, text, error_code&) { return true; }
  bool on_double(double, text, error_code&) { return true; }
  bool on_bool(bool, error_code&) { return true; }
  bool on_null(error_code&) { return true; }
  bool on_comment_part(text, error_code&) { return true; }
  bool on_comment(text, error_code&) { return true; }
};

struct hand_attribute {
  std::string_view name;
  std::string_view text;
  double number = 0;
};

/// A subject or a record.
struct hand_row {
  enum text_member : std::uint8_t { record_id, subject_id, category, provider, matter, texts };
  enum day_member : std::uint8_t {
    occurred_on,
    expires_on,
    repaired_on,
    corrected_on,
    service_on,
    conduct_on,
    birth_date,
    enrolled_on,
    days
  };
  std::array<std::string_view, texts> text;
  std::array<date, days> day;
  chengxin::origin origin = origin::platform;
  record_status status = record_status::active;
  chengxin::residency residency = residency::none;
  chengxin::capacity capacity = capacity::none;
  std::vector<hand_attribute> attributes;
};

/// Puts one row into a struct; refuses escapes.
struct hand_events : no_events {
  void begin(hand_row& row) {
    row_ = &row;
    row.text.fill({});
    row.day.fill(no_day);
    row.attributes.clear();
    depth_ = 0;
  }
  bool on_object_begin(error_code&) { return ++depth_ <= 2; }
  bool on_object_end(std::size_t, error_code&) { return --depth_, true; }
  bool on_array_begin(error_code&) { return false; }
  bool on_key_part(text, std::size_t, error_code&) { return false; }
  bool on_string_part(text, std::size_t, error_code&) { return false; }
  bool on_key(text key, std::size_t, error_code&) {
    name_ = {key.data(), key.size()};
    if (depth_ == 2) row_->attributes.push_back({name_, {}, 0});
    return true;
  }
  bool on_string(text value, std::size_t, error_code&) {
    const std::string_view given(value.data(), value.size());
    if (depth_ == 2) return row_->attributes.back().text = given, true;
    for (std::size_t i = 0; i < text_names.size(); ++i) {
      if (name_ == text_names[i]) return row_->text[i] = given, true;
    }
    for (std::size_t i = 0; i < day_names.size(); ++i) {
      if (name_ == day_names[i]) return put(row_->day[i], parse_date(given));
    }
    if (name_ == "origin") return put(row_->origin, enum_from<origin>(origin_names, given));
    if (name_ == "status") {
      return put(row_->status, enum_from<record_status>(record_status_names, given));
    }
    if (name_ == "residency") {
      return put(row_->residency, enum_from<residency>(residency_names, given));
    }
    if (name_ == "capacity") {
      return put(row_->capacity, enum_from<capacity>(capacity_names, given));
    }
    return false;
  }
  bool on_int64(std::int64_t n, text, error_code&) { return put_number(static_cast<double>(n)); }
  bool on_uint64(std::uint64_t n, text, error_code&) { return put_number(static_cast<double>(n)); }
  bool on_double(double n, text, error_code&) { return put_number(n); }
  bool on_bool(bool b, error_code&) { return put_number(b ? 1 : 0); }

private:
  static constexpr std::array<std::string_view, hand_row::texts> text_names{
      "record_id", "subject_id", "category", "provider", "matter"};
  static constexpr std::array<std::string_view, hand_row::days> day_names{
      "occurred_on", "expires_on", "repaired_on", "corrected_on",
      "service_on",  "conduct_on", "birth_date",  "enrolled_on"};

  template <class T>
  static bool put(T& into, const std::optional<T>& decoded) {
    if (decoded) into = *decoded;
    return decoded.has_value();
  }
  bool put_number(double n) {
    if (depth_ == 2) row_->attributes.back().number = n;
    return depth_ == 2;
  }

  hand_row* row_ = nullptr;
  int depth_ = 0;
  std::string_view name_;
};

}  // namespace chengxin::bench
