// Packing records and unpacking them (see packed_records.hpp).
#include "population/packed_records.hpp"

#include <limits>

namespace chengxin::io::rows {

// Only ever within the room that pack() has made.
void record_packer::put_bytes(std::string_view bytes) noexcept {
  std::memcpy(at_, bytes.data(), bytes.size());
  at_ += bytes.size();
}

void record_packer::put_text(std::string_view text) noexcept {
  put(static_cast<std::uint32_t>(text.size()));
  if (!text.empty()) put_bytes(text);
}

void record_packer::put_value(const value& given) noexcept {
  const auto kind = [&](packed_value it) { *at_++ = static_cast<char>(it); };
  if (given.is_absent()) return kind(packed_value::absent);
  if (given.is_unreadable()) return kind(packed_value::unreadable);
  switch (given.type()) {
    case value_type::integer:
      if (given.integer() >= std::numeric_limits<std::int32_t>::min() &&
          given.integer() <= std::numeric_limits<std::int32_t>::max()) {
        kind(packed_value::int32);
        return put(static_cast<std::int32_t>(given.integer()));
      }
      kind(packed_value::int64);
      return put(given.integer());
    case value_type::number: kind(packed_value::number); return put(given.number());
    case value_type::boolean: return kind(given.boolean() ? packed_value::yes : packed_value::no);
    case value_type::date: kind(packed_value::day); return put(given.day().days);
    case value_type::string: kind(packed_value::text); return put_text(given.string());
  }
}

const char* record_packer::find_provider(std::string_view name) {
  std::uint32_t number = usual_providers_.find(name);
  if (number == small_texts::none) {
    number = providers_.find(name);
    if (number == text_index::none) number = add_provider(name);
    usual_providers_.remember(name, number);
  }
  return provider_texts_[number];
}

std::uint32_t record_packer::add_provider(std::string_view name) {
  std::string sized(sizeof(std::uint32_t), '\0');
  const auto size = static_cast<std::uint32_t>(name.size());
  std::memcpy(sized.data(), &size, sizeof size);
  const std::string_view kept = memory_.keep(sized.append(name));
  provider_texts_.push_back(kept.data());
  return providers_.add(kept.substr(sizeof size));
}

// More than the tail of a record can take.
std::size_t record_packer::most_of_tail(const prepared_record& record,
                                        std::size_t values) const noexcept {
  constexpr std::size_t days = 5 * sizeof(std::int32_t);
  constexpr std::size_t one_value = 1 + sizeof(std::int64_t);
  constexpr std::size_t sizes = 2 * sizeof(std::uint32_t);
  std::size_t most = days + values * one_value + sizes + record.category_id.size() +
                     record.record_id.size() + record.matter.size();
  for (std::size_t slot = 0; slot < values; ++slot) {
    const value& given = record.attributes[slot];
    if (given.is_present() && given.type() == value_type::string) most += given.string().size();
  }
  return most;
}

void record_packer::pack(const prepared_record& record, std::uint32_t subject, packed_list& into) {
  packed_record made;
  const std::size_t values = value_count(book_, record.category);
  const std::size_t most = most_of_tail(record, values);
  if (tail_.size() < most) tail_.resize(2 * most);
  at_ = tail_.data();
  unsigned has = 0;
  if (record.expires_on != no_day) {
    has |= packed_record::expires;
    put(record.expires_on.days);
  }
  if (record.repaired_on != no_day) {
    has |= packed_record::repaired;
    put(record.repaired_on.days);
  }
  if (record.steps[0] != no_day || record.steps[1] != no_day || record.steps[2] != no_day) {
    has |= packed_record::steps;
    for (const date day : record.steps) put(day.days);
  }
  for (std::size_t slot = 0; slot < values; ++slot) put_value(record.attributes[slot]);
  if (record.category >= book_.categories.size()) put_text(record.category_id);
  put_bytes(record.record_id);
  if (!record.matter.empty()) {
    has |= packed_record::matter;
    put_text(record.matter);
  }
  if (record.undeclared_attribute) has |= packed_record::undeclared;
  made.has = static_cast<std::uint8_t>(has);
  made.tail = memory_.keep({tail_.data(), static_cast<std::size_t>(at_ - tail_.data())}).data();
  made.provider = find_provider(record.provider);
  made.category = record.category;
  made.subject = subject;
  made.id_hash = static_cast<std::uint32_t>(text_index::hash_of(record.record_id));
  made.occurred_on = record.occurred_on;
  made.id_size = static_cast<std::uint8_t>(record.record_id.size());
  made.status_and_origin = static_cast<std::uint8_t>(static_cast<unsigned>(record.status) +
                                                     16 * static_cast<unsigned>(record.origin));
  made.standing = record.standing;
  into.push_back(made);
}

prepared_record unpack(const packed_record& packed, const rulebook& book, std::span<value> slots) {
  prepared_record made;
  tail_reader tail(packed.tail);
  if ((packed.has & packed_record::expires) != 0) made.expires_on = tail.day();
  if ((packed.has & packed_record::repaired) != 0) made.repaired_on = tail.day();
  if ((packed.has & packed_record::steps) != 0) {
    for (date& day : made.steps) day = tail.day();
  }
  const std::size_t values = value_count(book, packed.category);
  for (std::size_t slot = 0; slot < values; ++slot) slots[slot] = tail.value();
  made.attributes = slots.empty() ? nullptr : slots.data();
  made.category = packed.category;
  made.category_id = packed.category < book.categories.size()
                         ? std::string_view(book.categories[packed.category].id)
                         : tail.text();
  made.record_id = tail.bytes(packed.id_size);
  if ((packed.has & packed_record::matter) != 0) made.matter = tail.text();
  made.provider = tail_reader(packed.provider).text();
  made.occurred_on = packed.occurred_on;
  made.status = packed.status();
  made.origin = packed.origin();
  made.standing = packed.standing;
  made.undeclared_attribute = (packed.has & packed_record::undeclared) != 0;
  return made;
}

void unpack_all(std::span<const packed_record> packed, const rulebook& book, record_memory& in) {
  std::size_t values = 0;
  for (const packed_record& it : packed) values += value_count(book, it.category);
  in.values.assign(values, value());
  in.records.clear();
  std::span<value> left(in.values);
  for (const packed_record& it : packed) {
    const std::size_t count = value_count(book, it.category);
    in.records.push_back(unpack(it, book, left.first(count)));
    left = left.subspan(count);
  }
}

std::string_view record_id_of(const packed_record& packed, const rulebook& book) {
  tail_reader tail(packed.tail);
  const auto days = [&](packed_record::part it, std::size_t count) {
    if ((packed.has & it) != 0) static_cast<void>(tail.bytes(count * sizeof(std::int32_t)));
  };
  days(packed_record::expires, 1);
  days(packed_record::repaired, 1);
  days(packed_record::steps, 3);
  for (std::size_t n = value_count(book, packed.category); n > 0; --n) {
    static_cast<void>(tail.value());
  }
  if (packed.category >= book.categories.size()) static_cast<void>(tail.text());
  return tail.bytes(packed.id_size);
}

}  // namespace chengxin::io::rows
