// Packing and unpacking what entries say (see contents.hpp).
#include "store/contents.hpp"

#include <algorithm>

namespace chengxin::storage {
namespace {

using io::rows::shape;

// Enumerations are packed as their numbers, which are in STORE and never change.
template <class Enum>
Enum unpack_enum(unpacker& from, std::size_t count) {
  const std::uint8_t read = from.byte();
  if (read >= count) unpacker::refuse();
  return static_cast<Enum>(read);
}

std::string_view unpack_attributes(unpacker& from) {
  const std::string_view whole = from.text();
  return whole;
}

bool same_attributes(std::string_view a, std::string_view b) {
  if (a == b) return true;
  std::vector<stored_attribute> list;
  for_each_attribute(a, [&](const stored_attribute& it) { list.push_back(it); });
  std::size_t at = 0;
  bool same = true;
  for_each_attribute(b, [&](const stored_attribute& it) {
    same = same && at < list.size() && list[at].name == it.name && list[at].text == it.text &&
           (list[at].what == it.what || list[at].what == shape::cell || it.what == shape::cell);
    ++at;
  });
  return same && at == list.size();
}

}  // namespace

void pack_attributes(std::string& out, std::vector<stored_attribute>& attributes) {
  if (attributes.size() > 1) {
    std::sort(attributes.begin(), attributes.end(),
              [](const stored_attribute& a, const stored_attribute& b) { return a.name < b.name; });
  }
  packer to(out);
  to.number(attributes.size());
  for (const stored_attribute& it : attributes) {
    to.text(it.name);
    to.byte(static_cast<std::uint8_t>(it.what));
    to.text(it.text);
  }
}

void pack(std::string& out, const subject_content& content) {
  packer to(out);
  to.byte(static_cast<std::uint8_t>(entry_kind::subject));
  to.byte(static_cast<std::uint8_t>(content.residency));
  to.byte(static_cast<std::uint8_t>(content.capacity));
  to.day(content.birth_date);
  to.day(content.enrolled_on);
  to.text(content.subject_id);
  to.text(content.attributes);
}

void pack(std::string& out, entry_kind kind, const record_content& content) {
  packer to(out);
  to.byte(static_cast<std::uint8_t>(kind));
  to.byte(static_cast<std::uint8_t>(content.origin));
  to.byte(static_cast<std::uint8_t>(content.status));
  to.day(content.occurred_on);
  to.day(content.expires_on);
  to.day(content.repaired_on);
  for (const date day : content.steps) to.day(day);
  to.text(content.record_id);
  to.text(content.category);
  to.text(content.provider);
  to.text(content.matter);
  to.text(content.attributes);
  to.text(content.note);
}

void pack_act(std::string& out, entry_kind kind, std::string_view evidence,
              std::string_view new_id) {
  packer to(out);
  to.byte(static_cast<std::uint8_t>(kind));
  to.text(evidence);
  if (!new_id.empty()) to.text(new_id);
}

entry_kind kind_of(std::string_view content) {
  const std::uint8_t read = unpacker(content).byte();
  if (read < static_cast<std::uint8_t>(entry_kind::subject) ||
      read > static_cast<std::uint8_t>(entry_kind::barring)) {
    unpacker::refuse();
  }
  return static_cast<entry_kind>(read);
}

subject_content unpack_subject(std::string_view content) {
  unpacker from(content);
  static_cast<void>(from.byte());
  subject_content read;
  read.residency = unpack_enum<chengxin::residency>(from, residency_names.size());
  read.capacity = unpack_enum<chengxin::capacity>(from, capacity_names.size());
  read.birth_date = from.day();
  read.enrolled_on = from.day();
  read.subject_id = from.text();
  read.attributes = unpack_attributes(from);
  return read;
}

record_content unpack_record(std::string_view content) {
  unpacker from(content);
  static_cast<void>(from.byte());
  record_content read;
  read.origin = unpack_enum<chengxin::origin>(from, origin_names.size());
  read.status = unpack_enum<record_status>(from, record_status_names.size());
  read.occurred_on = from.day();
  read.expires_on = from.day();
  read.repaired_on = from.day();
  for (date& day : read.steps) day = from.day();
  read.record_id = from.text();
  read.category = from.text();
  read.provider = from.text();
  read.matter = from.text();
  read.attributes = unpack_attributes(from);
  read.note = from.text();
  return read;
}

std::string_view unpack_new_id(std::string_view content) {
  unpacker from(content);
  static_cast<void>(from.byte());
  static_cast<void>(from.text());
  return from.at_end() ? std::string_view() : from.text();
}

bool same_content(const subject_content& a, const subject_content& b) {
  return a.subject_id == b.subject_id && a.birth_date == b.birth_date &&
         a.enrolled_on == b.enrolled_on && a.residency == b.residency && a.capacity == b.capacity &&
         same_attributes(a.attributes, b.attributes);
}

bool same_content(const record_content& a, const record_content& b) {
  return a.record_id == b.record_id && a.category == b.category && a.provider == b.provider &&
         a.matter == b.matter && a.occurred_on == b.occurred_on && a.expires_on == b.expires_on &&
         a.repaired_on == b.repaired_on && std::equal(a.steps, a.steps + 3, b.steps) &&
         a.origin == b.origin && a.status == b.status &&
         same_attributes(a.attributes, b.attributes);
}

}  // namespace chengxin::storage
