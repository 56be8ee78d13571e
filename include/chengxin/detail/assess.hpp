// The assessment of one resident on one day, step by step as in SPECIFICATION 4.
// Never allocates once its result has grown to the size of the resident.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "chengxin/assessment.hpp"
#include "chengxin/detail/compiled.hpp"
#include "chengxin/detail/settle.hpp"
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

/// Makes one assessment. At depth::figures the same figures come out of sums
/// alone wherever no claim needs to be looked at by itself.
template <depth Depth>
class assessor {
  static constexpr bool everything = Depth == depth::everything;

public:
  assessor(const compiled& engine, const prepared_subject& subject,
           std::span<const prepared_record> records, date day, assessment& out)
      : engine_(engine),
        book_(*engine.book),
        subject_(subject),
        records_(records),
        day_(day),
        out_(out),
        work_(out.workspace) {}

  void run() {
    start();
    judge_eligibility();
    for (std::uint32_t i = 0; i < records_.size(); ++i) take(i);
    settle();
    add_subject_rules();
    add_absence_rules();
    close_dimensions();
    close_total();
    if constexpr (everything) finish_report();
  }

private:
  // -- Before the records ------------------------------------------------------------------

  void start() {
    out_.as_of = day_;
    out_.base = book_.base;
    out_.ceiling.reset();
    out_.dimensions.assign(book_.dimensions.size(), {});
    out_.awards.clear();
    out_.restored.clear();
    out_.eased.clear();
    out_.records.clear();
    out_.effects.clear();
    out_.ceiling_records.clear();
    out_.undetermined.clear();
    work_.claims.clear();
    work_.setbacks.clear();
    work_.ceilings.clear();
    if constexpr (everything) work_.eased_by.resize(records_.size());
    work_.sums.assign(engine_.rules.size(), 0);
    work_.eased_sums.assign(engine_.rules.size(), 0);
    work_.raw.assign(book_.dimensions.size(), 0);
    work_.eased_raw.assign(book_.dimensions.size(), 0);
    if (work_.owner != &engine_ || work_.cutoff_day != day_) {
      work_.owner = &engine_;
      work_.cutoff_day = day_;
      work_.cutoffs.clear();
      for (const std::int32_t months : engine_.periods) {
        work_.cutoffs.push_back(cutoff(day_, months));
      }
    }
  }

  void judge_eligibility() {
    enum_set<ineligibility> because;
    adult_on_ = no_day;
    if (subject_.birth_date != no_day) {
      adult_on_ = add_months(subject_.birth_date, 12 * book_.min_age);
      if (engine_.reads_age) subject_facts_.age = age_on(subject_.birth_date, day_);
    }
    if (adult_on_ > day_) because.insert(ineligibility::age);
    if (subject_.enrolled_on == no_day || subject_.enrolled_on > day_) {
      because.insert(ineligibility::not_enrolled);
    }
    if (!book_.residencies.contains(subject_.residency)) because.insert(ineligibility::residency);
    if (!book_.capacities.contains(subject_.capacity)) because.insert(ineligibility::capacity);
    out_.ineligible_because = because;
    out_.eligible = because.empty();
    subject_facts_.attributes = {subject_.attributes, book_.subject_attributes.size()};
    subject_facts_.residency = name_of(subject_.residency);
  }

  // -- One record --------------------------------------------------------------------------

  /// Whether a period from `from` has run out before the day.
  [[nodiscard]] bool has_run(date from, std::uint32_t period) const noexcept {
    return from < work_.cutoffs[period];
  }

  /// Step 1, as far as the day decides.
  [[nodiscard]] disposition disposition_of(const prepared_record& record) const noexcept {
    if (record.standing != disposition::counted) return record.standing;
    if (record.occurred_on > day_) return disposition::not_yet;
    if (record.expires_on < day_) return disposition::lapsed;
    if (adult_on_ != no_day && record.occurred_on < adult_on_ &&
        engine_.categories[record.category].nature != nature::good) {
      return disposition::minor;
    }
    return disposition::counted;
  }

  void take(std::uint32_t index) {
    const prepared_record& record = records_[index];
    const disposition what = disposition_of(record);
    if constexpr (everything) {
      out_.records.push_back({what, 0, static_cast<std::uint32_t>(out_.effects.size()), 0});
    }
    if (what != disposition::counted) return;
    const compiled_category& category = engine_.categories[record.category];
    record_facts_.attributes = {record.attributes,
                                book_.categories[record.category].attributes.size()};
    record_facts_.occurred_on = record.occurred_on;
    record_facts_.provider = record.provider;
    record_facts_.origin = name_of(record.origin);
    record_facts_.category = record.category_id;
    [[maybe_unused]] const std::size_t first_undetermined = out_.undetermined.size();
    index_ = index;
    percent_eased_ = easing_of(record, category);
    if (percent_eased_ < 100) {
      watch_ceilings(record, category);
      watch_absences(record, category);
    }
    make_claims(record, category);
    if constexpr (everything) {
      out_.records.back().eased = static_cast<std::uint8_t>(percent_eased_);
      std::sort(out_.undetermined.begin() + static_cast<std::ptrdiff_t>(first_undetermined),
                out_.undetermined.end(), in_rulebook_order);
    }
  }

  [[nodiscard]] static bool in_rulebook_order(const undetermined_condition& a,
                                              const undetermined_condition& b) noexcept {
    return a.in_ceiling != b.in_ceiling ? b.in_ceiling : a.index < b.index;
  }

  void note(bool in_ceiling, std::uint32_t index, std::uint32_t record,
            const expression::cause& why) {
    if constexpr (everything) out_.undetermined.push_back({in_ceiling, index, record, why});
  }

  /// A condition about the record in hand; true where there is none.
  [[nodiscard]] expression::truth ask(std::uint32_t program, bool in_ceiling, std::uint32_t index) {
    if (program == none) return expression::truth::yes;
    expression::cause why;
    const expression::truth answer =
        engine_.programs[program].test(&record_facts_, subject_facts_, &why);
    if (answer == expression::truth::undetermined) note(in_ceiling, index, index_, why);
    return answer;
  }

  /// The percentage by which a record is eased ("Easing").
  [[nodiscard]] std::int32_t easing_of(const prepared_record& record,
                                       const compiled_category& category) {
    if constexpr (everything) work_.eased_by[index_].fill(no_index);
    if (category.nature == nature::good) return 0;
    if (record.status == record_status::repaired && record.repaired_on <= day_) return 100;
    std::int32_t best[3] = {0, 0, 0};
    std::uint32_t by[3] = {no_index, no_index, no_index};
    for (const easing& e : category.easings) {
      const auto step = static_cast<std::size_t>(e.step);
      const date taken = record.steps[step];
      if (taken == no_day || taken.days > day_.days - e.after_days) continue;
      if (ask(e.program, false, e.rule) != expression::truth::yes) continue;
      if (e.percent <= best[step]) continue;
      best[step] = e.percent;
      by[step] = e.rule;
    }
    if constexpr (everything) {
      std::sort(by, by + 3);  // no_index is the greatest
      std::copy(by, by + 3, work_.eased_by[index_].begin());
    }
    return std::min(100, best[0] + best[1] + best[2]);
  }

  void watch_ceilings(const prepared_record& record, const compiled_category& category) {
    for (const watch& w : category.ceilings) {
      if (has_run(record.occurred_on, w.period)) continue;
      if (ask(w.program, true, w.index) != expression::truth::yes) continue;
      work_.ceilings.push_back({w.index, index_});
      add_effect(effect::kind::ceiling, w.index);
    }
  }

  void watch_absences(const prepared_record& record, const compiled_category& category) {
    for (const watch& w : category.absences) {
      if (has_run(record.occurred_on, w.period)) continue;
      if (ask(w.program, false, w.index) != expression::truth::yes) continue;
      work_.setbacks.push_back({w.index, index_});
      add_effect(effect::kind::absence, w.index);
    }
  }

  void add_effect(effect::kind what, std::uint32_t index) {
    if constexpr (everything) {
      out_.effects.push_back({what, index});
      ++out_.records.back().effect_count;
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
      const bool expired = it.period != none && has_run(record.occurred_on, it.period);
      if (expired && !everything) continue;
      claim made;
      made.occurred_on = record.occurred_on;
      made.record = index_;
      made.rule = it.rule;
      made.dimension = it.dimension;
      made.has_matter = has_matter;
      if (engine_.rules[it.rule].per_year != unlimited) made.year = record.occurred_on.year();
      if (expired) {
        made.what = claim::fate::expired;
      } else if (applies == expression::truth::yes) {
        weigh(made, record, it);
      }
      if (!everything && it.on_its_own && !(has_matter && made.cents != 0)) {
        work_.sums[it.rule] += made.cents;
        work_.eased_sums[it.rule] += made.eased_cents;
      } else {
        work_.claims.push_back(made);
      }
    }
  }

  void weigh(claim& made, const prepared_record& record, const candidate& it) {
    std::int32_t percent = 100;
    for (const compiled_decay& step : it.decay) {
      if (!has_run(record.occurred_on, step.period)) break;
      percent = step.percent;
    }
    const points full{points_of(it.points, it.rule, record.attributes, true)};
    made.percent = static_cast<std::uint8_t>(percent);
    made.cents = percent == 100 ? full.cents : full.percent(percent).cents;
    made.eased_cents = made.cents;
    if (made.cents < 0 && percent_eased_ != 0) {
      made.eased_cents = points{made.cents}.percent(100 - percent_eased_).cents;
      any_eased_ = true;
    }
  }

  // -- Points ------------------------------------------------------------------------------

  [[nodiscard]] std::int64_t points_of(const formula& it, std::uint32_t rule,
                                       const value* attributes, bool of_record) {
    if (it.what == formula::form::fixed) return it.cents;
    const std::uint32_t record = of_record ? index_ : no_index;
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
      switch (engine_.programs[row.program].test(of_record ? &record_facts_ : nullptr,
                                                 subject_facts_, &why)) {
        case expression::truth::yes: return row.cents;
        case expression::truth::no: break;
        case expression::truth::undetermined: note(false, rule, record, why); return 0;
      }
    }
    return it.cents;
  }

  // -- Steps 4 to 6 ------------------------------------------------------------------------

  void settle() {
    settlement claims(engine_, records_, work_);
    if constexpr (everything) {
      if (any_eased_) {
        claims.settle_claims(true);
        for (const claim& c : work_.claims) work_.eased_raw[c.dimension] += c.now;
      }
      claims.settle_claims(false);
      for (const claim& c : work_.claims) work_.raw[c.dimension] += c.now;
    } else {
      claims.add_sums(false, work_.sums);
      limit_sums(work_.sums, work_.raw);
      if (any_eased_) {
        claims.add_sums(true, work_.eased_sums);
        limit_sums(work_.eased_sums, work_.eased_raw);
      }
    }
    if (!any_eased_) std::copy(work_.raw.begin(), work_.raw.end(), work_.eased_raw.begin());
  }

  [[nodiscard]] static std::int64_t held_to(std::int64_t sum, std::int64_t total) noexcept {
    return std::clamp(sum, -total, total);
  }

  /// What `total` and the groups let through of each rule's sum.
  void limit_sums(const std::vector<std::int64_t>& sums, std::vector<std::int64_t>& raw) {
    work_.group_sums.assign(engine_.groups.size(), 0);
    for (const std::uint32_t r : engine_.limited_rules) {
      const compiled_rule& rule = engine_.rules[r];
      const std::int64_t sum = held_to(sums[r], rule.total);
      if (rule.group == none)
        raw[rule.dimension] += sum;
      else
        work_.group_sums[rule.group] += sum;
    }
    for (std::size_t g = 0; g < engine_.groups.size(); ++g) {
      raw[engine_.groups[g].dimension] += held_to(work_.group_sums[g], engine_.groups[g].total);
    }
  }

  void add_points(std::uint32_t rule, std::uint32_t dimension, std::int64_t cents) {
    if (cents == 0) return;
    work_.raw[dimension] += cents;
    work_.eased_raw[dimension] += cents;
    if constexpr (everything) out_.awards.push_back({rule, no_index, {cents}, {}, 100});
  }

  void add_subject_rules() {
    for (const subject_rule& it : engine_.subject_rules) {
      expression::cause why;
      const expression::truth applies =
          it.program == none ? expression::truth::yes
                             : engine_.programs[it.program].test(nullptr, subject_facts_, &why);
      if (applies == expression::truth::undetermined) note(false, it.rule, no_index, why);
      if (applies != expression::truth::yes) continue;
      add_points(it.rule, it.dimension, points_of(it.points, it.rule, subject_.attributes, false));
    }
  }

  void add_absence_rules() {
    for (const absence_rule& it : engine_.absence_rules) {
      std::int64_t reached = 0;
      if (subject_.enrolled_on != no_day) {
        for (const absence_rule::step& step : it.steps) {
          if (has_run(subject_.enrolled_on, step.period)) ++reached;
        }
      }
      const std::int64_t left = reached - acts_that_set_back(it.rule);
      if (left >= 1) {
        add_points(it.rule, it.dimension, it.steps[static_cast<std::size_t>(left - 1)].cents);
      }
    }
  }

  /// How many acts set a rule back; records that share a matter are one act.
  [[nodiscard]] std::int64_t acts_that_set_back(std::uint32_t rule) noexcept {
    std::vector<setback>& all = work_.setbacks;
    std::sort(all.begin(), all.end(), [this](const setback& a, const setback& b) {
      return a.rule != b.rule ? a.rule < b.rule : act_of(a) < act_of(b);
    });
    std::int64_t acts = 0;
    std::string_view last;
    for (const setback& it : all) {
      if (it.rule != rule) continue;
      const std::string_view act = act_of(it);
      if (act.empty() || act != last) ++acts;
      last = act;
    }
    return acts;
  }

  /// The matter of the record that sets a rule back, where its category heeds it.
  [[nodiscard]] std::string_view act_of(const setback& it) const noexcept {
    const prepared_record& record = records_[it.record];
    return engine_.categories[record.category].matter ? record.matter : std::string_view();
  }

  // -- Steps 7 and 8 -----------------------------------------------------------------------

  void close_dimensions() {
    std::int64_t given_back = 0;
    for (std::uint32_t d = 0; d < book_.dimensions.size(); ++d) {
      if (d == engine_.repairing) continue;
      const dimension& bounds = book_.dimensions[d];
      const points value = std::clamp(points{work_.raw[d]}, bounds.min, bounds.max);
      const points eased = std::clamp(points{work_.eased_raw[d]}, bounds.min, bounds.max);
      out_.dimensions[d].raw = {work_.raw[d]};
      out_.dimensions[d].value = value;
      const points amount = eased - value;
      given_back += amount.cents;
      if constexpr (everything) {
        if (amount.cents != 0) out_.restored.push_back({d, amount, 0, 0});
      }
    }
    if (engine_.repairing == none) return;
    const dimension& bounds = book_.dimensions[engine_.repairing];
    out_.dimensions[engine_.repairing].raw = {given_back};
    out_.dimensions[engine_.repairing].value =
        std::clamp(points{given_back}, bounds.min, bounds.max);
  }

  void close_total() {
    points sum = book_.base;
    for (const dimension_result& d : out_.dimensions) sum += d.value;
    points total = std::clamp(sum, points::whole(book_.min_score), points::whole(book_.max_score));
    out_.held = total - sum;
    std::uint32_t lowest = none;
    for (const raised_ceiling& it : work_.ceilings) {
      if (lowest == none || is_lower(it.index, lowest)) lowest = it.index;
    }
    if (lowest != none) {
      const points most = points::whole(book_.ceilings[lowest].max_score);
      const points held = total > most ? most - total : points{};
      total += held;
      out_.ceiling = applied_ceiling{lowest, held, 0, 0};
    }
    out_.total = total;
    out_.score = total.rounded();
    out_.tier = no_index;
    for (const std::uint32_t t : engine_.tiers) {
      if (book_.tiers[t].min > out_.score) continue;
      out_.tier = t;
      break;
    }
  }

  [[nodiscard]] bool is_lower(std::uint32_t a, std::uint32_t b) const noexcept {
    const std::int64_t most_a = book_.ceilings[a].max_score;
    const std::int64_t most_b = book_.ceilings[b].max_score;
    return most_a != most_b ? most_a < most_b : a < b;
  }

  // -- The report --------------------------------------------------------------------------

  void finish_report() {
    for (std::uint32_t i = 0; i < records_.size(); ++i) {
      if (out_.records[i].what == disposition::counted) out_.records[i].what = disposition::no_rule;
    }
    for (const claim& c : work_.claims) count_record(c);
    list_awards();
    list_restorations();
    if (out_.ceiling) {
      for (const raised_ceiling& it : work_.ceilings) {
        if (it.index == out_.ceiling->index) out_.ceiling_records.push_back(it.record);
      }
      out_.ceiling->record_count = static_cast<std::uint32_t>(out_.ceiling_records.size());
    }
    if (!out_.eligible) forget_figures();
  }

  [[nodiscard]] static disposition disposition_of(claim::fate what) noexcept {
    switch (what) {
      case claim::fate::counted: return disposition::counted;
      case claim::fate::expired: return disposition::expired;
      case claim::fate::same_matter: return disposition::same_matter;
      case claim::fate::not_highest: return disposition::not_highest;
      case claim::fate::over_limit: return disposition::over_limit;
    }
    return disposition::counted;
  }

  /// A record is counted if one of its claims stays; otherwise what became of its
  /// claim in the first dimension that has one. Claims come in that order.
  void count_record(const claim& c) noexcept {
    disposition& what = out_.records[c.record].what;
    if (what == disposition::no_rule || c.what == claim::fate::counted) {
      what = disposition_of(c.what);
    }
  }

  /// Puts the awards dimension by dimension: those of records in input order,
  /// then those of `subject` and `absence` rules in rulebook order.
  void list_awards() {
    const std::size_t others = out_.awards.size();
    std::sort(out_.awards.begin(), out_.awards.end(),
              [](const award& a, const award& b) { return a.rule < b.rule; });
    for (std::uint32_t d = 0; d < book_.dimensions.size(); ++d) {
      dimension_result& result = out_.dimensions[d];
      const std::size_t first = out_.awards.size();
      for (const claim& c : work_.claims) {
        if (c.dimension != d || c.now == 0) continue;
        out_.awards.push_back({c.rule, c.record, {c.now}, {c.cents}, c.percent});
      }
      for (std::size_t i = 0; i < others; ++i) {
        const award it = out_.awards[i];
        if (engine_.rules[it.rule].dimension == d) out_.awards.push_back(it);
      }
      result.first_award = static_cast<std::uint32_t>(first - others);
      result.award_count = static_cast<std::uint32_t>(out_.awards.size() - first);
    }
    out_.awards.erase(out_.awards.begin(),
                      out_.awards.begin() + static_cast<std::ptrdiff_t>(others));
  }

  void list_restorations() {
    for (restoration& it : out_.restored) {
      it.first = static_cast<std::uint32_t>(out_.eased.size());
      for (const claim& c : work_.claims) {
        if (c.dimension != it.dimension || c.cents >= 0) continue;
        const std::int32_t percent = out_.records[c.record].eased;
        if (percent == 0) continue;
        const std::array<std::uint32_t, 3>& by = work_.eased_by[c.record];
        out_.eased.push_back({c.record, percent, {by[0], by[1], by[2]}});
      }
      it.count = static_cast<std::uint32_t>(out_.eased.size()) - it.first;
    }
  }

  /// Without eligibility there is no score, and so nothing that makes one up.
  void forget_figures() {
    out_.held = {};
    out_.ceiling.reset();
    out_.dimensions.clear();
    out_.awards.clear();
    out_.restored.clear();
    out_.eased.clear();
    out_.effects.clear();
    out_.ceiling_records.clear();
    out_.undetermined.clear();
    for (record_result& it : out_.records) it.first_effect = it.effect_count = 0;
  }

  const compiled& engine_;
  const rulebook& book_;
  const prepared_subject& subject_;
  std::span<const prepared_record> records_;
  date day_;
  assessment& out_;
  workspace& work_;

  date adult_on_ = no_day;  ///< no_day where the birth date is not known
  expression::subject_facts subject_facts_;
  expression::record_facts record_facts_;
  std::uint32_t index_ = 0;  ///< the record in hand
  std::int32_t percent_eased_ = 0;
  bool any_eased_ = false;
};

}  // namespace chengxin::detail
