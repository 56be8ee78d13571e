// The lists of a report: what became of every record, every award, every
// restoration. Never changes a figure.
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

/// Fills in the lists once all figures are known.
class report_lists {
public:
  explicit report_lists(frame<depth::everything>& at) : at_(at) {}

  void make() {
    for (std::uint32_t i = 0; i < at_.records.size(); ++i) {
      if (at_.out.records[i].what == disposition::counted)
        at_.out.records[i].what = disposition::no_rule;
    }
    for (const claim& c : at_.work.claims) count_record(c);
    list_awards();
    list_restorations();
    if (at_.out.ceiling) {
      for (const raised_ceiling& it : at_.work.ceilings) {
        if (it.index == at_.out.ceiling->index) at_.out.ceiling_records.push_back(it.record);
      }
      at_.out.ceiling->record_count = static_cast<std::uint32_t>(at_.out.ceiling_records.size());
    }
    if (!at_.out.eligible) forget_figures();
  }

private:
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
    disposition& what = at_.out.records[c.record].what;
    if (what == disposition::no_rule || c.what == claim::fate::counted) {
      what = disposition_of(c.what);
    }
  }

  /// Puts the awards dimension by dimension: those of records in input order,
  /// then those of `subject` and `absence` rules in rulebook order.
  void list_awards() {
    const std::size_t others = at_.out.awards.size();
    std::sort(at_.out.awards.begin(), at_.out.awards.end(),
              [](const award& a, const award& b) { return a.rule < b.rule; });
    for (std::uint32_t d = 0; d < at_.book.dimensions.size(); ++d) {
      dimension_result& result = at_.out.dimensions[d];
      const std::size_t first = at_.out.awards.size();
      for (const claim& c : at_.work.claims) {
        if (c.dimension != d || c.now == 0) continue;
        at_.out.awards.push_back({c.rule, c.record, {c.now}, {c.cents}, c.percent});
      }
      for (std::size_t i = 0; i < others; ++i) {
        const award it = at_.out.awards[i];
        if (at_.engine.rules[it.rule].dimension == d) at_.out.awards.push_back(it);
      }
      result.first_award = static_cast<std::uint32_t>(first - others);
      result.award_count = static_cast<std::uint32_t>(at_.out.awards.size() - first);
    }
    at_.out.awards.erase(at_.out.awards.begin(),
                         at_.out.awards.begin() + static_cast<std::ptrdiff_t>(others));
  }

  void list_restorations() {
    for (restoration& it : at_.out.restored) {
      it.first = static_cast<std::uint32_t>(at_.out.eased.size());
      for (const claim& c : at_.work.claims) {
        if (c.dimension != it.dimension || c.cents >= 0) continue;
        const std::int32_t percent = at_.out.records[c.record].eased;
        if (percent == 0) continue;
        const std::array<std::uint32_t, 3>& by = at_.work.eased_by[c.record];
        at_.out.eased.push_back({c.record, percent, {by[0], by[1], by[2]}});
      }
      it.count = static_cast<std::uint32_t>(at_.out.eased.size()) - it.first;
    }
  }

  /// Without eligibility there is no score, and so nothing that makes one up.
  void forget_figures() {
    at_.out.held = {};
    at_.out.ceiling.reset();
    at_.out.dimensions.clear();
    at_.out.awards.clear();
    at_.out.restored.clear();
    at_.out.eased.clear();
    at_.out.effects.clear();
    at_.out.ceiling_records.clear();
    at_.out.undetermined.clear();
    for (record_result& it : at_.out.records) it.first_effect = it.effect_count = 0;
  }

  frame<depth::everything>& at_;
};

}  // namespace chengxin::detail
