// How packed records become the columns of a batch (chengxin/batch.hpp) under one
// rulebook. Never takes a record of which columns would say less than the engine asks.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "chengxin/batch.hpp"
#include "population/text_index.hpp"
#include "store/contents.hpp"
#include "store/standards.hpp"

namespace chengxin::storage {

/// The columns of some records, in memory that is used again.
class record_block {
public:
  /// Forgets all, and makes room for so many records.
  void clear(std::size_t attributes, std::size_t room);
  /// Forgets the records from one on.
  void cut(std::size_t count);
  [[nodiscard]] std::size_t count() const noexcept { return count_; }
  /// Precondition: the columns' lengths are the plan's.
  [[nodiscard]] record_columns columns(const batch& by);

private:
  friend class column_plan;
  enum seen : std::uint8_t { other_origin = 1, expiry = 2, repair = 4, step = 8, matter = 16 };

  std::size_t count_ = 0;
  std::uint8_t seen_ = 0;  ///< what any record has, as seen
  std::vector<std::uint32_t> category_;
  std::vector<std::uint32_t> provider_;
  std::vector<date> occurred_on_;
  std::vector<date> expires_on_;
  std::vector<date> repaired_on_;
  std::vector<date> steps_[3];
  std::vector<record_status> status_;
  std::vector<chengxin::origin> origin_;
  std::vector<std::uint8_t> has_matter_;
  std::vector<std::vector<std::int32_t>> keys_;
  std::vector<std::vector<std::int32_t>> units_;
  std::vector<const std::int32_t*> key_columns_;
  std::vector<const std::int32_t*> unit_columns_;
};

/// Immutable; may be used by many threads.
class column_plan {
public:
  column_plan(const standard& by, date day);

  /// Null where the engine has to do everything.
  [[nodiscard]] const batch* by() const noexcept { return batch_ ? &*batch_ : nullptr; }
  [[nodiscard]] std::size_t attributes() const noexcept { return layout_.attributes.size(); }

  /// Adds a certified record. False, and nothing is added, where the engine has to look
  /// at it.
  [[nodiscard]] bool add(const record_content& from, record_block& to) const;

private:
  struct attribute {
    std::string_view name;
    std::uint32_t column = 0;
  };
  struct category_plan {
    bool fits = true;
    bool heeds_provider = false;
    std::vector<attribute> attributes;
  };

  void plan_columns(const rulebook& book);
  [[nodiscard]] bool add_attributes(const category_plan& by, std::string_view packed,
                                    record_block& to) const;
  [[nodiscard]] bool add_attribute(std::uint32_t column, const stored_attribute& it,
                                   record_block& to) const;

  record_layout layout_;
  std::vector<std::vector<std::string_view>> texts_;  ///< by column, sorted
  io::rows::text_index categories_;
  io::rows::text_index providers_;
  std::vector<std::string_view> provider_names_;
  std::vector<category_plan> plans_;  ///< by category
  std::optional<batch> batch_;
};

}  // namespace chengxin::storage
