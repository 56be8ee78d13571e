// Putting a subject's facts together (see person.hpp).
#include "store/person.hpp"

#include <algorithm>

#include "chengxin/detail/standing.hpp"
#include "population/decode.hpp"
#include "population/text_index.hpp"

namespace chengxin::storage {
namespace {

std::uint32_t hash_of(std::string_view text) noexcept {
  return static_cast<std::uint32_t>(io::rows::text_index::hash_of(text));
}

constexpr std::size_t few_records = 32;  // a power of two

value decode(value_type type, const stored_attribute& it) noexcept {
  io::rows::given given;
  given.text = it.text;
  given.what = it.what;
  return io::rows::decode_attribute(type, given);
}

std::size_t slot_of(const std::vector<attribute_declaration>& declared, std::string_view name) {
  std::size_t slot = 0;
  while (slot < declared.size() && declared[slot].name != name) ++slot;
  return slot;
}

}  // namespace

person::person()
    : first_(std::make_unique_for_overwrite<std::byte[]>(first_memory)),
      memory_(std::span<std::byte>(first_.get(), first_memory)) {}

void person::clear() {
  memory_.clear();
  subject_.reset();
  subject_entry_ = 0;
  records_.clear();
  places_.clear();
  versions_.clear();
  any_struck_ = false;
  last_entry_ = 0;
}

void person::take_lent(std::int64_t entry, std::string_view body) {
  if (body.size() <= salt_size) unpacker::refuse();
  const std::string_view content = body.substr(salt_size);
  last_entry_ = entry;
  switch (const entry_kind kind = kind_of(content)) {
    case entry_kind::subject:
      subject_ = unpack_subject(content);
      subject_entry_ = entry;
      break;
    case entry_kind::record:
    case entry_kind::objection:
    case entry_kind::decision: take_record(entry, kind, unpack_record(content)); break;
    case entry_kind::withdrawal:
    case entry_kind::enrolment: break;
    default: unpacker::refuse();
  }
}

void person::take_record(std::int64_t entry, entry_kind kind, const record_content& content) {
  const std::uint32_t hash = hash_of(content.record_id);
  const std::size_t position = position_of(hash, content.record_id);
  const bool is_new = position == records_.size();
  if (is_new) {
    if (kind != entry_kind::record) unpacker::refuse();
    records_.emplace_back().hash = hash;
  }
  held_record* const found = &records_[position];
  found->entry = entry;
  found->now = content;
  switch (kind) {
    case entry_kind::objection: found->disputed = true; break;
    case entry_kind::decision:
      found->disputed = false;
      found->struck =
          content.status == record_status::revoked && found->given.status != record_status::revoked;
      if (!found->struck) break;
      any_struck_ = true;
      for (certified_version& version : versions_) {
        version.struck = version.struck || version.content.record_id == content.record_id;
      }
      break;
    default:
      found->given = content;
      found->struck = false;
      if (keeps_versions_) versions_.push_back({content});
      if (!found->disputed) break;
      // An objection holds over every later version until it is decided.
      found->now.status = record_status::disputed;
      found->now.repaired_on = no_day;
  }
  if (is_new) place(position);
}

// Few are looked at one after the other, many by their hash.
std::size_t person::position_of(std::uint32_t hash, std::string_view record_id) const noexcept {
  const auto is_it = [&](const held_record& it) {
    return it.hash == hash && it.given.record_id == record_id;
  };
  if (places_.empty()) {
    const auto found = std::find_if(records_.begin(), records_.end(), is_it);
    return static_cast<std::size_t>(found - records_.begin());
  }
  const std::size_t mask = places_.size() - 1;
  for (std::size_t at = hash & mask; places_[at] != 0; at = (at + 1) & mask) {
    if (is_it(records_[places_[at] - 1])) return places_[at] - 1;
  }
  return records_.size();
}

void person::place(std::size_t record) {
  if (places_.empty() && records_.size() <= few_records) return;
  if (2 * records_.size() > places_.size()) return grow_places();
  const std::size_t mask = places_.size() - 1;
  std::size_t at = records_[record].hash & mask;
  while (places_[at] != 0) at = (at + 1) & mask;
  places_[at] = static_cast<std::uint32_t>(record + 1);
}

void person::grow_places() {
  places_.assign(std::max(4 * few_records, 2 * places_.size()), 0);
  for (std::size_t i = 0; i < records_.size(); ++i) place(i);
}

const held_record* person::find(std::string_view record_id) const noexcept {
  const std::size_t found = position_of(hash_of(record_id), record_id);
  return found == records_.size() ? nullptr : &records_[found];
}

bool person::was_struck(const record_content& content) const {
  if (!any_struck_) return false;
  const auto last = std::find_if(versions_.rbegin(), versions_.rend(), [&](const auto& version) {
    return same_content(version.content, content);
  });
  return last != versions_.rend() && last->struck;
}

void prepare_subject(const engine& by, const subject_content& from, io::rows::fact_memory& memory,
                     prepared_person& into) {
  const std::vector<attribute_declaration>& declared = by.book().subject_attributes;
  into.subject = {};
  into.subject.subject_id = from.subject_id;
  into.subject.birth_date = from.birth_date;
  into.subject.enrolled_on = from.enrolled_on;
  into.subject.residency = from.residency;
  into.subject.capacity = from.capacity;
  const std::span<value> slots = memory.slots(declared.size());
  for_each_attribute(from.attributes, [&](const stored_attribute& it) {
    const std::size_t slot = slot_of(declared, it.name);
    if (slot == declared.size()) return;
    const value read = decode(declared[slot].type, it);
    if (chengxin::detail::value_fits(declared[slot], read)) slots[slot] = read;
  });
  into.subject.attributes = slots.data();
}

void prepare_record(const engine& by, const record_content& from, io::rows::fact_memory& memory,
                    prepared_person& into) {
  prepared_record& made = into.records.emplace_back();
  made.record_id = from.record_id;
  made.category_id = from.category;
  made.provider = from.provider;
  made.matter = from.matter;
  made.occurred_on = from.occurred_on;
  made.expires_on = from.expires_on;
  made.repaired_on = from.repaired_on;
  std::copy(std::begin(from.steps), std::end(from.steps), made.steps);
  made.category = by.find_category(from.category);
  made.origin = from.origin;
  made.status = from.status;
  if (made.category < by.book().categories.size()) {
    const auto& declared = by.book().categories[made.category].attributes;
    const std::span<value> values = memory.slots(declared.size());
    for_each_attribute(from.attributes, [&](const stored_attribute& attribute) {
      const std::size_t slot = slot_of(declared, attribute.name);
      if (slot == declared.size()) {
        made.undeclared_attribute = true;
      } else {
        values[slot] = decode(declared[slot].type, attribute);
      }
    });
    made.attributes = values.data();
  }
  made.standing = by.standing_of(made);
}

void prepare(const engine& by, person& from, prepared_person& into) {
  prepare_subject(by, from.subject(), from.memory(), into);
  into.records.clear();
  for (const held_record& held : from.records()) prepare_record(by, held.now, from.memory(), into);
}

}  // namespace chengxin::storage
