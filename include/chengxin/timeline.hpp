// A timeline: the days of an interval as segments of days that are alike, and
// what began or ended at the start of each (SPECIFICATION 5).
// Never guesses: a segment's days were all shown to be alike.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "chengxin/assessment.hpp"
#include "chengxin/date.hpp"
#include "chengxin/engine.hpp"
#include "chengxin/facts.hpp"
#include "chengxin/points.hpp"
#include "chengxin/result.hpp"

namespace chengxin {

enum class change : std::uint8_t {
  began,
  expired,
  lapsed,
  decayed,
  eased,
  repaired,
  absence,
  ceiling,
  eligibility,
  age,
};
inline constexpr std::array<std::string_view, 10> change_names{
    "began",    "expired", "lapsed",  "decayed",     "eased",
    "repaired", "absence", "ceiling", "eligibility", "age"};

/// Something that began or ended on a day. `index` is a rule's position, or a
/// ceiling's where `what` is `ceiling`; no_index where it has none, as `record`.
struct timeline_cause {
  change what = change::began;
  std::uint32_t index = no_index;
  std::uint32_t record = no_index;

  friend bool operator==(const timeline_cause&, const timeline_cause&) = default;
};

struct timeline_segment {
  date from;
  date through;
  bool eligible = false;
  std::int64_t score = 0;  ///< as are total, tier, values: meaningful where eligible
  points total;
  std::uint32_t tier = no_index;
  std::vector<points> values;          ///< by rulebook::dimensions; empty where not eligible
  std::vector<timeline_cause> causes;  ///< empty in the first segment
};

using timeline = std::vector<timeline_segment>;

namespace detail {

/// Makes one resident's timeline, and says what each change came from by holding
/// the day before against the day.
class timeline_maker {
public:
  timeline_maker(const engine& engine, const prepared_subject& subject,
                 std::span<const prepared_record> records)
      : engine_(engine), subject_(subject), records_(records) {}

  [[nodiscard]] result<timeline> make(date from, date to) {
    if (to < from) {
      return error{"empty_interval", "expected a last day that is not before the first, " +
                                         to_string(from) + "; found " + to_string(to)};
    }
    for (const date day : {from, to}) {
      if (engine_.book().is_effective(day)) continue;
      return error{"not_effective", "the rulebook is not effective on " + to_string(day)};
    }
    timeline made;
    assessment current;
    assessment next;
    assess(from, depth::figures, current);
    made.push_back(segment(current, from));
    date day = from;
    while (const std::optional<date> event = engine_.next_event(subject_, records_, day)) {
      day = *event;
      if (day > to) break;
      assess(day, depth::figures, next);
      if (alike(current, next)) continue;
      made.back().through = day - 1;
      made.push_back(segment(next, day));
      made.back().causes = causes_on(day);
      std::swap(current, next);
    }
    made.back().through = to;
    return made;
  }

private:
  void assess(date day, depth how, assessment& out) const {
    static_cast<void>(engine_.assess(subject_, records_, day, how, out));  // the day is effective
  }

  [[nodiscard]] static timeline_segment segment(const assessment& on, date from) {
    timeline_segment made;
    made.from = from;
    made.through = from;
    made.eligible = on.eligible;
    if (!on.eligible) return made;
    made.score = on.score;
    made.total = on.total;
    made.tier = on.tier;
    for (const dimension_result& d : on.dimensions) made.values.push_back(d.value);
    return made;
  }

  [[nodiscard]] std::vector<timeline_cause> causes_on(date day) {
    assess(day - 1, depth::everything, before_);
    assess(day, depth::everything, after_);
    causes_.clear();
    if (before_.eligible != after_.eligible) add(change::eligibility, no_index, no_index);
    for (std::uint32_t r = 0; r < records_.size(); ++r) compare_record(r, day);
    compare_absences(day);
    if (before_.eligible && after_.eligible) compare_subject_awards();
    return std::move(causes_);
  }

  void add(change what, std::uint32_t index, std::uint32_t record) {
    const timeline_cause cause{what, index, record};
    if (std::find(causes_.begin(), causes_.end(), cause) == causes_.end()) causes_.push_back(cause);
  }

  [[nodiscard]] static std::vector<claim> claims_of(const assessment& on, std::uint32_t record) {
    std::vector<claim> found;
    for (const claim& c : on.workspace.claims) {
      if (c.record == record) found.push_back(c);
    }
    return found;
  }

  void compare_record(std::uint32_t record, date day) {
    const disposition was = before_.records[record].what;
    const disposition is = after_.records[record].what;
    if (was == disposition::not_yet && is != disposition::not_yet) {
      add_for_claims(change::began, after_, record);
    } else if (was != disposition::lapsed && is == disposition::lapsed) {
      add_for_claims(change::lapsed, before_, record);
    } else {
      compare_claims(record);
      compare_easing(record, day);
    }
    // Who has no score has no effects either: the eligibility says it all.
    if (before_.eligible && after_.eligible) compare_effects(record);
  }

  void add_for_claims(change what, const assessment& on, std::uint32_t record) {
    bool claimed = false;
    for (const claim& c : claims_of(on, record)) {
      if (c.what == claim::fate::expired) continue;
      add(what, c.rule, record);
      claimed = true;
    }
    if (!claimed && on.records[record].effect_count > 0) add(what, no_index, record);
  }

  void compare_claims(std::uint32_t record) {
    const std::vector<claim> were = claims_of(before_, record);
    for (const claim& is : claims_of(after_, record)) {
      const auto was = std::find_if(were.begin(), were.end(),
                                    [&](const claim& c) { return c.dimension == is.dimension; });
      const bool same_rule = was != were.end() && was->rule == is.rule;
      if (same_rule && was->what != claim::fate::expired && is.what == claim::fate::expired) {
        add(change::expired, is.rule, record);
      } else if (same_rule && was->percent != is.percent) {
        add(change::decayed, is.rule, record);
      } else if (!same_rule || was->cents != is.cents) {
        add(change::age, is.rule, record);  // no condition reads the day but by the age
      }
    }
    for (const claim& was : were) {
      const std::vector<claim> are = claims_of(after_, record);
      const bool gone = std::none_of(are.begin(), are.end(),
                                     [&](const claim& c) { return c.dimension == was.dimension; });
      if (gone) add(change::age, was.rule, record);
    }
  }

  void compare_easing(std::uint32_t record, date day) {
    if (before_.records[record].eased == after_.records[record].eased) return;
    if (records_[record].status == record_status::repaired && records_[record].repaired_on == day) {
      return add(change::repaired, no_index, record);
    }
    const auto& were = before_.workspace.eased_by[record];
    bool found = false;
    for (const std::uint32_t rule : after_.workspace.eased_by[record]) {
      if (rule == no_index || std::find(were.begin(), were.end(), rule) != were.end()) continue;
      add(change::eased, rule, record);
      found = true;
    }
    if (!found) add(change::age, no_index, record);
  }

  void compare_effects(std::uint32_t record) {
    const auto has = [record](const assessment& on, const effect& it) {
      const auto all = on.effects_of(record);
      return std::any_of(all.begin(), all.end(), [&](const effect& other) {
        return other.what == it.what && other.index == it.index;
      });
    };
    const auto add_missing = [&](const assessment& in, const assessment& from) {
      for (const effect& it : in.effects_of(record)) {
        if (has(from, it)) continue;
        add(it.what == effect::kind::ceiling ? change::ceiling : change::absence, it.index, record);
      }
    };
    add_missing(before_, after_);
    add_missing(after_, before_);
  }

  /// The steps of absence rules that enrolment alone has reached on the day.
  void compare_absences(date day) {
    if (!subject_.is_enrolled()) return;
    for (std::uint32_t r = 0; r < engine_.book().rules.size(); ++r) {
      const rule& it = engine_.book().rules[r];
      if (it.kind != rule_kind::absence) continue;
      for (const absence_step& step : it.steps) {
        if (add_months(subject_.enrolled_on, step.months) + 1 == day) {
          add(change::absence, r, no_index);
        }
      }
    }
  }

  /// Points of `subject` rules change with the age alone.
  void compare_subject_awards() {
    for (std::uint32_t r = 0; r < engine_.book().rules.size(); ++r) {
      if (engine_.book().rules[r].kind != rule_kind::subject) continue;
      const auto points_on = [r](const assessment& on) {
        for (const award& it : on.awards) {
          if (it.rule == r) return it.value;
        }
        return points{};
      };
      if (points_on(before_) != points_on(after_)) add(change::age, r, no_index);
    }
  }

  const engine& engine_;
  const prepared_subject& subject_;
  std::span<const prepared_record> records_;
  assessment before_;
  assessment after_;
  std::vector<timeline_cause> causes_;
};

}  // namespace detail

/// The segments of [from, to], as few as can be. Errors: `empty_interval` where
/// `to` is before `from`, `not_effective` where one of the days is outside the
/// rulebook's effective period. Thread-safe.
[[nodiscard]] inline result<timeline> make_timeline(const engine& engine,
                                                    const prepared_subject& subject,
                                                    std::span<const prepared_record> records,
                                                    date from, date to) {
  return detail::timeline_maker(engine, subject, records).make(from, to);
}

}  // namespace chengxin
