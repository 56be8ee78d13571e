// The assessment of one resident on one day, step by step as in SPECIFICATION 4.
// Never allocates once its result has grown to the size of the resident.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "chengxin/detail/frame.hpp"
#include "chengxin/detail/report_lists.hpp"
#include "chengxin/detail/settle.hpp"
#include "chengxin/detail/take.hpp"

namespace chengxin::detail {

/// Makes one assessment. At depth::figures the same figures come out of sums
/// alone wherever no claim needs to be looked at by itself.
template <depth Depth>
class assessor {
  static constexpr bool everything = Depth == depth::everything;

public:
  assessor(const compiled& engine, const prepared_subject& subject,
           std::span<const prepared_record> records, date day, assessment& out)
      : at_(engine, subject, records, day, out) {}

  void run() {
    record_taker<Depth> records(at_);
    for (std::uint32_t i = 0; i < at_.records.size(); ++i) records.take(i);
    settle();
    add_subject_rules();
    add_absence_rules();
    close_dimensions();
    close_total();
    if constexpr (everything) report_lists(at_).make();
  }

private:
  void settle() {
    settlement claims(at_.engine, at_.records, at_.work);
    if constexpr (everything) {
      if (at_.any_eased) {
        claims.settle_claims(true);
        for (const claim& c : at_.work.claims) at_.work.raw[c.dimension].eased_cents += c.now;
      }
      claims.settle_claims(false);
      for (const claim& c : at_.work.claims) at_.work.raw[c.dimension].cents += c.now;
    } else {
      claims.settle_sums(false, [this](std::uint32_t rule, std::int64_t cents) {
        at_.add_to_sum(rule, cents, 0);
      });
      if (at_.any_eased) {
        claims.settle_sums(true, [this](std::uint32_t rule, std::int64_t cents) {
          at_.add_to_sum(rule, 0, cents);
        });
      }
      limit_sums();
    }
    if (!at_.any_eased) {
      for (contribution_sum& raw : at_.work.raw) raw.eased_cents = raw.cents;
    }
  }

  [[nodiscard]] static std::int64_t held_to(std::int64_t sum, std::int64_t total) noexcept {
    return std::clamp(sum, -total, total);
  }

  /// What `total` and the groups let through of each rule's sum; takes the sums
  /// back to 0.
  void limit_sums() {
    workspace& work = at_.work;
    work.group_sums.assign(at_.engine.groups.size(), {});
    for (std::size_t i = 0; i < work.touched_count; ++i) {
      const compiled_rule& rule = at_.engine.rules[work.touched[i]];
      contribution_sum& sum = work.sums[work.touched[i]];
      contribution_sum& into =
          rule.group == none ? work.raw[rule.dimension] : work.group_sums[rule.group];
      into.cents += held_to(sum.cents, rule.total);
      into.eased_cents += held_to(sum.eased_cents, rule.total);
      sum = {};
    }
    work.touched_count = 0;
    for (std::size_t g = 0; g < at_.engine.groups.size(); ++g) {
      const compiled_group& group = at_.engine.groups[g];
      work.raw[group.dimension].cents += held_to(work.group_sums[g].cents, group.total);
      work.raw[group.dimension].eased_cents += held_to(work.group_sums[g].eased_cents, group.total);
    }
  }

  void add_points(std::uint32_t rule, std::uint32_t dimension, std::int64_t cents) {
    if (cents == 0) return;
    at_.work.raw[dimension].cents += cents;
    at_.work.raw[dimension].eased_cents += cents;
    if constexpr (everything) at_.out.awards.push_back({rule, no_index, {cents}, {}, 100});
  }

  void add_subject_rules() {
    for (const subject_rule& it : at_.engine.subject_rules) {
      expression::cause why;
      const expression::truth applies = it.program == none ? expression::truth::yes
                                                           : at_.engine.programs[it.program].test(
                                                                 nullptr, at_.subject_facts, &why);
      if (applies == expression::truth::undetermined) at_.note(false, it.rule, no_index, why);
      if (applies != expression::truth::yes) continue;
      add_points(it.rule, it.dimension,
                 at_.points_of(it.points, it.rule, at_.subject.attributes, no_index));
    }
  }

  void add_absence_rules() {
    for (const absence_rule& it : at_.engine.absence_rules) {
      std::int64_t reached = 0;
      if (at_.subject.enrolled_on != no_day) {
        for (const absence_rule::step& step : it.steps) {
          if (at_.has_run(at_.subject.enrolled_on, step.period)) ++reached;
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
    std::vector<setback>& all = at_.work.setbacks;
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
    const prepared_record& record = at_.records[it.record];
    return at_.engine.categories[record.category].matter ? record.matter : std::string_view();
  }

  void close_dimensions() {
    std::int64_t given_back = 0;
    for (std::uint32_t d = 0; d < at_.book.dimensions.size(); ++d) {
      if (d == at_.engine.repairing) continue;
      const dimension& bounds = at_.book.dimensions[d];
      const points value = std::clamp(points{at_.work.raw[d].cents}, bounds.min, bounds.max);
      const points eased = std::clamp(points{at_.work.raw[d].eased_cents}, bounds.min, bounds.max);
      at_.out.dimensions[d].raw = {at_.work.raw[d].cents};
      at_.out.dimensions[d].value = value;
      const points amount = eased - value;
      given_back += amount.cents;
      if constexpr (everything) {
        if (amount.cents != 0) at_.out.restored.push_back({d, amount, 0, 0});
      }
    }
    if (at_.engine.repairing == none) return;
    // Not held to `max`: no repair is ever held back.
    at_.out.dimensions[at_.engine.repairing].raw = {given_back};
    at_.out.dimensions[at_.engine.repairing].value = {given_back};
  }

  void close_total() {
    points sum = at_.book.base;
    for (const dimension_result& d : at_.out.dimensions) sum += d.value;
    points total =
        std::clamp(sum, points::whole(at_.book.min_score), points::whole(at_.book.max_score));
    at_.out.held = total - sum;
    std::uint32_t lowest = none;
    for (const raised_ceiling& it : at_.work.ceilings) {
      if (lowest == none || is_lower(it.index, lowest)) lowest = it.index;
    }
    if (lowest != none) {
      const points most = points::whole(at_.book.ceilings[lowest].max_score);
      const points held = total > most ? most - total : points{};
      total += held;
      at_.out.ceiling = applied_ceiling{lowest, held, 0, 0};
    }
    at_.out.total = total;
    at_.out.score = total.rounded();
    at_.out.tier = no_index;
    for (const std::uint32_t t : at_.engine.tiers) {
      if (at_.book.tiers[t].min > at_.out.score) continue;
      at_.out.tier = t;
      break;
    }
  }

  [[nodiscard]] bool is_lower(std::uint32_t a, std::uint32_t b) const noexcept {
    const std::int64_t most_a = at_.book.ceilings[a].max_score;
    const std::int64_t most_b = at_.book.ceilings[b].max_score;
    return most_a != most_b ? most_a < most_b : a < b;
  }

  frame<Depth> at_;
};

}  // namespace chengxin::detail
