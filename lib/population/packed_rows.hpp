// Rows of the records' file, checked and packed. Never keeps anything of a bad row.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "chengxin/engine.hpp"
#include "population/packed_records.hpp"
#include "population/piece_scorer.hpp"
#include "population/plain_records.hpp"
#include "population/record_rows.hpp"

namespace chengxin::io::rows {

class packed_rows {
public:
  static constexpr const auto& members = record_rows::members;

  /// All are borrowed. Records of other subjects than `only`, where it is given, are
  /// checked and not kept.
  packed_rows(const engine& engine, fact_memory& memory, const subject_index& subjects,
              std::optional<std::uint32_t> only, packed_list& into)
      : rows_(engine, memory, memory, subjects, std::nullopt, unused_),
        plain_(engine, subjects, rows_.names()),
        packer_(engine.book(), memory),
        only_(only),
        into_(into) {}

  /// From here on records go there and nowhere else. Borrows it.
  void score_by(piece_scorer& scorer) {
    scorer_ = &scorer;
    scorer.read_by(plain_);
  }

  [[nodiscard]] const attribute_names& names() const noexcept { return rows_.names(); }

  /// Makes ready for plain rows with these columns.
  void expect_plain(std::span<const plain_column> columns) {
    plain_.expect(columns);
    if (scorer_ != nullptr) scorer_->expect_plain();
  }
  /// Adds the records of plain rows, and gives how many: take() has to look at the next.
  [[nodiscard]] std::size_t take_plain(const plain_run& given) {
    std::array<std::uint32_t, plain_run::most>
        subjects;  // NOLINT(cppcoreguidelines-pro-type-member-init): written below
    const std::size_t known = plain_.find_subjects(given, subjects.data());
    for (std::size_t r = 0; r < known;) {
      if (scorer_ != nullptr) r += scorer_->add(given.part(r, known), subjects.data() + r);
      if (r == known) break;
      prepared_record made;
      if (!plain_.read(given[r], made)) {
        plain_.was_of(subjects[r]);
        return r;
      }
      keep(made, subjects[r], given.stays());
      ++r;
    }
    return known;
  }

  /// Adds the record of a row, or gives what is wrong with it.
  [[nodiscard]] finding take(const row& given) {
    prepared_record made;
    std::uint32_t subject = subject_index::none;
    rows_.was_of(plain_.last_subject());
    finding wrong = rows_.resolve(given, made, subject);
    if (!wrong.code.empty()) return wrong;
    plain_.was_of(subject);
    keep(made, subject, false);
    return wrong;
  }

private:
  void keep(const prepared_record& record, std::uint32_t subject, bool stays) {
    if (scorer_ != nullptr) {
      scorer_->add(record, subject, stays);
    } else if (!only_ || subject == *only_) {
      packer_.pack(record, subject, into_);
    }
  }

  record_list unused_;
  record_rows rows_;
  plain_records plain_;
  record_packer packer_;
  std::optional<std::uint32_t> only_;
  packed_list& into_;
  piece_scorer* scorer_ = nullptr;
};

}  // namespace chengxin::io::rows
