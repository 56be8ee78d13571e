// The canonical form of a JSON value (RFC 8785), and digests of texts.
#include "json/canonical.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "chengxin/io/rulebook.hpp"
#include "digest/digest.hpp"
#include "json/fields.hpp"

namespace chengxin::json {
namespace {

/// Names sort by their UTF-16 code units (RFC 8785 section 3.2.3), which differs
/// from the order of UTF-8 bytes only between U+E000..U+FFFF and what lies beyond.
[[nodiscard]] bool before_in_utf16(std::string_view a, std::string_view b) noexcept {
  const auto [in_a, in_b] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  if (in_a == a.end() || in_b == b.end()) return a.size() < b.size();
  const auto lead = [](char c) { return static_cast<unsigned char>(c); };
  const bool beyond_a = lead(*in_a) >= 0xF0U;
  const bool beyond_b = lead(*in_b) >= 0xF0U;
  if (beyond_a != beyond_b && lead(*in_a) >= 0xEEU && lead(*in_b) >= 0xEEU) return beyond_a;
  return lead(*in_a) < lead(*in_b);
}

void append_string(std::string& out, std::string_view text) {
  constexpr std::string_view digits = "0123456789abcdef";
  out += '"';
  for (const char c : text) {
    switch (c) {
      case '"': out += "\\\""; break;
      case '\\': out += "\\\\"; break;
      case '\b': out += "\\b"; break;
      case '\f': out += "\\f"; break;
      case '\n': out += "\\n"; break;
      case '\r': out += "\\r"; break;
      case '\t': out += "\\t"; break;
      default: {
        const auto byte = static_cast<unsigned char>(c);
        if (byte >= 0x20U) {
          out += c;
        } else {
          out += "\\u00";
          out += digits[byte >> 4U];
          out += digits[byte & 0xFU];
        }
      }
    }
  }
  out += '"';
}

/// A double as ECMAScript writes it (RFC 8785 section 3.2.2.3): the shortest
/// digits that read back as the same, an exponent outside 1e-6 to 1e21.
/// Precondition: a double can hold it.
void append_number(std::string& out, const std::string& written) {
  const double value = number_of(written).value_or(0);
  if (value == 0) {
    out += '0';
    return;
  }
  std::array<char, 32> buffer{};
  const auto made = std::to_chars(buffer.data(), buffer.data() + buffer.size(), std::fabs(value),
                                  std::chars_format::scientific);
  const std::string_view text(buffer.data(), static_cast<std::size_t>(made.ptr - buffer.data()));
  const std::size_t e = text.find('e');
  std::string digits(text.substr(0, 1));
  if (e > 2) digits += text.substr(2, e - 2);
  int exponent = 0;
  const std::string_view power = text.substr(text[e + 1] == '+' ? e + 2 : e + 1);
  static_cast<void>(std::from_chars(power.data(), power.data() + power.size(), exponent));
  const int count = static_cast<int>(digits.size());
  const int point = exponent + 1;  // digits before the decimal point
  if (value < 0) out += '-';
  if (point > 21 || point < -5) {
    out += digits[0];
    if (count > 1) out.append(".").append(digits, 1);
    out += exponent < 0 ? "e-" : "e+";
    out += std::to_string(std::abs(exponent));
  } else if (point <= 0) {
    out.append("0.").append(static_cast<std::size_t>(-point), '0').append(digits);
  } else if (count <= point) {
    out.append(digits).append(static_cast<std::size_t>(point - count), '0');
  } else {
    out.append(digits, 0, static_cast<std::size_t>(point))
        .append(".")
        .append(digits, static_cast<std::size_t>(point));
  }
}

void append(std::string& out, const node& value) {
  switch (value.what) {
    case node::kind::null: out += "null"; break;
    case node::kind::boolean: out += value.boolean ? "true" : "false"; break;
    case node::kind::number: append_number(out, value.text); break;
    case node::kind::string: append_string(out, value.text); break;
    case node::kind::array: {
      char separator = '[';
      for (const node& item : value.items) {
        out += separator;
        append(out, item);
        separator = ',';
      }
      out += value.items.empty() ? "[]" : "]";
      break;
    }
    case node::kind::object: {
      std::vector<const member*> sorted;
      for (const member& m : value.members) sorted.push_back(&m);
      std::sort(sorted.begin(), sorted.end(),
                [](const member* a, const member* b) { return before_in_utf16(a->name, b->name); });
      char separator = '{';
      for (const member* m : sorted) {
        out += separator;
        append_string(out, m->name);
        out += ':';
        append(out, m->value);
        separator = ',';
      }
      out += sorted.empty() ? "{}" : "}";
      break;
    }
  }
}

/// A number that no double can hold, which has no canonical form.
[[nodiscard]] const node* number_out_of_range(const node& value) {
  if (value.what == node::kind::number && !number_of(value.text)) return &value;
  const node* found = nullptr;
  for (const node& item : value.items) {
    if (found == nullptr) found = number_out_of_range(item);
  }
  for (const member& m : value.members) {
    if (found == nullptr) found = number_out_of_range(m.value);
  }
  return found;
}

[[nodiscard]] error refusal(std::string code, position where, const std::string& message) {
  return {std::move(code), "line " + std::to_string(where.line) + ", column " +
                               std::to_string(where.column) + ": " + message};
}

}  // namespace

std::string canonical(const node& value) {
  std::string out;
  append(out, value);
  return out;
}

}  // namespace chengxin::json

namespace chengxin::io {

result<std::string> canonical_json(std::string_view text) {
  const json::document parsed = json::parse(text);
  if (!parsed.findings.empty()) {
    const diagnostic& first = parsed.findings.front();
    return json::refusal(first.code, first.where, first.message);
  }
  if (const json::node* number = json::number_out_of_range(*parsed.root)) {
    return json::refusal("invalid_number", parsed.places.at(number->offset),
                         "expected a number that a double can hold, found " + number->text);
  }
  return json::canonical(*parsed.root);
}

std::string sha256_hex(std::string_view text) {
  digest::hasher hasher(digest::algorithm::sha256);
  hasher.add(text);
  return digest::hex(hasher.finish());
}

}  // namespace chengxin::io
