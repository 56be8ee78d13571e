// What the steps of one assessment share: the facts, the day, and where results
// go. Never computes a score by itself.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "chengxin/assessment.hpp"
#include "chengxin/detail/compiled.hpp"
#include "chengxin/detail/workspace.hpp"
#include "chengxin/expression/program.hpp"
#include "chengxin/facts.hpp"
#include "chengxin/points.hpp"

namespace chengxin::detail {

/// The first day on which a record may have occurred for a period of so many
/// months from it to run through `day`: the smallest D with
/// add_months(D, months) >= day.
[[nodiscard]] constexpr date cutoff(date day, std::int32_t months) noexcept {
  date first = add_months(day, -months);
  while (add_months(first, months) < day) first = first + 1;
  while (add_months(first - 1, months) >= day) first = first - 1;
  return first;
}

[[nodiscard]] constexpr std::int64_t magnitude(std::int64_t cents) noexcept {
  return cents < 0 ? -cents : cents;
}

/// One resident on one day. Depth says whether only figures are wanted.
template <depth Depth>
struct frame {
  static constexpr bool everything = Depth == depth::everything;

  frame(const compiled& engine_, const prepared_subject& subject_,
        std::span<const prepared_record> records_, date day_, assessment& out_)
      : engine(engine_),
        book(*engine_.book),
        subject(subject_),
        records(records_),
        day(day_),
        out(out_),
        work(out_.workspace) {
    clear();
    work_out_cutoffs();
    read_subject();
  }

  /// Whether a period from `from` has run out before the day.
  [[nodiscard]] bool has_run(date from, std::uint32_t period) const noexcept {
    return from < work.cutoffs[period];
  }

  /// Notes that a condition was undetermined, where a report will say so.
  void note(bool in_ceiling, std::uint32_t index, std::uint32_t record,
            const expression::cause& why) {
    if constexpr (everything) out.undetermined.push_back({in_ceiling, index, record, why});
  }

  /// The points of a formula, for the record numbered `record`, or for the
  /// subject where that is no_index.
  [[nodiscard]] std::int64_t points_of(const formula& it, std::uint32_t rule,
                                       const value* attributes, std::uint32_t record) {
    return it.what == formula::form::fixed ? it.cents
                                           : points_worked_out(it, rule, attributes, record);
  }

  /// Adds a contribution, as it stands or as eased not 0, to its rule's sums. The
  /// contributions of one rule are all of one sign, so that no sum comes back to 0.
  void add_to_sum(std::uint32_t rule, std::int64_t cents, std::int64_t eased_cents) {
    contribution_sum& sum = work.sums[rule];
    if (sum.cents == 0 && sum.eased_cents == 0) work.touched[work.touched_count++] = rule;
    sum.cents += cents;
    sum.eased_cents += eased_cents;
  }

  /// Whether the subject was under min_age on a day; false where that is not known.
  [[nodiscard]] bool is_under_age(date on) const noexcept {
    if (subject.birth_date == no_day) return false;
    if (on - subject.birth_date >= 366 * book.min_age) return false;  // without the calendar
    return on < add_months(subject.birth_date, 12 * book.min_age);
  }

  const compiled& engine;
  const rulebook& book;
  const prepared_subject& subject;
  std::span<const prepared_record> records;
  date day;
  assessment& out;
  workspace& work;

  expression::subject_facts subject_facts;
  expression::record_facts record_facts;
  bool any_eased = false;  ///< whether easing lessens any contribution

private:
  [[nodiscard]] std::int64_t points_worked_out(const formula& it, std::uint32_t rule,
                                               const value* attributes, std::uint32_t record);

  void clear() {
    out.as_of = day;
    out.base = book.base;
    out.ceiling.reset();
    out.dimensions.assign(book.dimensions.size(), {});
    if (work.has_lists) clear_lists();
    work.has_lists = everything;
    work.claims.clear();
    work.setbacks.clear();
    work.ceilings.clear();
    if constexpr (everything) work.eased_by.resize(records.size());
    take_back_sums();
    work.touched.resize(engine.rules.size());
    work.sums.resize(engine.rules.size());  // all 0
    work.raw.assign(book.dimensions.size(), {});
  }

  // Those that an assessment left behind for which memory ran out.
  void take_back_sums() noexcept {
    for (std::size_t i = 0; i < work.touched_count; ++i) work.sums[work.touched[i]] = {};
    work.touched_count = 0;
  }

  void clear_lists() noexcept {
    out.awards.clear();
    out.restored.clear();
    out.eased.clear();
    out.records.clear();
    out.effects.clear();
    out.ceiling_records.clear();
    out.undetermined.clear();
  }

  void work_out_cutoffs() {
    if (work.engine == engine.number && work.cutoff_day == day) return;
    work.engine = 0;  // nobody's, where memory runs out on the way
    work.cutoffs.clear();
    for (const std::int32_t months : engine.periods) work.cutoffs.push_back(cutoff(day, months));
    work.engine = engine.number;
    work.cutoff_day = day;
  }

  void read_subject() {
    enum_set<ineligibility> because;
    if (subject.birth_date == no_day || is_under_age(day)) because.insert(ineligibility::age);
    if (engine.reads_age && subject.birth_date != no_day) {
      subject_facts.age = age_on(subject.birth_date, day);
    }
    if (subject.enrolled_on != no_day && subject.enrolled_on > day) {
      because.insert(ineligibility::not_enrolled);
    }
    if (!book.residencies.contains(subject.residency)) because.insert(ineligibility::residency);
    if (!book.capacities.contains(subject.capacity)) because.insert(ineligibility::capacity);
    out.ineligible_because = because;
    out.eligible = because.empty();
    subject_facts.attributes = {subject.attributes, book.subject_attributes.size()};
    subject_facts.residency = name_of(subject.residency);
  }
};

template <depth Depth>
std::int64_t frame<Depth>::points_worked_out(const formula& it, std::uint32_t rule,
                                             const value* attributes, std::uint32_t record) {
  const bool of_record = record != no_index;
  if (it.what == formula::form::per) {
    const value& given = attributes[it.slot];
    if (given.is_absent()) {
      note(false, rule, record,
           {of_record ? expression::cause::kind::absent_record_attribute
                      : expression::cause::kind::absent_subject_attribute,
            it.slot});
      return 0;
    }
    if (given.integer() <= 0 || it.cents == 0) return 0;
    const std::int64_t units = given.integer() / it.unit;
    const std::int64_t each = magnitude(it.cents);
    const std::int64_t product = units > it.most / each ? it.most : units * each;
    return it.cents < 0 ? -product : product;
  }
  for (const formula::row& row : it.rows) {
    expression::cause why;
    switch (engine.programs[row.program].test(of_record ? &record_facts : nullptr, subject_facts,
                                              &why)) {
      case expression::truth::yes: return row.cents;
      case expression::truth::no: break;
      case expression::truth::undetermined: note(false, rule, record, why); return 0;
    }
  }
  return it.cents;
}

}  // namespace chengxin::detail
