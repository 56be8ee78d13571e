// The table of details that goes out: for each subject what became of every record, and
// everything that makes up the total. Collected block by block, given away in that order.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "arrow/facts.hpp"
#include "arrow/given.hpp"
#include "chengxin/assessment.hpp"

namespace chengxin::arrow {

/// Which values a column has, as bits.
class given_bits {
public:
  void add(bool is_given) {
    if (count_ % 8 == 0) bits_.push_back(0);
    bits_.back() = static_cast<std::uint8_t>(bits_.back() | (unsigned{is_given} << (count_ % 8)));
    ++count_;
  }
  [[nodiscard]] const void* data() const noexcept { return bits_.data(); }

private:
  std::vector<std::uint8_t> bits_;
  std::size_t count_ = 0;
};

/// Numbers, or numbers of words.
template <class T>
struct number_column {
  std::vector<T> values;
  given_bits given;

  void add(std::optional<T> value) {
    values.push_back(value.value_or(T{}));
    given.add(value.has_value());
  }
};

struct text_column {
  std::vector<std::int64_t> offsets{0};
  std::string bytes;
  given_bits given;

  void add(std::optional<std::string_view> text) {
    bytes += text.value_or(std::string_view());
    offsets.push_back(static_cast<std::int64_t>(bytes.size()));
    given.add(text.has_value());
  }
};

/// What a row is about.
enum class detail_kind : std::uint8_t {
  record,
  subject,
  absence,
  restoration,
  bounds,
  score_bounds,
  ceiling
};

/// What all details of a rulebook have in common.
struct details_words {
  explicit details_words(const rulebook& book);
  words kinds, rules, dimensions, dispositions;
  std::size_t rule_count = 0;  ///< the ceilings come after them
};

/// Rows of the table: of neighbouring subjects.
class details_rows {
public:
  details_rows(const fact_columns& facts, std::shared_ptr<const details_words> names);

  /// Begins the next subject, of this row.
  void begin_subject(std::size_t subject);
  /// Adds all about this subject. `record_rows` are those of the records assessed, and
  /// `records` they themselves.
  void add(const assessment& of, const std::vector<std::size_t>& record_rows,
           std::span<const prepared_record> records);

  [[nodiscard]] bool is_empty() const noexcept { return kind_.values.empty(); }
  /// As one chunk, which keeps `self` alive.
  [[nodiscard]] ArrowArray chunk(const std::shared_ptr<const details_rows>& self) const;

private:
  /// What of a row is not null.
  struct row {
    detail_kind kind = detail_kind::record;
    std::optional<std::int64_t> record;
    std::optional<std::string_view> record_id;
    std::optional<std::int32_t> disposition, eased, rule, dimension, restored, percent;
    std::optional<std::int64_t> points, before_limits;
  };
  void add(const row& it);
  void add_records(const assessment& of, const std::vector<std::size_t>& record_rows,
                   std::span<const prepared_record> records);
  void add_others(const assessment& of);

  const fact_columns& facts_;
  std::shared_ptr<const details_words> names_;
  std::size_t id_field_;
  bool has_text_ids_;
  bool has_record_ids_;
  std::int64_t whole_id_ = 0;
  std::string_view text_id_;
  std::vector<std::uint32_t> of_records_;  ///< awards, in the order of records

  number_column<std::int64_t> whole_ids_;
  text_column text_ids_, record_ids_;
  number_column<std::int64_t> record_, points_, before_limits_;
  number_column<std::int32_t> kind_, disposition_, eased_, rule_, dimension_, restored_, percent_;
};

class details_table {
public:
  explicit details_table(const fact_columns& facts);

  [[nodiscard]] std::unique_ptr<details_rows> make_rows() const;
  /// Any number of threads may; each block's once.
  void keep(std::size_t block, std::unique_ptr<details_rows> rows);
  /// Hands everything over, a chunk for each block that has a row.
  [[nodiscard]] std::unique_ptr<given_table> handed_over();

private:
  struct stream;

  const fact_columns& facts_;
  std::shared_ptr<const details_words> names_;
  std::mutex mutex_;
  std::vector<std::shared_ptr<const details_rows>> blocks_;
};

}  // namespace chengxin::arrow
