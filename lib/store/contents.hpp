// What the entries about a person say, packed and unpacked (STORE, appendix "Bytes").
// Never knows a rulebook: an attribute is kept as it was given.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "chengxin/facts.hpp"
#include "population/row.hpp"
#include "store/packed.hpp"

namespace chengxin::storage {

/// What an entry of the ledger is. The numbers are written to files.
enum class entry_kind : std::uint8_t {
  subject = 1,
  record = 2,
  objection = 3,
  decision = 4,
  withdrawal = 5,
  enrolment = 6,
  rulebook = 7,
  consent = 8,
  revocation = 9,
  disclosure = 10,
  erasure = 11,
  purge = 12,
  barring = 13,
};

/// Whether an entry of this kind is kept among the facts of its subject.
[[nodiscard]] constexpr bool is_fact(entry_kind kind) noexcept {
  return kind <= entry_kind::enrolment;
}

inline constexpr std::size_t salt_size = 16;

/// An attribute as it was given: a cell of CSV may be of any type.
struct stored_attribute {
  std::string_view name;
  io::rows::shape what = io::rows::shape::cell;
  std::string_view text;
};

struct subject_content {
  std::string_view subject_id;
  date birth_date = no_day;
  date enrolled_on = no_day;
  chengxin::residency residency = residency::none;
  chengxin::capacity capacity = capacity::none;
  std::string_view attributes;  ///< packed: see for_each_attribute()
};

/// A version of a record: as it was certified, or as an objection or a decision
/// leaves it; then `note` is the objection's text or the decision's evidence.
struct record_content {
  std::string_view record_id;
  std::string_view category;
  std::string_view provider;
  std::string_view matter;
  date occurred_on;
  date expires_on = no_day;
  date repaired_on = no_day;
  date steps[3] = {no_day, no_day, no_day};  ///< by repair_step
  chengxin::origin origin = origin::platform;
  record_status status = record_status::active;
  std::string_view attributes;
  std::string_view note;
};

/// Packs attributes, sorted by name. Appends to `out`.
void pack_attributes(std::string& out, std::vector<stored_attribute>& attributes);

/// Packs a content, its kind in front, without salt. Appends to `out`.
void pack(std::string& out, const subject_content& content);
void pack(std::string& out, entry_kind kind, const record_content& content);
/// A withdrawal or an enrolment, with its evidence.
/// `new_id`: of one who is enrolled as someone new, empty of others.
void pack_act(std::string& out, entry_kind kind, std::string_view evidence,
              std::string_view new_id = {});

/// The kind of a packed content without its salt. Throws `damaged`.
[[nodiscard]] entry_kind kind_of(std::string_view content);
/// Unpack what kind_of() says it is. Borrow from the content. Throw `damaged`.
[[nodiscard]] subject_content unpack_subject(std::string_view content);
[[nodiscard]] record_content unpack_record(std::string_view content);
/// The id of one who was enrolled as someone new; empty where an act says none.
[[nodiscard]] std::string_view unpack_new_id(std::string_view content);

/// Whether two versions say the same. An attribute that came as a cell is the
/// same as one of any type that is spelt alike.
[[nodiscard]] bool same_content(const subject_content& a, const subject_content& b);
[[nodiscard]] bool same_content(const record_content& a, const record_content& b);

/// Calls `take` with each attribute of a packed list.
template <class Take>
void for_each_attribute(std::string_view packed, Take&& take) {
  unpacker from(packed);
  for (std::uint64_t left = from.number(); left > 0; --left) {
    stored_attribute read;
    read.name = from.text();
    read.what = static_cast<io::rows::shape>(from.byte());
    read.text = from.text();
    take(read);
  }
}

}  // namespace chengxin::storage
