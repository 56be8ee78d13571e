// Facts given as values (see typed.hpp).
#include "store/typed.hpp"

#include <charconv>
#include <string>
#include <vector>

#include "chengxin/detail/standing.hpp"
#include "chengxin/diagnostics.hpp"
#include "chengxin/utf8.hpp"
#include "population/text_index.hpp"
#include "store/import.hpp"

namespace chengxin::storage {
namespace {

using io::rows::shape;

constexpr std::size_t longest_identifier = 64;
constexpr std::size_t longest_text = std::size_t{1} << 20;

void check_identifier(std::string_view name, std::string_view text) {
  if (text.empty() || text.size() > longest_identifier) {
    fail("id_length",
         '`' + std::string(name) + "` must have 1 to 64 bytes, not " + std::to_string(text.size()));
  }
  if (find_invalid_utf8(text) != std::string_view::npos)
    fail("invalid_utf8", '`' + std::string(name) + "` is not UTF-8");
}

void check_text(std::string_view name, std::string_view text) {
  if (text.size() > longest_text) {
    fail("row_too_long", '`' + std::string(name) + "` is longer than 1 MiB");
  }
  if (find_invalid_utf8(text) != std::string_view::npos)
    fail("invalid_utf8", '`' + std::string(name) + "` is not UTF-8");
}

void check_day(std::string_view name, date day) {
  if (day == no_day || (day >= first_input_day && day <= last_input_day)) return;
  fail("invalid_date", '`' + std::string(name) + "` must be a day from 1900-01-01 to 2199-12-31");
}

/// Attributes as texts, which it owns.
class spelt_attributes {
public:
  [[nodiscard]] std::string pack(std::span<const named_value> given) {
    std::vector<stored_attribute> spelt;
    texts_.clear();
    texts_.reserve(given.size());
    for (const named_value& it : given) {
      if (it.value.is_absent()) continue;
      check_text("attributes", it.name);
      spelt.push_back(spell(it));
    }
    std::string packed;
    pack_attributes(packed, spelt);
    return packed;
  }

private:
  [[nodiscard]] stored_attribute spell(const named_value& it) {
    if (it.value.is_unreadable()) return {it.name, shape::compound, {}};
    std::string& text = texts_.emplace_back();
    shape what = shape::string;
    switch (it.value.type()) {
      case value_type::integer:
        what = shape::number;
        text = std::to_string(it.value.integer());
        break;
      case value_type::number: {
        what = shape::number;
        char digits[32];
        const auto [end, failed] = std::to_chars(digits, digits + sizeof digits, it.value.number());
        static_cast<void>(failed);  // 24 characters hold every double
        text.assign(digits, end);
        break;
      }
      case value_type::boolean:
        what = shape::boolean;
        text = it.value.boolean() ? "true" : "false";
        break;
      case value_type::date: text = to_string(it.value.day()); break;
      case value_type::string:
        check_text(it.name, it.value.string());
        text = it.value.string();
        break;
    }
    return {it.name, what, text};
  }

  std::vector<std::string> texts_;
};

void check_days(const record_content& it) {
  const bool is_repaired = it.status == record_status::repaired;
  if (is_repaired && it.repaired_on == no_day) {
    fail("repaired_on_missing", "`status` is `repaired` and `repaired_on` is not given");
  }
  if (!is_repaired && it.repaired_on != no_day) {
    fail("repaired_on_unexpected", "`repaired_on` is given and `status` is not `repaired`");
  }
  const std::pair<std::string_view, date> days[] = {{"expires_on", it.expires_on},
                                                    {"repaired_on", it.repaired_on},
                                                    {"corrected_on", it.steps[0]},
                                                    {"service_on", it.steps[1]},
                                                    {"conduct_on", it.steps[2]}};
  if (it.occurred_on == no_day) fail("missing_member", "`occurred_on` is required");
  check_day("occurred_on", it.occurred_on);
  for (const auto& [name, day] : days) {
    check_day(name, day);
    if (day >= it.occurred_on) continue;
    fail("date_before_occurred", '`' + std::string(name) + "` " + to_string(day) +
                                     " is before `occurred_on` " + to_string(it.occurred_on));
  }
}

record_content content_of(const record& given) {
  check_identifier("record_id", given.record_id);
  check_text("category", given.category);
  check_text("provider", given.provider);
  check_text("matter", given.matter);
  if (given.category.empty()) fail("missing_member", "`category` is required");
  if (given.provider.empty()) fail("missing_member", "`provider` is required");
  record_content made;
  made.record_id = given.record_id;
  made.category = given.category;
  made.provider = given.provider;
  made.matter = given.matter;
  made.occurred_on = given.occurred_on;
  made.expires_on = given.expires_on.value_or(no_day);
  made.repaired_on = given.repaired_on.value_or(no_day);
  made.steps[static_cast<std::size_t>(repair_step::corrected)] =
      given.corrected_on.value_or(no_day);
  made.steps[static_cast<std::size_t>(repair_step::service)] = given.service_on.value_or(no_day);
  made.steps[static_cast<std::size_t>(repair_step::conduct)] = given.conduct_on.value_or(no_day);
  made.origin = given.origin;
  made.status = given.status;
  check_days(made);
  return made;
}

void count(session& on, const import_summary& told) {
  on.count("subjects", static_cast<std::int64_t>(told.subjects_new));
  on.count("records", static_cast<std::int64_t>(told.records_new));
  on.count("versions", static_cast<std::int64_t>(told.subjects_new + told.subjects_changed +
                                                 told.records_new + told.records_changed));
}

void check_subject(session& on, const ledger_writer& entries, const subject& given) {
  on.books().look();
  const standard* const today = on.books().find(on.today(), entries.last());
  const engine& by = (today != nullptr ? *today : on.books().newest()).engine;
  std::vector<value> slots(by.book().subject_attributes.size());
  const result<prepared_subject> prepared = by.prepare(given, slots);
  if (!prepared) throw failure{prepared.failure()};
}

}  // namespace

import_summary add_subject(session& on, const subject& given, std::optional<moment> at) {
  on.require_writing();
  check_identifier("subject_id", given.subject_id);
  subject_content content;
  content.subject_id = given.subject_id;
  content.birth_date = given.birth_date.value_or(no_day);
  content.enrolled_on = given.enrolled_on.value_or(no_day);
  check_day("birth_date", content.birth_date);
  check_day("enrolled_on", content.enrolled_on);
  content.residency = given.residency;
  content.capacity = given.capacity;
  const std::string attributes = spelt_attributes().pack(given.attributes);
  content.attributes = attributes;
  std::string packed;
  pack(packed, content);

  transaction whole(on.file(), transaction::kind::write);
  ledger_writer entries = on.begin_entries(at);
  check_subject(on, entries, given);
  import_summary told;
  fact_writer writer(on, entries, told);
  if (writer.key_of(given.subject_id) == 0 && writer.is_held_back(given.subject_id)) {
    ++told.held_back;
  } else {
    static_cast<void>(writer.put_subject(given.subject_id, packed));
  }
  count(on, told);
  whole.commit();
  return told;
}

import_summary add_records(session& on, std::string_view subject_id, std::span<const record> given,
                           std::optional<moment> at) {
  on.require_writing();
  transaction whole(on.file(), transaction::kind::write);
  ledger_writer entries = on.begin_entries(at);
  on.books().look();
  import_summary told;
  fact_writer writer(on, entries, told);
  const std::int64_t key = writer.key_of(subject_id);
  const bool is_held_back = key == 0 && writer.is_held_back(subject_id);
  if (key == 0 && !is_held_back) {
    fail("unknown_subject", "there is no subject " + shown(subject_id));
  }
  const date today = on.today();
  std::vector<std::string> bodies;
  std::vector<incoming_record> incoming;
  bodies.reserve(given.size());
  for (const record& it : given) {
    if (on.books().bars(it.category, today)) {
      ++told.barred;
      continue;
    }
    record_content content = content_of(it);
    if (is_held_back) {
      ++told.held_back;
      continue;
    }
    const std::string attributes = spelt_attributes().pack(it.attributes);
    content.attributes = attributes;
    std::string& body = bodies.emplace_back(on.new_salt());
    pack(body, entry_kind::record, content);
    incoming_record& made = incoming.emplace_back();
    made.owner = key;
    made.order = static_cast<std::uint32_t>(incoming.size());
    made.body = body;
    made.record_id = it.record_id;
    made.id_hash = static_cast<std::uint32_t>(io::rows::text_index::hash_of(it.record_id));
    made.digest = entries.digests().of_content(body);
  }
  writer.put_records(incoming);
  count(on, told);
  whole.commit();
  return told;
}

}  // namespace chengxin::storage
