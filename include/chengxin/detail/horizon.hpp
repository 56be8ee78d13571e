// The days on which something about a resident can change by itself: every
// record's beginning and ends, every step of repair, every birthday that counts
// (SPECIFICATION 5). Never says whether anything does change then.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "chengxin/date.hpp"
#include "chengxin/detail/compiled.hpp"
#include "chengxin/facts.hpp"

namespace chengxin::detail {

/// The last birthday on which a condition is thought to change: the 300th.
inline constexpr std::int32_t last_birthday = 300;

/// Calls visit(day) for each day on which one record may come to weigh otherwise
/// than on the day before; the same day may come more than once.
template <class Visit>
void visit_record_events(const compiled& engine, const prepared_record& record, Visit&& visit) {
  if (record.standing != disposition::counted) return;  // whatever the day
  visit(record.occurred_on);
  if (record.expires_on != no_day) visit(record.expires_on + 1);
  const compiled_category& category = engine.categories[record.category];
  const auto runs_out = [&](std::uint32_t period) {
    if (period != none) visit(add_months(record.occurred_on, engine.periods[period]) + 1);
  };
  for (const candidate& it : category.candidates) {
    runs_out(it.period);
    for (const compiled_decay& step : it.decay) runs_out(step.period);
  }
  for (const watch& it : category.absences) runs_out(it.period);
  for (const watch& it : category.ceilings) runs_out(it.period);
  if (category.nature == nature::good) return;
  if (record.status == record_status::repaired) visit(record.repaired_on);
  for (const easing& it : category.easings) {
    const date taken = record.steps[static_cast<std::size_t>(it.step)];
    if (taken != no_day) visit(taken + it.after_days);
  }
}

/// The same for the resident's own days; of birthdays that count by themselves,
/// only the first after `after`.
template <class Visit>
void visit_subject_events(const compiled& engine, const prepared_subject& subject, date after,
                          Visit&& visit) {
  if (subject.enrolled_on != no_day) {
    visit(subject.enrolled_on);
    for (const absence_rule& it : engine.absence_rules) {
      for (const absence_rule::step& step : it.steps) {
        visit(add_months(subject.enrolled_on, engine.periods[step.period]) + 1);
      }
    }
  }
  if (subject.birth_date == no_day) return;
  visit(add_months(subject.birth_date, 12 * engine.book->min_age));
  const auto visit_birthday = [&](std::int32_t age) {
    if (age <= last_birthday) visit(add_months(subject.birth_date, 12 * age));
  };
  if (engine.every_birthday) visit_birthday(age_on(subject.birth_date, after) + 1);
  for (const std::int32_t age : engine.turning_ages) visit_birthday(age);
}

/// The first of those days after `after`; nothing where there is none.
[[nodiscard]] inline std::optional<date> next_event(const compiled& engine,
                                                    const prepared_subject& subject,
                                                    std::span<const prepared_record> records,
                                                    date after) noexcept {
  date first = no_day;
  const auto visit = [&](date day) {
    if (day > after && day < first) first = day;
  };
  visit_subject_events(engine, subject, after, visit);
  for (const prepared_record& record : records) visit_record_events(engine, record, visit);
  if (first == no_day) return std::nullopt;
  return first;
}

}  // namespace chengxin::detail
