// Readers of single values and of an object's members.
#include "json/fields.hpp"
#include "chengxin/suggestion.hpp"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <system_error>

#include "chengxin/expression/literal.hpp"
#include "chengxin/expression/names.hpp"

namespace chengxin::json {

void findings_list::fail(std::string_view code, const node& where, const json_pointer& at,
                         std::string message) {
  add(severity::error, code, where, at, std::move(message));
}

void findings_list::warn(std::string_view code, const node& where, const json_pointer& at,
                         std::string message) {
  add(severity::warning, code, where, at, std::move(message));
}

void findings_list::add(severity level, std::string_view code, const node& where,
                        const json_pointer& at, std::string message) {
  if (is_full()) return;
  add({level, std::string(code), std::move(message), at.str(), 0, parsed_.places.at(where.offset)});
}

void findings_list::add(diagnostic finding) {
  if (!is_full()) all_.push_back(std::move(finding));
}

std::vector<diagnostic> findings_list::take() {
  std::stable_sort(all_.begin(), all_.end(), [](const diagnostic& a, const diagnostic& b) {
    return std::pair(a.where.line, a.where.column) < std::pair(b.where.line, b.where.column);
  });
  if (is_full()) {
    all_.push_back({severity::error, "too_many_findings",
                    "expected at most " + std::to_string(most_findings) +
                        " findings, found more, which are left out",
                    "", 0, parsed_.places.at(parsed_.text.size())});
  }
  return std::move(all_);
}

bool findings_list::is_unread(std::string_view pointer) const {
  std::string at(pointer);
  while (true) {
    if (unread_.contains(at)) return true;
    const std::size_t slash = at.rfind('/');
    if (slash == std::string::npos) return false;
    at.resize(slash);
  }
}

namespace {

[[nodiscard]] bool expect(const place& it, node::kind kind, findings_list& findings) {
  if (it.value->what == kind) return true;
  findings.fail(
      "wrong_type", *it.value, it.at,
      "expected " + std::string(name_of(kind)) + ", found " + std::string(name_of(it.value->what)));
  findings.mark_unread(it.at);
  return false;
}

template <class T>
[[nodiscard]] std::optional<T> refuse(std::string_view code, const place& it, std::string message,
                                      findings_list& findings) {
  findings.fail(code, *it.value, it.at, std::move(message));
  findings.mark_unread(it.at);
  return std::nullopt;
}

}  // namespace

std::optional<double> number_of(std::string_view text) noexcept {
  const bool negative = text.front() == '-';
  return expression::detail::number_value(text.substr(negative ? 1 : 0), negative);
}

std::optional<std::string> read_string(const place& it, findings_list& findings) {
  if (!expect(it, node::kind::string, findings)) return std::nullopt;
  return it.value->text;
}

std::optional<std::string> read_id(const place& it, findings_list& findings) {
  std::optional<std::string> id = read_string(it, findings);
  if (!id) return std::nullopt;
  const bool plain = std::none_of(id->begin(), id->end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20U || c == 0x7F;
  });
  if (id->empty() || !plain) {
    return refuse<std::string>(
        "invalid_id", it, "expected at least one character and no control character", findings);
  }
  return id;
}

std::optional<bool> read_boolean(const place& it, findings_list& findings) {
  if (!expect(it, node::kind::boolean, findings)) return std::nullopt;
  return it.value->boolean;
}

std::optional<points> read_points(const place& it, findings_list& findings) {
  if (!expect(it, node::kind::number, findings)) return std::nullopt;
  if (const std::optional<points> value = parse_points(it.value->text)) return value;
  return refuse<points>(
      "invalid_points", it,
      "expected points with at most two decimal places and at most 1000000 in magnitude, found " +
          it.value->text,
      findings);
}

std::optional<date> read_date(const place& it, findings_list& findings) {
  const std::optional<std::string> text = read_string(it, findings);
  if (!text) return std::nullopt;
  if (const std::optional<date> day = parse_date(*text)) return day;
  return refuse<date>(
      "invalid_date", it,
      "expected a day YYYY-MM-DD from 1900-01-01 to 2199-12-31, found \"" + *text + "\"", findings);
}

std::optional<std::int64_t> read_whole(const place& it, std::int64_t least, std::int64_t most,
                                       findings_list& findings) {
  if (!expect(it, node::kind::number, findings)) return std::nullopt;
  const std::string& text = it.value->text;
  std::int64_t value = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failed == std::errc() && end == text.data() + text.size() && value >= least &&
      value <= most) {
    return value;
  }
  return refuse<std::int64_t>("invalid_whole_number", it,
                              "expected a whole number from " + std::to_string(least) + " to " +
                                  std::to_string(most) + ", found " + text,
                              findings);
}

std::optional<double> read_number(const place& it, findings_list& findings) {
  if (!expect(it, node::kind::number, findings)) return std::nullopt;
  if (const std::optional<double> value = number_of(it.value->text)) return value;
  return refuse<double>("invalid_number", it,
                        "expected a number that a double can hold, found " + it.value->text,
                        findings);
}

std::optional<bilingual> read_bilingual(const place& it, findings_list& findings) {
  if (!expect(it, node::kind::object, findings)) return std::nullopt;
  fields members(it, findings);
  bilingual made;
  made.zh = members.get("zh", read_string);
  made.en = members.get("en", read_string);
  members.finish();
  return made;
}

std::optional<citation> read_citation(const place& it, findings_list& findings) {
  const std::optional<std::string> text = read_string(it, findings);
  if (!text) return std::nullopt;
  const std::size_t colon = text->find(':');
  if (colon == std::string::npos || colon == 0 || colon + 1 == text->size()) {
    return refuse<citation>("invalid_citation", it,
                            "expected \"basis:article\", found \"" + *text + "\"", findings);
  }
  return citation{text->substr(0, colon), text->substr(colon + 1)};
}

std::vector<place> read_items(const place& it, findings_list& findings) {
  std::vector<place> items;
  if (!expect(it, node::kind::array, findings)) return items;
  const std::size_t count = it.value->items.size();
  if (count > most_items) {
    findings.fail("too_many", *it.value, it.at,
                  "expected at most " + std::to_string(most_items) + " items, found " +
                      std::to_string(count));
    findings.mark_unread(it.at);
    return items;
  }
  for (std::size_t i = 0; i < count; ++i) {
    items.push_back({&it.value->items[i], it.at / i});
  }
  return items;
}

fields::fields(place it, findings_list& findings) : here_(std::move(it)), findings_(findings) {
  is_object_ = expect(here_, node::kind::object, findings);
}

bool fields::has(std::string_view name) const noexcept {
  return std::any_of(
      here_.value->members.begin(), here_.value->members.end(),
      [&](const member& m) { return m.name == name && m.value.what != node::kind::null; });
}

std::optional<place> fields::optional(std::string_view name) {
  known_.push_back(name);
  for (const member& m : here_.value->members) {
    if (m.name != name) continue;
    if (m.value.what == node::kind::null) return std::nullopt;
    return place{&m.value, here_.at / name};
  }
  return std::nullopt;
}

std::optional<place> fields::required(std::string_view name) {
  std::optional<place> found = optional(name);
  if (found || !is_object_) return found;
  missing_.push_back(name);
  findings_.mark_unread(here_.at / name);
  return std::nullopt;
}

void fields::finish() {
  std::vector<std::string_view> absent;
  std::copy_if(known_.begin(), known_.end(), std::back_inserter(absent),
               [this](std::string_view name) { return !has(name); });
  std::unordered_set<std::string_view> seen(known_.begin(), known_.end());
  for (const member& m : here_.value->members) {
    if (!seen.insert(m.name).second) continue;
    if (findings_.is_full()) return;
    suggestion nearest(m.name);
    for (const std::string_view name : absent) nearest.offer(name);
    node where;
    where.offset = m.offset;
    findings_.fail("unknown_member", where, here_.at / m.name,
                   "expected no member \"" + m.name + "\"" + nearest.text());
    // A misspelt name is one mistake: the member is not reported as missing too.
    const auto meant = std::find(missing_.begin(), missing_.end(), nearest.nearest());
    if (meant != missing_.end()) missing_.erase(meant);
  }
  finish_early();
}

void fields::finish_early() {
  for (const std::string_view name : missing_) {
    const std::string expected = "expected a member \"" + std::string(name) + "\"";
    const auto null = std::find_if(here_.value->members.begin(), here_.value->members.end(),
                                   [&](const member& m) { return m.name == name; });
    if (null == here_.value->members.end()) {
      findings_.fail("missing_member", *here_.value, here_.at, expected);
    } else {
      findings_.fail("missing_member", null->value, here_.at / name, expected + ", found null");
    }
  }
}

}  // namespace chengxin::json
