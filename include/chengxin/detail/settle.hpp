// Steps 4 and 5 of an assessment: one act counts once, then what rules and
// groups let through (SPECIFICATION 4). Works on claims alone: never looks at a
// condition or at the day.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "chengxin/detail/compiled.hpp"
#include "chengxin/detail/frame.hpp"
#include "chengxin/detail/workspace.hpp"
#include "chengxin/facts.hpp"

namespace chengxin::detail {

/// Settles the claims of one resident, first as they stand, then as eased.
class settlement {
public:
  settlement(const compiled& engine, std::span<const prepared_record> records, workspace& work)
      : engine_(engine), records_(records), work_(work) {}

  /// Takes every claim through steps 4 and 5, one by one: claim::now becomes what
  /// is left of it, claim::what its fate.
  void settle_claims(bool eased) {
    start(eased);
    one_act_one_consequence();
    order_by_rule();
    for_each_run([this](std::span<std::uint32_t> run) {
      const compiled_rule& rule = engine_.rules[work_.claims[run.front()].rule];
      limit(run, rule);
      cut_to_total(run, rule.total);
    });
    cut_to_groups();
  }

  /// The same, of which only each rule's sum is wanted: calls add(rule, cents).
  /// What `total` and groups take off comes after, since it needs no more.
  template <class Add>
  void settle_sums(bool eased, Add add) {
    if (work_.claims.empty()) return;
    start(eased);
    one_act_one_consequence();
    order_by_rule();
    for_each_run([&](std::span<std::uint32_t> run) {
      limit(run, engine_.rules[work_.claims[run.front()].rule]);
      for (const std::uint32_t c : run) {
        if (work_.claims[c].now != 0) add(work_.claims[c].rule, work_.claims[c].now);
      }
    });
  }

private:
  void start(bool eased) noexcept {
    for (claim& c : work_.claims) {
      if (c.what == claim::fate::expired) continue;
      c.now = eased ? c.eased_cents : c.cents;
      c.what = claim::fate::counted;
    }
  }

  /// The order of step 5: magnitude and day descending, then record_id.
  [[nodiscard]] bool before(const claim& a, const claim& b) const noexcept {
    if (magnitude(a.now) != magnitude(b.now)) return magnitude(a.now) > magnitude(b.now);
    if (a.occurred_on != b.occurred_on) return a.occurred_on > b.occurred_on;
    return records_[a.record].record_id < records_[b.record].record_id;
  }
  void order(std::span<std::uint32_t> some) const {
    std::sort(some.begin(), some.end(), [this](std::uint32_t a, std::uint32_t b) {
      return before(work_.claims[a], work_.claims[b]);
    });
  }

  [[nodiscard]] bool same_act(const claim& a, const claim& b) const noexcept {
    return a.dimension == b.dimension && (a.now < 0) == (b.now < 0) &&
           records_[a.record].matter == records_[b.record].matter;
  }

  /// Step 4. Of claims that share an act, all but the weightiest drop out.
  void one_act_one_consequence() {
    std::vector<std::uint32_t>& shared = work_.order;
    shared.clear();
    for (std::uint32_t c = 0; c < work_.claims.size(); ++c) {
      const claim& it = work_.claims[c];
      if (it.has_matter && it.now != 0 && it.what == claim::fate::counted) shared.push_back(c);
    }
    if (shared.size() < 2) return;
    const auto text = [this](const claim& c) { return records_[c.record].matter; };
    std::sort(shared.begin(), shared.end(), [&](std::uint32_t i, std::uint32_t j) {
      const claim& a = work_.claims[i];
      const claim& b = work_.claims[j];
      if (a.dimension != b.dimension) return a.dimension < b.dimension;
      if ((a.now < 0) != (b.now < 0)) return a.now < 0;
      if (const int by_matter = text(a).compare(text(b)); by_matter != 0) return by_matter < 0;
      if (magnitude(a.now) != magnitude(b.now)) return magnitude(a.now) > magnitude(b.now);
      if (a.rule != b.rule) return a.rule < b.rule;
      return before(a, b);
    });
    std::size_t weightiest = 0;
    for (std::size_t i = 1; i < shared.size(); ++i) {
      claim& it = work_.claims[shared[i]];
      if (same_act(work_.claims[shared[weightiest]], it)) {
        it.what = claim::fate::same_matter;
      } else {
        weightiest = i;
      }
    }
    for (const std::uint32_t c : shared) {
      if (work_.claims[c].what == claim::fate::same_matter) work_.claims[c].now = 0;
    }
  }

  /// Lists the claims that are still in, rule by rule, in the order of step 5.
  void order_by_rule() {
    std::vector<std::uint32_t>& listed = work_.order;
    listed.clear();
    for (std::uint32_t c = 0; c < work_.claims.size(); ++c) {
      if (work_.claims[c].what == claim::fate::counted) listed.push_back(c);
    }
    std::sort(listed.begin(), listed.end(), [this](std::uint32_t i, std::uint32_t j) {
      const claim& a = work_.claims[i];
      const claim& b = work_.claims[j];
      return a.rule != b.rule ? a.rule < b.rule : before(a, b);
    });
  }

  template <class Visit>
  void for_each_run(Visit visit) {
    std::vector<std::uint32_t>& listed = work_.order;
    for (std::size_t first = 0; first < listed.size();) {
      std::size_t end = first + 1;
      while (end < listed.size() &&
             work_.claims[listed[end]].rule == work_.claims[listed[first]].rule) {
        ++end;
      }
      visit(std::span<std::uint32_t>(listed).subspan(first, end - first));
      first = end;
    }
  }

  /// Cuts a claim to `left` and takes what stays from it.
  static void cut(claim& it, std::int64_t& left) noexcept {
    if (it.now == 0) return;
    const std::int64_t stays = std::min(magnitude(it.now), left);
    left -= stays;
    it.now = it.now < 0 ? -stays : stays;
    if (stays == 0) it.what = claim::fate::over_limit;
  }

  /// `combine`, `per_year` and `count` of one rule.
  void limit(std::span<std::uint32_t> run, const compiled_rule& rule) {
    if (rule.combine == combination::max) {
      for (const std::uint32_t c : run.subspan(1)) {
        work_.claims[c].now = 0;
        work_.claims[c].what = claim::fate::not_highest;
      }
    }
    if (rule.per_year != unlimited) {
      cut_to_years(run, rule.per_year);
      order(run);
    }
    if (rule.count != unlimited) {
      std::int64_t seen = 0;
      for (const std::uint32_t c : run) {
        claim& it = work_.claims[c];
        if (it.now == 0 || ++seen <= rule.count) continue;
        it.now = 0;
        it.what = claim::fate::over_limit;
      }
    }
  }

  void cut_to_years(std::span<std::uint32_t> run, std::int64_t per_year) {
    std::sort(run.begin(), run.end(), [this](std::uint32_t i, std::uint32_t j) {
      const claim& a = work_.claims[i];
      const claim& b = work_.claims[j];
      return a.year != b.year ? a.year < b.year : before(a, b);
    });
    std::int64_t left = 0;
    for (std::size_t i = 0; i < run.size(); ++i) {
      claim& it = work_.claims[run[i]];
      if (i == 0 || it.year != work_.claims[run[i - 1]].year) left = per_year;
      cut(it, left);
    }
  }

  void cut_to_total(std::span<std::uint32_t> run, std::int64_t total) noexcept {
    if (total == unlimited) return;
    std::int64_t left = total;
    for (const std::uint32_t c : run) cut(work_.claims[c], left);
  }

  void cut_to_groups() {
    for (std::uint32_t g = 0; g < engine_.groups.size(); ++g) {
      std::vector<std::uint32_t>& members = work_.order;
      members.clear();
      for (std::uint32_t c = 0; c < work_.claims.size(); ++c) {
        const claim& it = work_.claims[c];
        if (it.now != 0 && engine_.rules[it.rule].group == g) members.push_back(c);
      }
      order(members);
      cut_to_total(members, engine_.groups[g].total);
    }
  }

  const compiled& engine_;
  std::span<const prepared_record> records_;
  workspace& work_;
};

}  // namespace chengxin::detail
