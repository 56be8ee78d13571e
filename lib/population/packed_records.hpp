// Records as a population keeps them, in a third of the memory that prepared ones take:
// what the system asks for bringing in fresh memory is more than reading the rows costs.
// Never decides what a record means: it was prepared before, and can be again.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "chengxin/facts.hpp"
#include "chengxin/io/population.hpp"
#include "chengxin/rulebook.hpp"
#include "population/big_pages.hpp"
#include "population/fact_memory.hpp"
#include "population/small_texts.hpp"
#include "population/text_index.hpp"

namespace chengxin::io::rows {

/// What every record has. The tail has, each only where the record does: the days
/// `expires_on` and `repaired_on` and those of the steps, the attributes' values, the
/// category's name where the rulebook has no such one, the record_id, the matter.
struct packed_record {
  enum part : std::uint8_t { expires = 1, repaired = 2, steps = 4, matter = 8, undeclared = 16 };

  const char* tail = nullptr;
  const char* provider = nullptr;  ///< its size, then its text
  std::uint32_t category = unknown_category;
  std::uint32_t subject = 0;
  std::uint32_t id_hash = 0;  ///< records of which it differs are no duplicates
  date occurred_on;
  std::uint8_t id_size = 0;
  std::uint8_t has = 0;  ///< parts
  std::uint8_t status_and_origin = 0;
  disposition standing = disposition::counted;

  [[nodiscard]] record_status status() const noexcept {
    return static_cast<record_status>(status_and_origin % 16);
  }
  [[nodiscard]] chengxin::origin origin() const noexcept {
    return static_cast<chengxin::origin>(status_and_origin / 16);
  }
};
static_assert(sizeof(packed_record) == 40);

using packed_list = std::vector<packed_record, big_page_allocator<packed_record>>;

/// Reads a tail from its beginning to its end.
class tail_reader {
public:
  explicit tail_reader(const char* tail) noexcept : at_(tail) {}

  [[nodiscard]] date day() noexcept { return date{number<std::int32_t>()}; }
  [[nodiscard]] std::string_view bytes(std::size_t size) noexcept {
    const std::string_view found(at_, size);
    at_ += size;
    return found;
  }
  [[nodiscard]] std::string_view text() noexcept { return bytes(number<std::uint32_t>()); }
  [[nodiscard]] chengxin::value value() noexcept;

private:
  template <class T>
  [[nodiscard]] T number() noexcept {
    T found;
    std::memcpy(&found, at_, sizeof found);
    at_ += sizeof found;
    return found;
  }

  const char* at_;
};

/// The kind of a value in a tail, which its bytes follow.
enum class packed_value : char { absent, unreadable, int32, int64, number, no, yes, day, text };

inline value tail_reader::value() noexcept {
  switch (static_cast<packed_value>(*at_++)) {
    case packed_value::absent: break;
    case packed_value::unreadable: return chengxin::value::unreadable();
    case packed_value::int32: return chengxin::value::of(std::int64_t{number<std::int32_t>()});
    case packed_value::int64: return chengxin::value::of(number<std::int64_t>());
    case packed_value::number: return chengxin::value::of(number<double>());
    case packed_value::no: return chengxin::value::of(false);
    case packed_value::yes: return chengxin::value::of(true);
    case packed_value::day: return chengxin::value::of(day());
    case packed_value::text: return chengxin::value::of(text());
  }
  return {};
}

/// Packs records into memory that it borrows.
class record_packer {
public:
  record_packer(const rulebook& book, fact_memory& memory) : book_(book), memory_(memory) {}

  void pack(const prepared_record& record, std::uint32_t subject, packed_list& into);

private:
  template <class T>
  void put(T number) noexcept {
    std::memcpy(at_, &number, sizeof number);
    at_ += sizeof number;
  }
  void put_bytes(std::string_view bytes) noexcept;
  void put_text(std::string_view text) noexcept;
  void put_value(const value& given) noexcept;
  [[nodiscard]] std::size_t most_of_tail(const prepared_record& record,
                                         std::size_t values) const noexcept;
  const char* find_provider(std::string_view name);
  std::uint32_t add_provider(std::string_view name);

  const rulebook& book_;
  fact_memory& memory_;
  std::vector<char> tail_;  // of the record being packed
  char* at_ = nullptr;      // where more of it goes
  small_texts usual_providers_;
  text_index providers_;
  std::vector<const char*> provider_texts_;  // by number
};

/// What was read, list after list in input order, and the memory that it borrows from.
struct records_read {
  std::size_t scored = 0;  ///< records that were scored and not kept
  std::vector<std::unique_ptr<fact_memory>> memories;
  std::vector<packed_list> lists;
};

/// How many values a record of a category has.
[[nodiscard]] inline std::size_t value_count(const rulebook& book, std::uint32_t category) {
  return category < book.categories.size() ? book.categories[category].attributes.size() : 0;
}

/// A packed record as it was before, but for its attributes: they are in `slots`.
[[nodiscard]] prepared_record unpack(const packed_record& packed, const rulebook& book,
                                     std::span<value> slots);

/// The records of one subject as they were before, in memory that is used again.
void unpack_all(std::span<const packed_record> packed, const rulebook& book, record_memory& in);

[[nodiscard]] std::string_view record_id_of(const packed_record& packed, const rulebook& book);

}  // namespace chengxin::io::rows
