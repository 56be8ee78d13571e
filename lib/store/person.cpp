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
  versions_.clear();
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
  auto found = std::find_if(records_.begin(), records_.end(), [&](const held_record& it) {
    return it.hash == hash && it.given.record_id == content.record_id;
  });
  if (found == records_.end()) {
    if (kind != entry_kind::record) unpacker::refuse();
    found = records_.emplace(records_.end());
    found->hash = hash;
  }
  found->entry = entry;
  found->now = content;
  switch (kind) {
    case entry_kind::objection: found->disputed = true; break;
    case entry_kind::decision:
      found->disputed = false;
      found->struck =
          content.status == record_status::revoked && found->given.status != record_status::revoked;
      if (!found->struck) break;
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
}

const held_record* person::find(std::string_view record_id) const noexcept {
  const std::uint32_t hash = hash_of(record_id);
  const auto found = std::find_if(records_.begin(), records_.end(), [&](const held_record& it) {
    return it.hash == hash && it.given.record_id == record_id;
  });
  return found == records_.end() ? nullptr : &*found;
}

bool person::was_struck(const record_content& content) const {
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
