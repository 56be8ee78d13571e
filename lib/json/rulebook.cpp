// Loads a rulebook from JSON: the shape of the text here, its meaning in
// verify.hpp, and every finding with its line and column.
#include "chengxin/io/rulebook.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>

#include "chengxin/config.hpp"
#include "chengxin/verify.hpp"
#include "json/canonical.hpp"
#include "json/document.hpp"
#include "json/fields.hpp"
#include "json/follow_ups.hpp"
#include "json/rule.hpp"

namespace chengxin::io {
namespace {

using json::fields;
using json::findings_list;
using json::node;
using json::place;

constexpr std::int64_t most_whole_points = max_points.cents / 100;

/// Reads a list of objects: one call of read(place) for each.
template <class Read>
auto read_list(const std::optional<place>& list, findings_list& findings, Read read) {
  std::vector<decltype(read(std::declval<place>()))> made;
  if (!list) return made;
  for (const place& item : json::read_items(*list, findings)) made.push_back(read(item));
  return made;
}

class rulebook_reader {
public:
  rulebook_reader(const node& root, findings_list& findings) : root_(root), findings_(findings) {}

  [[nodiscard]] rulebook read() {
    rulebook book;
    fields top({&root_, json::root()}, findings_);
    read_format(top);
    book.id = top.get("id", json::read_id);
    book.version = top.get("version", json::read_id);
    book.title = top.get("title", json::read_bilingual);
    book.note = note(top);
    read_jurisdiction(top, book);
    if (const auto it = top.required("effective")) read_effective(*it, book);
    book.basis = read_list(top.required("basis"), findings_, [this](const place& it) {
      fields members(it, findings_);
      basis made;
      made.id = members.get("id", json::read_id);
      made.title = members.get("title", json::read_bilingual);
      members.finish();
      return made;
    });
    if (const auto it = top.required("score")) read_score(*it, book);
    if (const auto it = top.required("eligibility")) read_eligibility(*it, book);
    if (const auto it = top.optional("subject_attributes")) {
      book.subject_attributes = json::read_attributes(*it, findings_);
    }
    book.dimensions = read_list(top.required("dimensions"), findings_,
                                [this](const place& it) { return read_dimension(it); });
    book.categories = read_list(top.required("categories"), findings_,
                                [this](const place& it) { return read_category(it); });
    book.barred = read_list(top.optional("barred"), findings_,
                            [this](const place& it) { return read_barred(it); });
    book.groups = read_list(top.optional("groups"), findings_,
                            [this](const place& it) { return read_group(it); });
    book.rules = read_list(top.required("rules"), findings_,
                           [this](const place& it) { return json::read_rule(it, findings_); });
    book.ceilings = read_list(top.optional("ceilings"), findings_, [this](const place& it) {
      return json::read_ceiling(it, findings_);
    });
    book.tiers = read_list(top.required("tiers"), findings_,
                           [this](const place& it) { return read_tier(it); });
    book.uses = read_list(top.optional("uses"), findings_,
                          [this](const place& it) { return read_use(it); });
    top.finish();
    return book;
  }

private:
  [[nodiscard]] static bilingual note(fields& members) {
    return members.find("note", json::read_bilingual).value_or(bilingual{});
  }

  void read_format(fields& top) {
    const auto it = top.required("format");
    if (!it) return;
    const auto format = json::read_string(*it, findings_);
    if (!format || *format == rulebook_format) return;
    findings_.fail("unknown_format", *it->value, it->at,
                   "expected \"" + std::string(rulebook_format) + "\", found \"" + *format + "\"");
  }

  void read_jurisdiction(fields& top, rulebook& book) {
    const auto it = top.required("jurisdiction");
    if (!it) return;
    const auto code = json::read_string(*it, findings_);
    if (!code) return;
    const bool digits =
        std::all_of(code->begin(), code->end(), [](char c) { return c >= '0' && c <= '9'; });
    if (code->size() != 6 || !digits) {
      findings_.fail("invalid_jurisdiction", *it->value, it->at,
                     "expected six digits of GB/T 2260, found \"" + *code + "\"");
    }
    book.jurisdiction = *code;
  }

  void read_effective(const place& it, rulebook& book) {
    fields members(it, findings_);
    book.effective_from = members.get("from", json::read_date);
    book.effective_until = members.find("until", json::read_date);
    members.finish();
  }

  void read_score(const place& it, rulebook& book) {
    fields members(it, findings_);
    book.base = members.get("base", json::read_points);
    book.min_score = members.get("min", json::read_whole, -most_whole_points, most_whole_points);
    book.max_score = members.get("max", json::read_whole, -most_whole_points, most_whole_points);
    members.finish();
  }

  void read_eligibility(const place& it, rulebook& book) {
    fields members(it, findings_);
    book.min_age = static_cast<std::int32_t>(
        members.get("min_age", json::read_whole, std::int64_t{0}, std::int64_t{150}));
    read_enum_set(members.required("residency"), residency_names, book.residencies);
    read_enum_set(members.required("capacity"), capacity_names, book.capacities);
    members.finish();
  }

  template <class Enum, std::size_t N>
  void read_enum_set(const std::optional<place>& list, const std::array<std::string_view, N>& names,
                     enum_set<Enum>& into) {
    if (!list) return;
    const std::vector<place> items = json::read_items(*list, findings_);
    for (const place& item : items) {
      const auto position = json::read_name(item, names, findings_);
      if (!position) continue;
      const auto value = static_cast<Enum>(*position);
      if (into.contains(value)) {
        findings_.fail(
            "duplicate_value", *item.value, item.at,
            "expected a value that is listed once, found \"" + item.value->text + "\" again");
      }
      into.insert(value);
    }
    if (items.empty() && list->value->what == node::kind::array) {
      findings_.fail("empty_list", *list->value, list->at, "expected at least one value");
    }
  }

  [[nodiscard]] dimension read_dimension(const place& it) {
    fields members(it, findings_);
    dimension made;
    made.id = members.get("id", json::read_id);
    made.title = members.get("title", json::read_bilingual);
    made.note = note(members);
    made.min = members.get("min", json::read_points);
    made.max = members.get("max", json::read_points);
    made.repairs = members.find("repairs", json::read_boolean).value_or(false);
    members.finish();
    return made;
  }

  [[nodiscard]] category read_category(const place& it) {
    fields members(it, findings_);
    category made;
    made.id = members.get("id", json::read_id);
    made.title = members.get("title", json::read_bilingual);
    made.note = note(members);
    if (const auto nature = members.required("nature")) {
      if (const auto position = json::read_name(*nature, nature_names, findings_)) {
        made.nature = static_cast<chengxin::nature>(*position);
      }
    }
    made.cite = json::read_citations(members.optional("cite"), findings_);
    if (const auto list = members.optional("providers")) {
      made.providers = json::read_strings(*list, findings_);
    }
    if (const auto list = members.optional("origins")) {
      read_enum_set(list, origin_names, made.origins);
    } else {
      made.origins.insert(origin::platform);
    }
    made.matter = members.find("matter", json::read_boolean).value_or(false);
    if (const auto list = members.optional("attributes")) {
      made.attributes = json::read_attributes(*list, findings_);
    }
    members.finish();
    return made;
  }

  [[nodiscard]] barred_category read_barred(const place& it) {
    fields members(it, findings_);
    barred_category made;
    made.category = members.get("category", json::read_id);
    made.title = members.get("title", json::read_bilingual);
    made.cite = json::read_citations(members.optional("cite"), findings_);
    members.finish();
    return made;
  }

  [[nodiscard]] group read_group(const place& it) {
    fields members(it, findings_);
    group made;
    made.id = members.get("id", json::read_id);
    made.dimension = members.get("dimension", json::read_id);
    made.title = members.get("title", json::read_bilingual);
    made.total = members.get("total", json::read_points);
    members.finish();
    return made;
  }

  [[nodiscard]] tier read_tier(const place& it) {
    fields members(it, findings_);
    tier made;
    made.id = members.get("id", json::read_id);
    made.title = members.get("title", json::read_bilingual);
    made.note = note(members);
    made.min = members.get("min", json::read_whole, -most_whole_points, most_whole_points);
    members.finish();
    return made;
  }

  [[nodiscard]] use read_use(const place& it) {
    fields members(it, findings_);
    use made;
    made.id = members.get("id", json::read_id);
    made.title = members.get("title", json::read_bilingual);
    made.note = note(members);
    made.cite = json::read_citations(members.optional("cite"), findings_);
    made.min_score = members.get("min_score", json::read_points);
    members.finish();
    return made;
  }

  const node& root_;
  findings_list& findings_;
};

/// Adds what verify() finds, each where it stands in the text; leaves out what
/// follows from a value that could not be read.
void add_verified(const rulebook& book, findings_list& findings) {
  const json::document& parsed = findings.parsed();
  const json::follow_ups follow_ups(findings.unread());
  for (diagnostic& it : verify(book)) {
    if (findings.is_full()) return;
    if (findings.is_unread(it.pointer) || follow_ups.may_hold(it.code)) continue;
    const json::found_value found = json::nearest(*parsed.root, it.pointer);
    const bool inside = it.code.compare(0, 11, "expression_") == 0;
    it.where = parsed.places.at(
        inside ? json::offset_in_string(parsed.text, found.value->offset, it.offset)
               : found.value->offset);
    it.pointer.resize(found.pointer.size());
    findings.add(std::move(it));
  }
}

}  // namespace

loaded_rulebook load_rulebook(std::string_view text) {
  const json::document parsed = json::parse(text);
  findings_list findings(parsed);
  loaded_rulebook made;
  if (!parsed.root) {
    made.findings = findings.take();
    return made;
  }
  auto book = std::make_shared<rulebook>(rulebook_reader(*parsed.root, findings).read());
  add_verified(*book, findings);
  made.findings = findings.take();
  if (has_errors(made.findings)) return made;
  book->fingerprint = sha256_hex(json::canonical(*parsed.root));
  made.book = std::move(book);
  return made;
}

}  // namespace chengxin::io
