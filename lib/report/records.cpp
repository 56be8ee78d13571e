// What every record that gives or takes nothing did not do and why, what each bad
// record costs and how it can be repaired, and what could not be determined.
// Never draws.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "chengxin/advice.hpp"
#include "chengxin/describe.hpp"
#include "model.hpp"
#include "sections.hpp"
#include "words.hpp"

namespace chengxin::io::report {
namespace {

std::string barred_why(const context& of, const prepared_record& record) {
  for (const barred_category& barred : of.book.barred) {
    if (barred.category == record.category_id) {
      return of.words.say(words::barred_by, {of.words.articles(barred.cite)});
    }
  }
  return {};
}

bool has_undetermined(const context& of, std::uint32_t index) {
  const auto& all = of.result.undetermined;
  return std::any_of(all.begin(), all.end(), [index](const undetermined_condition& condition) {
    return condition.record == index;
  });
}

/// Why a record without an award has none.
std::string why_nothing(const context& of, std::uint32_t index) {
  const prepared_record& record = of.input.records[index];
  const disposition what = of.result.records[index].what;
  const phrasing& words = of.words;
  switch (what) {
    case disposition::barred: return barred_why(of, record);
    case disposition::origin_not_allowed:
      return words.say(words::wrong_origin,
                       {words.say(words::origins[static_cast<std::size_t>(record.origin)])});
    case disposition::lapsed: return words.say(words::lapsed_on, {to_string(record.expires_on)});
    case disposition::minor: return words.say(words::was_minor, {std::to_string(of.book.min_age)});
    case disposition::same_matter: return words.say(words::same_act, {record.matter});
    case disposition::counted:
      if (!of.result.eligible) return words.say(words::no_score_yet);
      return words.say(has_undetermined(of, index) ? words::no_points_unknown : words::no_points);
    default: return words.say(words::dispositions[static_cast<std::size_t>(what)]);
  }
}

/// Adds what a record costs, when it ends and what can be done about it.
class cost_builder {
public:
  cost_builder(const context& of, const record_advice& advice)
      : of_(of),
        words_(of.words),
        advice_(advice),
        record_(of.input.records[advice.record]),
        became_(of.result.records[advice.record]) {}

  [[nodiscard]] section build() {
    add(words::certified_by, std::string(record_.provider));
    add(words::occurred, to_string(record_.occurred_on));
    add(words::cost_today, cost(), true);
    add(words::also, words_.join(effects(), words::between));
    add(words::ends, end());
    add(words::taken, words_.join(steps_taken(), words::between));
    section made;
    made.within = true;
    made.heading =
        words_.say(words::cost_title, {of_.category_title(advice_.record), record_.record_id});
    made.blocks.emplace_back(std::move(facts_));
    if (advice_.roads.empty()) return made;
    made.blocks.emplace_back(roads());
    if (advice_.roads.back().decision) {
      made.blocks.emplace_back(paragraph{words_.say(words::body_decides)});
    }
    return made;
  }

private:
  void add(const phrase& label, std::string text, bool important = false) {
    if (!text.empty()) facts_.facts.push_back({words_.say(label), std::move(text), important});
  }

  [[nodiscard]] std::string cost() const {
    if (advice_.cost > points{}) return words_.say(words::costs, {to_string(advice_.cost)});
    return words_.say(became_.eased == 100 ? words::costs_nothing_any_more : words::costs_nothing);
  }

  [[nodiscard]] std::vector<std::string> effects() const {
    std::vector<std::string> all;
    for (const effect& brought : of_.result.effects_of(advice_.record)) {
      if (brought.what == effect::kind::ceiling) {
        const ceiling& held = of_.book.ceilings[brought.index];
        all.push_back(words_.say(words::caps_score, {std::to_string(held.max_score),
                                                     words_.title(held.title, held.id)}));
      } else {
        const rule& absence = of_.book.rules[brought.index];
        all.push_back(words_.say(words::sets_back, {words_.title(absence.title, absence.id)}));
      }
    }
    return all;
  }

  [[nodiscard]] std::string end() const {
    if (!advice_.last_day) return words_.say(words::ended);
    const bool with_the_book = advice_.last_day == of_.book.effective_until;
    return words_.say(with_the_book ? words::ends_after : words::ends_on,
                      {to_string(*advice_.last_day)});
  }

  [[nodiscard]] std::vector<std::string> steps_taken() const {
    std::vector<std::string> all;
    for (std::size_t s = 0; s < words::steps.size(); ++s) {
      if (record_.steps[s] != no_day) all.push_back(step_taken(static_cast<repair_step>(s)));
    }
    if (record_.status == record_status::repaired) {
      const std::string on = to_string(record_.repaired_on);
      const bool pending = record_.repaired_on > of_.result.as_of;
      all.push_back(words_.say(pending ? words::step_pending : words::taken_step,
                               {words_.say(words::decision), on, on}));
    }
    if (became_.eased != 0) {
      all.push_back(words_.say(words::eased, {std::to_string(became_.eased)}));
    }
    return all;
  }

  /// A step with its day and, where some of what it gives is still to come, from when.
  [[nodiscard]] std::string step_taken(repair_step step) const {
    const auto s = static_cast<std::size_t>(step);
    const date taken_on = record_.steps[s];
    const date today = of_.result.as_of;
    const std::int32_t now = percent_of(step, taken_on);
    std::int32_t known = now;
    std::vector<std::string> later;
    for (const std::int32_t wait : waits_of(step)) {
      if (taken_on + wait <= today) continue;
      const std::int32_t then = percent_of(step, today - wait);
      if (then <= known) continue;
      known = then;
      later.push_back(to_string(taken_on + wait));
    }
    const std::string name = words_.say(words::steps[s]);
    const std::string day = to_string(taken_on);
    if (!later.empty()) {
      return words_.say(now == 0 ? words::step_pending : words::step_gives_more,
                        {name, day, words_.join(later, words::list_comma)});
    }
    return words_.say(taken_on > today ? words::step_to_come : words::taken_step, {name, day});
  }

  /// By how many percent this step alone, had it been taken on a day, eases the record today.
  [[nodiscard]] std::int32_t percent_of(repair_step step, date taken_on) const {
    std::vector<prepared_record> records(of_.input.records.begin(), of_.input.records.end());
    prepared_record& alone = records[advice_.record];
    alone.status = record_status::active;
    for (date& day : alone.steps) day = no_day;
    alone.steps[static_cast<std::size_t>(step)] = taken_on;
    assessment had;
    static_cast<void>(of_.input.engine->assess(*of_.input.subject, records, of_.result.as_of,
                                               depth::everything, had));
    return had.records[advice_.record].eased;
  }

  /// After how many days the step may come to count, in rising order.
  [[nodiscard]] std::vector<std::int32_t> waits_of(repair_step step) const {
    const std::string_view category = record_.category_id;
    std::vector<std::int32_t> waits;
    for (const rule& it : of_.book.rules) {
      if (it.kind != rule_kind::restore || it.step != step) continue;
      const bool lists_it =
          std::find(it.categories.begin(), it.categories.end(), category) != it.categories.end();
      if (lists_it) waits.push_back(it.after_days);
    }
    std::sort(waits.begin(), waits.end());
    return waits;
  }

  [[nodiscard]] table roads() const {
    table listed;
    listed.caption = words_.say(words::roads_caption);
    for (const phrase& title : {words::road, words::from, words::gain}) {
      listed.columns.push_back(words_.say(title));
    }
    for (const repair_road& open : advice_.roads) {
      const phrase& name =
          open.decision ? words::decision : words::steps[static_cast<std::size_t>(open.step)];
      listed.rows.push_back(
          {words_.say(name), to_string(open.effective_on), signed_points(open.gain)});
    }
    return listed;
  }

  const context& of_;
  const phrasing& words_;
  const record_advice& advice_;
  const prepared_record& record_;
  const record_result& became_;
  fact_list facts_;
};

std::string why_undetermined(const context& of, const undetermined_condition& condition) {
  using kind = expression::cause::kind;
  const phrasing& words = of.words;
  const auto parts = describe_in_parts(*of.input.engine, of.input.records, condition);
  const std::string name = std::string(parts[0]) + std::string(parts[1]);  // "record.hours"
  const auto absent = [&](const attribute_declaration& declared) {
    const std::string title = words.title(declared.title, {});
    return title.empty() ? words.say(words::absent, {name})
                         : words.say(words::absent_titled, {title, name});
  };
  switch (condition.why.what) {
    case kind::absent_record_attribute: {
      const std::uint32_t category = of.input.records[condition.record].category;
      return absent(of.book.categories[category].attributes[condition.why.slot]);
    }
    case kind::absent_subject_attribute:
      return absent(of.book.subject_attributes[condition.why.slot]);
    case kind::absent_age: return words.say(words::absent_titled, {words.say(words::age), name});
    case kind::integer_overflow: return words.say(words::overflow);
    case kind::division_by_zero: return words.say(words::division);
  }
  return {};
}

}  // namespace

section others_section(const context& of) {
  const phrasing& words = of.words;
  std::vector<bool> awarded(of.input.records.size(), false);
  for (const award& given : of.result.awards) {
    if (given.record != no_index) awarded[given.record] = true;
  }
  table listed;
  listed.caption = words.say(words::others_caption);
  for (const phrase& title :
       {words::record, words::category, words::occurred, words::provider, words::why}) {
    listed.columns.push_back(words.say(title));
  }
  for (std::uint32_t i = 0; i < of.input.records.size(); ++i) {
    if (awarded[i]) continue;
    const prepared_record& record = of.input.records[i];
    listed.rows.push_back({std::string(record.record_id), of.category_title(i),
                           to_string(record.occurred_on), std::string(record.provider),
                           why_nothing(of, i)});
  }
  section made;
  made.heading = words.say(words::others_heading);
  if (of.input.records.empty()) {
    made.blocks.emplace_back(paragraph{words.say(words::no_records)});
  } else if (listed.rows.empty()) {
    made.blocks.emplace_back(paragraph{words.say(words::no_others)});
  } else {
    made.blocks.emplace_back(std::move(listed));
  }
  return made;
}

std::vector<section> cost_sections(const context& of) {
  const phrasing& words = of.words;
  std::vector<bool> takes(of.input.records.size(), false);
  for (const award& given : of.result.awards) {
    if (given.record != no_index && given.value < points{}) takes[given.record] = true;
  }
  std::vector<section> all(1);
  all.front().heading = words.say(words::costs_heading);
  for (const record_advice& advice :
       advise(*of.input.engine, *of.input.subject, of.input.records, of.result.as_of)) {
    if (advice.cost == points{} && advice.roads.empty() && !takes[advice.record] &&
        of.result.records[advice.record].effect_count == 0) {
      continue;
    }
    all.push_back(cost_builder(of, advice).build());
  }
  section closing;
  closing.within = true;
  if (all.size() == 1) {
    all.front().blocks.emplace_back(paragraph{words.say(words::no_costs)});
  } else {
    closing.blocks.emplace_back(
        paragraph{words.say(words::how_to_repair, {words.measures_article("24")})});
  }
  closing.blocks.emplace_back(paragraph{words.say(words::how_to_object)});
  all.push_back(std::move(closing));
  return all;
}

std::optional<section> undetermined_section(const context& of) {
  if (of.result.undetermined.empty()) return std::nullopt;
  const phrasing& words = of.words;
  table listed;
  listed.caption = words.say(words::undetermined_caption);
  for (const phrase& title : {words::rule, words::record, words::why}) {
    listed.columns.push_back(words.say(title));
  }
  for (const undetermined_condition& condition : of.result.undetermined) {
    std::string title;
    if (condition.in_ceiling) {
      const ceiling& held = of.book.ceilings[condition.index];
      title = words.title(held.title, held.id);
    } else {
      const rule& asked = of.book.rules[condition.index];
      title = words.title(asked.title, asked.id);
    }
    listed.rows.push_back(
        {title, condition.record == no_index ? std::string() : of.name_of(condition.record),
         why_undetermined(of, condition)});
  }
  section made;
  made.heading = words.say(words::undetermined_heading);
  made.blocks.emplace_back(std::move(listed));
  return made;
}

}  // namespace chengxin::io::report
