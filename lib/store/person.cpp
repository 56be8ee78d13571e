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
    : first_(std::make_unique<std::byte[]>(first_memory)),
      memory_(std::span<std::byte>(first_.get(), first_memory)) {}

void person::clear() {
  memory_.clear();
  subject_.reset();
  subject_entry_ = 0;
  records_.clear();
  versions_.clear();
  last_entry_ = 0;
}

void person::take(std::int64_t entry, std::string_view body) {
  if (body.size() <= salt_size) unpacker::refuse();
  const std::string_view content = memory_.keep(body.substr(salt_size));
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
      found->struck = content.status == record_status::revoked;
      break;
    default:
      found->given = content;
      found->struck = false;
      if (keeps_versions_) versions_.push_back(content);
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

bool person::was_certified(const record_content& content) const {
  return std::any_of(versions_.begin(), versions_.end(),
                     [&](const record_content& version) { return same_content(version, content); });
}

void prepare(const standard& by, person& from, prepared_person& into) {
  const rulebook& book = by.book();
  const subject_content& subject = from.subject();
  into.subject = {};
  into.subject.subject_id = subject.subject_id;
  into.subject.birth_date = subject.birth_date;
  into.subject.enrolled_on = subject.enrolled_on;
  into.subject.residency = subject.residency;
  into.subject.capacity = subject.capacity;
  const std::span<value> slots = from.memory().slots(book.subject_attributes.size());
  for_each_attribute(subject.attributes, [&](const stored_attribute& it) {
    const std::size_t slot = slot_of(book.subject_attributes, it.name);
    if (slot == book.subject_attributes.size()) return;
    const attribute_declaration& declared = book.subject_attributes[slot];
    const value read = decode(declared.type, it);
    if (chengxin::detail::value_fits(declared, read)) slots[slot] = read;
  });
  into.subject.attributes = slots.data();

  into.records.clear();
  for (const held_record& held : from.records()) {
    const record_content& it = held.now;
    prepared_record& made = into.records.emplace_back();
    made.record_id = it.record_id;
    made.category_id = it.category;
    made.provider = it.provider;
    made.matter = it.matter;
    made.occurred_on = it.occurred_on;
    made.expires_on = it.expires_on;
    made.repaired_on = it.repaired_on;
    std::copy(it.steps, it.steps + 3, made.steps);
    made.category = by.engine.find_category(it.category);
    made.origin = it.origin;
    made.status = it.status;
    if (made.category < book.categories.size()) {
      const auto& declared = book.categories[made.category].attributes;
      const std::span<value> values = from.memory().slots(declared.size());
      for_each_attribute(it.attributes, [&](const stored_attribute& attribute) {
        const std::size_t slot = slot_of(declared, attribute.name);
        if (slot == declared.size()) {
          made.undeclared_attribute = true;
        } else {
          values[slot] = decode(declared[slot].type, attribute);
        }
      });
      made.attributes = values.data();
    }
    made.standing = by.engine.standing_of(made);
  }
}

}  // namespace chengxin::storage
