// Loads any bytes as a rulebook. Every finding must have its place in the text;
// what loads has a fingerprint, is compiled, and assesses residents without a
// record and with some that are made from the rulebook itself, and the figures add up.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "chengxin/engine.hpp"
#include "chengxin/io/rulebook.hpp"

namespace {

using namespace chengxin;

void require(bool holds) {
  if (!holds) std::abort();
}

void check_findings(const io::loaded_rulebook& loaded, std::string_view text) {
  const auto bytes = static_cast<std::uint32_t>(text.size());
  position before{1, 1};
  for (const diagnostic& it : loaded.findings) {
    require(!it.code.empty() && !it.message.empty());
    require(it.where.line >= 1 && it.where.column >= 1);
    require(it.where.line <= bytes + 1 && it.where.column <= bytes + 1);
    require(it.where.line > before.line ||
            (it.where.line == before.line && it.where.column >= before.column));
    require(it.pointer.empty() || it.pointer.front() == '/');
    before = it.where;
  }
  require((loaded.book == nullptr) == has_errors(loaded.findings));
}

/// A value that an attribute may have, or a wrong one now and then.
value made_value(const attribute_declaration& declared, std::uint32_t variant) {
  if (variant % 5 == 4) return value();
  switch (declared.type) {
    case value_type::integer:
      return value::of(variant % 2 == 0 ? declared.min.value_or(1) : declared.max.value_or(100));
    case value_type::number: return value::of(declared.min_number.value_or(0.5));
    case value_type::string:
      return value::of(declared.values.empty() ? std::string_view("x")
                                               : std::string_view(declared.values.front()));
    case value_type::boolean: return value::of(variant % 2 == 0);
    case value_type::date: return value::of(date::of(2025, 6, 30));
  }
  return value();
}

struct made_records {
  std::vector<std::vector<named_value>> attributes;
  std::vector<std::string> ids;
  std::vector<record> records;
};

/// Three records of each of the first categories, of every status and origin.
made_records make_records(const rulebook& book, date day) {
  made_records made;
  const std::size_t categories = book.categories.size() < 12 ? book.categories.size() : 12;
  for (std::uint32_t i = 0; i < 3 * categories; ++i) {
    const category& of = book.categories[i / 3];
    record& it = made.records.emplace_back();
    made.ids.push_back("r" + std::to_string(i));
    it.category = of.id;
    it.provider = "p";
    if (of.providers && !of.providers->empty()) it.provider = of.providers->front();
    it.occurred_on = day - static_cast<std::int32_t>(i * 97 % 2000);
    it.origin = static_cast<origin>(i % 7 == 6 ? 1 : 0);
    it.status = i % 5 == 3 ? record_status::repaired : record_status::active;
    if (it.status == record_status::repaired) it.repaired_on = it.occurred_on + 30;
    if (i % 4 == 1) it.corrected_on = it.occurred_on + 10;
    if (i % 6 == 1) it.conduct_on = it.occurred_on + 90;
    it.matter = i % 2 == 0 ? "court:1" : "";
    std::vector<named_value>& attributes = made.attributes.emplace_back();
    for (const attribute_declaration& declared : of.attributes) {
      const value given = made_value(declared, i);
      if (given.is_present()) attributes.push_back({declared.name, given});
    }
  }
  for (std::size_t i = 0; i < made.records.size(); ++i) {
    made.records[i].record_id = made.ids[i];
    made.records[i].attributes = made.attributes[i];
  }
  return made;
}

void check_sum(const assessment& it) {
  if (!it.eligible) return;
  points sum = it.base + it.held;
  for (const dimension_result& d : it.dimensions) sum += d.value;
  if (it.ceiling) sum += it.ceiling->held;
  require(sum == it.total);
}

void assess(const engine& compiled, bool with_records) {
  const rulebook& book = compiled.book();
  const date day = book.effective_until.value_or(book.effective_from + 400);
  const made_records made = with_records ? make_records(book, day) : made_records();
  subject resident;
  resident.subject_id = "s";
  if (with_records) resident.birth_date = date::of(1980, 2, 29);
  resident.enrolled_on = book.effective_from - 800;
  for (const residency r : {residency::registered, residency::habitual, residency::none}) {
    if (book.residencies.contains(r)) resident.residency = r;
  }
  for (const capacity c : {capacity::full, capacity::limited, capacity::none}) {
    if (book.capacities.contains(c)) resident.capacity = c;
  }
  std::vector<named_value> attributes;
  for (const attribute_declaration& declared : book.subject_attributes) {
    attributes.push_back({declared.name, made_value(declared, with_records ? 0 : 1)});
  }
  resident.attributes = attributes;
  std::vector<value> subject_slots(book.subject_attributes.size());
  const result<prepared_subject> subject = compiled.prepare(resident, subject_slots);
  if (!subject) return;  // a bound that no value meets

  std::vector<std::vector<value>> slots;
  std::vector<prepared_record> records;
  for (const record& it : made.records) {
    slots.emplace_back(compiled.attribute_count(compiled.find_category(it.category)));
    records.push_back(compiled.prepare(it, slots.back()));
  }
  mark_duplicates(records);
  assessment full;
  assessment figures;
  for (const date at : {book.effective_from, day}) {
    require(compiled.assess(*subject, records, at, depth::everything, full));
    require(compiled.assess(*subject, records, at, depth::figures, figures));
    require(alike(full, figures) && full.records.size() == records.size());
    check_sum(full);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const io::loaded_rulebook loaded = io::load_rulebook(text);
  check_findings(loaded, text);
  const result<std::string> canonical = io::canonical_json(text);
  if (canonical) {
    const result<std::string> again = io::canonical_json(*canonical);
    require(again.has_value() && *again == *canonical);
  }
  if (loaded.book == nullptr) return 0;
  require(canonical.has_value() && loaded.book->fingerprint == io::sha256_hex(*canonical));
  const io::loaded_rulebook same = io::load_rulebook(*canonical);
  require(same.book != nullptr && same.book->fingerprint == loaded.book->fingerprint);
  const result<engine> compiled = engine::compile(loaded.book);
  require(compiled.has_value());
  assess(*compiled, false);
  assess(*compiled, true);
  return 0;
}
