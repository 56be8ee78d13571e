// A timeline through several rulebooks, each in force for a period of its own
// (SPECIFICATION 5). Never says of a change that comes with a rulebook what it
// would have been without.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "chengxin/assessment.hpp"
#include "chengxin/date.hpp"
#include "chengxin/engine.hpp"
#include "chengxin/facts.hpp"
#include "chengxin/result.hpp"
#include "chengxin/timeline.hpp"

namespace chengxin {

/// The days of one rulebook, and one resident's facts as prepared for it. Borrows
/// everything. The facts are the same in every period, the records in the same order.
struct timeline_period {
  const chengxin::engine* engine = nullptr;
  const prepared_subject* subject = nullptr;
  std::span<const prepared_record> records;
  date from;
  date through;
};

/// A segment of days that are alike, be it under several rulebooks.
struct timeline_through_segment : timeline_segment {
  /// The period in which it begins: positions are those of its rulebook.
  std::size_t period = 0;
  /// Whether it begins with a change of rulebook; that is the first of its causes,
  /// and not among `causes`.
  bool new_rulebook = false;
};

using timeline_through = std::vector<timeline_through_segment>;

namespace detail {

/// Puts the timelines of the periods together.
class timeline_joiner {
public:
  explicit timeline_joiner(std::span<const timeline_period> periods) : periods_(periods) {}

  [[nodiscard]] result<timeline_through> make(date from, date to) {
    if (to < from) {
      return error{"empty_interval", "expected a last day that is not before the first, " +
                                         to_string(from) + "; found " + to_string(to)};
    }
    date next = from;
    for (std::size_t p = 0; p < periods_.size() && next <= to; ++p) {
      const timeline_period& period = periods_[p];
      if (period.through < next && made_.empty()) continue;  // over before the first day
      if (period.from > next || (!made_.empty() && period.from != next)) break;
      if (std::optional<error> wrong = check_records(p)) return std::move(*wrong);
      const date last = std::min(period.through, to);
      if (last < next) break;
      result<timeline> part =
          make_timeline(*period.engine, *period.subject, period.records, next, last);
      if (!part) return part.failure();
      join(p, std::move(*part));
      next = last + 1;
    }
    if (next <= to) {
      return error{"not_covered", "expected periods one after another that cover " +
                                      to_string(next) + "; found none that goes on there"};
    }
    return std::move(made_);
  }

private:
  [[nodiscard]] std::optional<error> check_records(std::size_t p) const {
    const auto same_id = [](const prepared_record& a, const prepared_record& b) {
      return a.record_id == b.record_id;
    };
    const std::span<const prepared_record> first = periods_.front().records;
    const std::span<const prepared_record> here = periods_[p].records;
    if (std::equal(first.begin(), first.end(), here.begin(), here.end(), same_id)) {
      return std::nullopt;
    }
    return error{"records_differ",
                 "expected the records of the first period, in their order, in "
                 "the period from " +
                     to_string(periods_[p].from)};
  }

  void join(std::size_t p, timeline part) {
    for (std::size_t s = 0; s < part.size(); ++s) {
      timeline_segment& it = part[s];
      const bool crosses = s == 0 && !made_.empty();
      if (crosses && same_figures(made_.back(), it, p)) {
        made_.back().through = it.through;
        continue;
      }
      if (crosses) it.causes = causes_across(p, it.from);
      made_.push_back({std::move(it), p, crosses});
    }
  }

  /// Alike by what figures are called, since positions differ between rulebooks.
  [[nodiscard]] bool same_figures(const timeline_through_segment& a, const timeline_segment& b,
                                  std::size_t period_of_b) const {
    if (a.eligible != b.eligible) return false;
    if (!a.eligible) return true;
    const rulebook& book_a = periods_[a.period].engine->book();
    const rulebook& book_b = periods_[period_of_b].engine->book();
    if (a.score != b.score || a.total != b.total ||
        book_a.tiers[a.tier].id != book_b.tiers[b.tier].id || a.values.size() != b.values.size()) {
      return false;
    }
    for (std::size_t i = 0; i < a.values.size(); ++i) {
      std::size_t j = 0;
      while (j < b.values.size() && book_b.dimensions[j].id != book_a.dimensions[i].id) ++j;
      if (j == b.values.size() || b.values[j] != a.values[i]) return false;
    }
    return true;
  }

  /// What began or ended on the day by the facts alone. What weighs differently may
  /// do so by the new rulebook, and is not told apart.
  [[nodiscard]] std::vector<timeline_cause> causes_across(std::size_t p, date day) {
    const timeline_period& period = periods_[p];
    const timeline_period& last = periods_[p - 1];
    // Both days are days of these timelines, and so effective.
    static_cast<void>(
        last.engine->assess(*last.subject, last.records, day - 1, depth::everything, before_));
    static_cast<void>(
        period.engine->assess(*period.subject, period.records, day, depth::everything, after_));
    std::vector<timeline_cause> causes;
    if (before_.eligible != after_.eligible) causes.push_back({change::eligibility});
    for (std::uint32_t r = 0; r < period.records.size(); ++r) {
      const prepared_record& it = period.records[r];
      if (it.occurred_on == day) add_began(causes, r);
      if (it.expires_on == day - 1 && matters(before_, r)) {
        causes.push_back({change::lapsed, no_index, r});
      }
      if (it.status == record_status::repaired && it.repaired_on == day && matters(after_, r)) {
        causes.push_back({change::repaired, no_index, r});
      }
    }
    return causes;
  }

  void add_began(std::vector<timeline_cause>& causes, std::uint32_t record) const {
    bool claimed = false;
    for (const claim& c : after_.workspace.claims) {
      if (c.record != record || c.what == claim::fate::expired) continue;
      causes.push_back({change::began, c.rule, record});
      claimed = true;
    }
    if (!claimed && after_.records[record].effect_count > 0) {
      causes.push_back({change::began, no_index, record});
    }
  }

  [[nodiscard]] static bool matters(const assessment& on, std::uint32_t record) {
    const std::vector<claim>& claims = on.workspace.claims;
    return on.records[record].effect_count > 0 ||
           std::any_of(claims.begin(), claims.end(), [record](const claim& c) {
             return c.record == record && c.what != claim::fate::expired;
           });
  }

  std::span<const timeline_period> periods_;
  timeline_through made_;
  assessment before_;
  assessment after_;
};

}  // namespace detail

/// The segments of [from, to], as few as can be: a change of rulebook begins one
/// only where the figures differ, by their names. `periods` follow one another
/// without gap or overlap; those that lie outside [from, to] are passed over.
/// Errors: `empty_interval` where `to` is before `from`; `not_covered` where a day has
/// no period; `records_differ` where a period has other record_ids than the first;
/// `not_effective` where a rulebook is not effective on a day of its period.
/// Thread-safe.
[[nodiscard]] inline result<timeline_through> make_timeline_through(
    std::span<const timeline_period> periods, date from, date to) {
  return detail::timeline_joiner(periods).make(from, to);
}

}  // namespace chengxin
