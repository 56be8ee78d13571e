// Facts and figures as columns: many residents and their records, one array for each
// member (SPECIFICATION 2), and one for each figure of theirs. Never owns a byte: whoever
// reads the facts and wants the figures does.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>
#include <vector>

#include "chengxin/facts.hpp"
#include "chengxin/value.hpp"

namespace chengxin {

/// In a column of values: nothing is given.
inline constexpr std::int32_t absent_value = std::numeric_limits<std::int32_t>::min();

/// What is known of a column of an attribute before any row of it is read.
struct attribute_column {
  std::string_view name;
  value_type type = value_type::integer;
  /// Of a column of strings: every text in it, each once, in the order of their bytes.
  std::span<const std::string_view> texts;
};

/// What is known of the records' columns before any row is read.
struct record_layout {
  std::vector<attribute_column> attributes;
  /// Every provider that a row names, by its number. None: no provider is known.
  std::span<const std::string_view> providers;
};

/// Some rows of records, those of one resident next to each other. A null pointer
/// stands for a column that is not given: every status is `active`, every origin
/// `platform`, and the days, providers, ids and matters are absent.
struct record_columns {
  std::size_t count = 0;
  /// Its position in rulebook::categories, or their number where it is none of them.
  const std::uint32_t* category = nullptr;
  const date* occurred_on = nullptr;
  const date* expires_on = nullptr;   ///< no_day where it is absent, as in all that follow
  const date* repaired_on = nullptr;  ///< a day where `status` is `repaired`, and only there
  const date* steps[3] = {};          ///< by repair_step
  const record_status* status = nullptr;
  const chengxin::origin* origin = nullptr;
  const std::uint32_t* provider = nullptr;  ///< its number in record_layout::providers
  /// Numbers that are alike where two ids are, and seldom otherwise.
  const std::uint32_t* id_hash = nullptr;
  /// Whether a matter is given.
  const bool* has_matter = nullptr;
  /// For each attribute of the layout what batch::keys_of() says of its values.
  std::span<const std::int32_t* const> keys;
  /// The attributes, as bits, of which every row has a value; fewer do no harm.
  std::uint32_t complete = 0;
  /// For each attribute of the layout that batch::reads_units() names: the value held to
  /// `too_many_units`. None are counted where it is absent_value or negative.
  std::span<const std::int32_t* const> units;
};
inline constexpr std::int32_t too_many_units = std::numeric_limits<std::int32_t>::max();

/// Some residents, row by row. Null pointers as above; without birth dates, and
/// without residencies and capacities, nobody is eligible.
struct subject_columns {
  std::size_t count = 0;
  const date* birth_date = nullptr;
  const date* enrolled_on = nullptr;
  const chengxin::residency* residency = nullptr;
  const chengxin::capacity* capacity = nullptr;
};

/// Where the results go, a row for each resident. A null pointer: not wanted. What does
/// not exist for one who is not eligible is 0, in `tier` no_index.
struct score_columns {
  bool* eligible = nullptr;
  std::int32_t* score = nullptr;
  std::int32_t* total = nullptr;          ///< in cents
  std::uint32_t* tier = nullptr;          ///< into rulebook::tiers
  date* stable_through = nullptr;         ///< no_day where no later day differs
  std::span<std::int32_t* const> values;  ///< by dimension, in cents; empty: none wanted
};

}  // namespace chengxin
