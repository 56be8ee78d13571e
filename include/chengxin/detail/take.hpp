// Steps 1 to 3 of an assessment, one record at a time: its disposition, its
// easing, what it brings into play, its claims and their weight (SPECIFICATION 4).
// Never settles what claims are worth together.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "chengxin/detail/frame.hpp"

namespace chengxin::detail {

template <depth Depth>
class record_taker {
  static constexpr bool everything = Depth == depth::everything;

public:
  explicit record_taker(frame<Depth>& at) : at_(at) {}

  void take(std::uint32_t index) {
    const prepared_record& record = at_.records[index];
    const disposition what = disposition_of(record);
    if constexpr (everything) {
      at_.out.records.push_back({what, 0, static_cast<std::uint32_t>(at_.out.effects.size()), 0});
    }
    if (what != disposition::counted) return;
    const compiled_category& category = at_.engine.categories[record.category];
    if (category.has_programs) show_to_programs(record);
    index_ = index;
    [[maybe_unused]] const std::size_t first_undetermined = at_.out.undetermined.size();
    percent_eased_ = easing_of(record, category);
    if (percent_eased_ < 100) {
      watch_ceilings(record, category);
      watch_absences(record, category);
    }
    make_claims(record, category);
    if constexpr (everything) {
      at_.out.records.back().eased = static_cast<std::uint8_t>(percent_eased_);
      std::sort(at_.out.undetermined.begin() + static_cast<std::ptrdiff_t>(first_undetermined),
                at_.out.undetermined.end(), in_rulebook_order);
    }
  }

private:
  void show_to_programs(const prepared_record& record) noexcept {
    at_.record_facts.attributes = {record.attributes,
                                   at_.book.categories[record.category].attributes.size()};
    at_.record_facts.occurred_on = record.occurred_on;
    at_.record_facts.provider = record.provider;
    at_.record_facts.origin = name_of(record.origin);
    at_.record_facts.category = record.category_id;
  }

  /// Step 1, as far as the day decides.
  [[nodiscard]] disposition disposition_of(const prepared_record& record) const noexcept {
    if (record.standing != disposition::counted) return record.standing;
    if (record.occurred_on > at_.day) return disposition::not_yet;
    if (record.expires_on < at_.day) return disposition::lapsed;
    if (at_.engine.categories[record.category].nature != nature::good &&
        at_.is_under_age(record.occurred_on)) {
      return disposition::minor;
    }
    return disposition::counted;
  }

  [[nodiscard]] static bool in_rulebook_order(const undetermined_condition& a,
                                              const undetermined_condition& b) noexcept {
    return a.in_ceiling != b.in_ceiling ? b.in_ceiling : a.index < b.index;
  }

  /// A condition about the record in hand; true where there is none.
  [[nodiscard]] expression::truth ask(std::uint32_t program, bool in_ceiling, std::uint32_t index) {
    if (program == none) return expression::truth::yes;
    expression::cause why;
    const expression::truth answer =
        at_.engine.programs[program].test(&at_.record_facts, at_.subject_facts, &why);
    if (answer == expression::truth::undetermined) at_.note(in_ceiling, index, index_, why);
    return answer;
  }

  /// The percentage by which a record is eased ("Easing").
  [[nodiscard]] std::int32_t easing_of(const prepared_record& record,
                                       const compiled_category& category) {
    if constexpr (everything) at_.work.eased_by[index_].fill(no_index);
    if (category.nature == nature::good) return 0;
    if (record.status == record_status::repaired && record.repaired_on <= at_.day) return 100;
    if (category.easings.empty()) return 0;
    std::int32_t best[3] = {0, 0, 0};
    std::uint32_t by[3] = {no_index, no_index, no_index};
    for (const easing& e : category.easings) {
      const auto step = static_cast<std::size_t>(e.step);
      const date taken = record.steps[step];
      if (taken == no_day || taken.days > at_.day.days - e.after_days) continue;
      if (ask(e.program, false, e.rule) != expression::truth::yes) continue;
      if (e.percent <= best[step]) continue;
      best[step] = e.percent;
      by[step] = e.rule;
    }
    if constexpr (everything) {
      std::sort(by, by + 3);  // no_index is the greatest
      std::copy(by, by + 3, at_.work.eased_by[index_].begin());
    }
    return std::min(100, best[0] + best[1] + best[2]);
  }

  void watch_ceilings(const prepared_record& record, const compiled_category& category) {
    for (const watch& w : category.ceilings) {
      if (at_.has_run(record.occurred_on, w.period)) continue;
      if (ask(w.program, true, w.index) != expression::truth::yes) continue;
      at_.work.ceilings.push_back({w.index, index_});
      add_effect(effect::kind::ceiling, w.index);
    }
  }

  void watch_absences(const prepared_record& record, const compiled_category& category) {
    for (const watch& w : category.absences) {
      if (at_.has_run(record.occurred_on, w.period)) continue;
      if (ask(w.program, false, w.index) != expression::truth::yes) continue;
      at_.work.setbacks.push_back({w.index, index_});
      add_effect(effect::kind::absence, w.index);
    }
  }

  void add_effect(effect::kind what, std::uint32_t index) {
    if constexpr (everything) {
      at_.out.effects.push_back({what, index});
      ++at_.out.records.back().effect_count;
    }
  }

  /// Steps 2 and 3: in each dimension, the first rule that claims the record.
  void make_claims(const prepared_record& record, const compiled_category& category) {
    std::uint32_t claimed = none;
    const bool has_matter = category.matter && !record.matter.empty();
    for (const candidate& it : category.candidates) {
      if (it.dimension == claimed) continue;
      const expression::truth applies = ask(it.program, false, it.rule);
      if (applies == expression::truth::no) continue;
      if (applies == expression::truth::undetermined && !it.can_deduct) continue;
      claimed = it.dimension;
      const bool expired = it.period != none && at_.has_run(record.occurred_on, it.period);
      if (expired && !everything) continue;
      const std::int32_t percent = percent_of(it, record);
      const std::int64_t full = expired || applies != expression::truth::yes
                                    ? 0
                                    : at_.points_of(it.points, it.rule, record.attributes, index_);
      const std::int64_t cents = percent == 100 ? full : points{full}.percent(percent).cents;
      std::int64_t eased_cents = cents;
      if (cents < 0 && percent_eased_ != 0) {
        eased_cents = points{cents}.percent(100 - percent_eased_).cents;
        at_.any_eased = true;
      }
      if constexpr (!everything) {
        if (cents == 0) continue;
        if (it.on_its_own && !has_matter) {
          at_.add_to_sum(it.rule, cents, eased_cents);
          continue;
        }
      }
      claim& made = at_.work.claims.emplace_back();
      made.cents = cents;
      made.eased_cents = eased_cents;
      made.occurred_on = record.occurred_on;
      made.record = index_;
      made.rule = it.rule;
      made.dimension = it.dimension;
      if (at_.engine.rules[it.rule].per_year != unlimited) made.year = record.occurred_on.year();
      made.percent = static_cast<std::uint8_t>(percent);
      made.has_matter = has_matter;
      if (expired) made.what = claim::fate::expired;
    }
  }

  /// The decay percentage on the day.
  [[nodiscard]] std::int32_t percent_of(const candidate& it,
                                        const prepared_record& record) const noexcept {
    std::int32_t percent = 100;
    for (const compiled_decay& step : it.decay) {
      if (!at_.has_run(record.occurred_on, step.period)) break;
      percent = step.percent;
    }
    return percent;
  }

  frame<Depth>& at_;
  std::uint32_t index_ = 0;  ///< the record in hand
  std::int32_t percent_eased_ = 0;
};

}  // namespace chengxin::detail
