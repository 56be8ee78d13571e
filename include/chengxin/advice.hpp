// Advice to the resident: what a bad record costs today, when it ends by
// itself, and what each road of repair that is still open would give. Each
// figure is the difference of two assessments, never an estimate.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "chengxin/assessment.hpp"
#include "chengxin/date.hpp"
#include "chengxin/engine.hpp"
#include "chengxin/facts.hpp"
#include "chengxin/points.hpp"

namespace chengxin {

/// A road of repair that the resident has not taken yet. Walked today, it
/// takes effect on `effective_on`, and on that day the total is `gain` higher
/// than it would be without. One step may be listed more than once, in the
/// order of the days, where more is given back later.
struct repair_road {
  bool decision = false;  ///< a decision to repair, else `step`
  repair_step step = repair_step::corrected;
  date effective_on;
  points gain;  ///< more than 0
};

/// What one record that is live and not of a `good` category means today.
struct record_advice {
  std::uint32_t record = no_index;
  /// The total without it, minus the total with it; 0 where that is not more
  /// than 0. Also 0 where another record would take its place.
  points cost;
  /// The last day, at most the rulebook's last effective day, on which the total
  /// is lower with it than without, if nothing new happens; nothing where that is
  /// so on no day from today on.
  std::optional<date> last_day;
  std::vector<repair_road> roads;  ///< those that give something, the decision last
};

namespace detail {

/// No negative fact counts for more than five years (SPECIFICATION 3, rules).
inline constexpr std::int32_t longest_negative_months = 60;

/// Whether a record reached the rules (SPECIFICATION 4, step 1).
[[nodiscard]] constexpr bool is_live(disposition what) noexcept {
  switch (what) {
    case disposition::counted:
    case disposition::no_rule:
    case disposition::expired:
    case disposition::same_matter:
    case disposition::not_highest:
    case disposition::over_limit: return true;
    default: return false;
  }
}

/// Compares what is with what would be, for one resident and one day.
class adviser {
public:
  adviser(const engine& engine, const prepared_subject& subject,
          std::span<const prepared_record> records, date day, points total)
      : engine_(engine),
        subject_(subject),
        records_(records.begin(), records.end()),
        day_(day),
        total_(total) {}

  [[nodiscard]] record_advice advise_on(std::uint32_t index) {
    record_advice made;
    made.record = index;
    made.cost = std::max(points{}, total_without(index, day_) - total_);
    made.last_day = last_day_of(index);
    add_steps(index, made.roads);
    add_decision(index, made.roads);
    return made;
  }

private:
  /// Precondition: the rulebook is effective on the day.
  [[nodiscard]] points total_on(date day) {
    static_cast<void>(engine_.assess(subject_, records_, day, depth::figures, scratch_));
    return scratch_.total;
  }

  /// The total on a day had a record been another.
  template <class Change>
  [[nodiscard]] points total_had(std::uint32_t index, date day, Change&& change) {
    const prepared_record kept = records_[index];
    change(records_[index]);
    const points total = total_on(day);
    records_[index] = kept;
    return total;
  }

  [[nodiscard]] points total_without(std::uint32_t index, date day) {
    return total_had(index, day, [](prepared_record& it) { it.standing = disposition::revoked; });
  }

  [[nodiscard]] date last_possible_day(const prepared_record& record) const noexcept {
    date last =
        std::min(add_months(record.occurred_on, longest_negative_months), record.expires_on);
    if (engine_.book().effective_until) last = std::min(last, *engine_.book().effective_until);
    return last;
  }

  /// Today and every later day on which anything can change by itself, as long as
  /// any record can take something.
  void find_turning_days() {
    date horizon = day_;
    for (const prepared_record& record : records_) {
      horizon = std::max(horizon, last_possible_day(record));
    }
    date turning = day_;
    turning_days_.emplace_back(turning, total_);
    while (const std::optional<date> next = engine_.next_event(subject_, records_, turning)) {
      turning = *next;
      if (turning > horizon) break;
      turning_days_.emplace_back(turning, total_on(turning));
    }
  }

  /// The last day, at most `last`, on which the record itself changes.
  [[nodiscard]] date last_own_event(const prepared_record& record, date last) const noexcept {
    date found = day_;
    while (const std::optional<date> next = engine_.next_event({}, {&record, 1}, found)) {
      if (*next > last) break;
      found = *next;
    }
    return found;
  }

  [[nodiscard]] std::optional<date> last_day_of(std::uint32_t index) {
    if (turning_days_.empty()) find_turning_days();
    const date last = last_possible_day(records_[index]);
    const date settled = last_own_event(records_[index], last);
    date through = last;
    for (std::size_t i = turning_days_.size(); i-- > 0;) {
      const auto& [from, total] = turning_days_[i];
      if (from <= settled && total_without(index, from) > total) return through;
      through = std::min(through, from - 1);
    }
    return std::nullopt;
  }

  void add_steps(std::uint32_t index, std::vector<repair_road>& roads) {
    for (std::size_t s = 0; s < repair_step_names.size(); ++s) {
      if (records_[index].steps[s] != no_day) continue;
      points gained;
      for (const std::int32_t wait : waits_of(index, static_cast<repair_step>(s))) {
        const date on = day_ + wait;
        if (!engine_.book().is_effective(on)) break;
        const points gain =
            total_had(index, on, [&](prepared_record& it) { it.steps[s] = day_; }) - total_on(on);
        if (gain <= gained) continue;
        gained = gain;
        roads.push_back({false, static_cast<repair_step>(s), on, gain});
      }
    }
  }

  /// After how many days a step may come to count, in rising order.
  [[nodiscard]] std::vector<std::int32_t> waits_of(std::uint32_t index, repair_step step) const {
    const rulebook& book = engine_.book();
    const std::string& category = book.categories[records_[index].category].id;
    std::vector<std::int32_t> waits;
    for (const rule& it : book.rules) {
      if (it.kind != rule_kind::restore || it.step != step) continue;
      if (std::find(it.categories.begin(), it.categories.end(), category) == it.categories.end()) {
        continue;
      }
      waits.push_back(it.after_days);
    }
    std::sort(waits.begin(), waits.end());
    waits.erase(std::unique(waits.begin(), waits.end()), waits.end());
    return waits;
  }

  void add_decision(std::uint32_t index, std::vector<repair_road>& roads) {
    if (records_[index].status == record_status::repaired) return;
    const points gain = total_had(index, day_,
                                  [this](prepared_record& it) {
                                    it.status = record_status::repaired;
                                    it.repaired_on = day_;
                                  }) -
                        total_;
    if (gain > points{}) roads.push_back({true, repair_step::corrected, day_, gain});
  }

  const engine& engine_;
  const prepared_subject& subject_;
  std::vector<prepared_record> records_;
  date day_;
  points total_;
  std::vector<std::pair<date, points>> turning_days_;  ///< with the total from each on
  assessment scratch_;
};

}  // namespace detail

/// Advice on every record that could cost the resident something (those that are
/// live and not of a `good` category), in input order; none for a resident without
/// a score, or on a day outside the rulebook's effective period. Makes some
/// assessments for each such record and each day on which something can change, so
/// it takes far longer than assess(). Thread-safe.
[[nodiscard]] inline std::vector<record_advice> advise(const engine& engine,
                                                       const prepared_subject& subject,
                                                       std::span<const prepared_record> records,
                                                       date day) {
  std::vector<record_advice> all;
  assessment today;
  if (!engine.assess(subject, records, day, depth::everything, today) || !today.eligible) {
    return all;
  }
  detail::adviser adviser(engine, subject, records, day, today.total);
  for (std::uint32_t i = 0; i < records.size(); ++i) {
    if (!detail::is_live(today.records[i].what)) continue;
    if (engine.book().categories[records[i].category].nature == nature::good) continue;
    all.push_back(adviser.advise_on(i));
  }
  return all;
}

}  // namespace chengxin
