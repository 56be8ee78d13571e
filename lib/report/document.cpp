// The report as a whole: what it is about, the score, and what holds for every
// resident. Never draws.
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "chengxin/config.hpp"
#include "model.hpp"
#include "sections.hpp"
#include "words.hpp"

namespace chengxin::io::report {
namespace {

fact_list identity(const context& of) {
  const rulebook& book = of.book;
  const phrasing& words = of.words;
  const std::string from = to_string(book.effective_from);
  fact_list list;
  list.facts.push_back(
      {words.say(words::subject), std::string(of.input.subject->subject_id), true});
  list.facts.push_back({words.say(words::day), to_string(of.result.as_of), true});
  list.facts.push_back({words.say(words::version), book.version});
  list.facts.push_back({words.say(words::jurisdiction), book.jurisdiction});
  list.facts.push_back({words.say(words::effective),
                        book.effective_until ? words.say(words::effective_between,
                                                         {from, to_string(*book.effective_until)})
                                             : words.say(words::effective_from, {from})});
  list.facts.push_back({words.say(words::fingerprint), book.fingerprint.empty()
                                                           ? words.say(words::no_fingerprint)
                                                           : book.fingerprint.substr(0, 16)});
  return list;
}

std::string why_no_age(const context& of) {
  const std::string least = std::to_string(of.book.min_age);
  return of.words.say(
      of.input.subject->birth_date == no_day ? words::no_birth_date : words::too_young, {least});
}

/// Names the value that a resident has and those that a rulebook asks for.
template <class Enum, std::size_t N>
std::string why_outside(const context& of, const phrase& said, const std::array<phrase, N>& names,
                        Enum has, enum_set<Enum> wanted) {
  std::vector<std::string> asked_for;
  for (std::size_t i = 0; i < N; ++i) {
    if (wanted.contains(static_cast<Enum>(i))) asked_for.push_back(of.words.say(names[i]));
  }
  return of.words.say(said, {of.words.say(names[static_cast<std::size_t>(has)]),
                             of.words.join(asked_for, words::list_comma)});
}

bullet_list reasons_for_no_score(const context& of) {
  bullet_list list;
  const enum_set<ineligibility> because = of.result.ineligible_because;
  if (because.contains(ineligibility::age)) list.items.push_back(why_no_age(of));
  if (because.contains(ineligibility::not_enrolled)) {
    list.items.push_back(
        of.words.say(words::enrolled_later, {to_string(of.input.subject->enrolled_on)}));
  }
  if (because.contains(ineligibility::residency)) {
    list.items.push_back(why_outside(of, words::wrong_residency, words::residencies,
                                     of.input.subject->residency, of.book.residencies));
  }
  if (because.contains(ineligibility::capacity)) {
    list.items.push_back(why_outside(of, words::wrong_capacity, words::capacities,
                                     of.input.subject->capacity, of.book.capacities));
  }
  return list;
}

/// The highest score of a tier: below the next one's least, or the score's own most.
std::int64_t highest_of(const rulebook& book, const tier& held) {
  std::int64_t highest = book.max_score;
  for (const tier& other : book.tiers) {
    if (other.min > held.min) highest = std::min(highest, other.min - 1);
  }
  return highest;
}

}  // namespace

section score_section(const context& of) {
  const phrasing& words = of.words;
  section made;
  made.heading = words.say(words::your_score);
  if (!of.result.eligible) {
    made.blocks.emplace_back(paragraph{words.say(words::no_score), true});
    made.blocks.emplace_back(reasons_for_no_score(of));
    if (words.under_the_measures()) {
      made.blocks.emplace_back(paragraph{words.say(words::no_score_costs_nothing)});
    }
    return made;
  }
  const tier& held = of.book.tiers[of.result.tier];
  const std::string score = std::to_string(of.result.score);
  fact_list figures;
  figures.facts.push_back({words.say(words::score),
                           words.say(words::score_of, {score, std::to_string(of.book.max_score)}),
                           true});
  figures.facts.push_back({words.say(words::tier),
                           words.say(words::tier_of, {words.title(held.title, held.id), held.id,
                                                      std::to_string(held.min),
                                                      std::to_string(highest_of(of.book, held))}),
                           true});
  figures.facts.push_back(
      {words.say(words::exact_total),
       of.result.total == points::whole(of.result.score)
           ? to_string(of.result.total)
           : words.say(words::rounded_total, {to_string(of.result.total), score})});
  made.blocks.emplace_back(std::move(figures));
  return made;
}

section next_section(const context& of) {
  const phrasing& words = of.words;
  const std::optional<date> through = of.input.stable_through;
  section made;
  made.heading = words.say(words::next_heading);
  if (through) {
    made.blocks.emplace_back(paragraph{words.say(
        of.result.eligible ? words::stable_until : words::no_score_until, {to_string(*through)})});
    if (through == of.book.effective_until) {
      made.blocks.emplace_back(paragraph{words.say(words::book_ends, {to_string(*through)})});
    }
  } else {
    made.blocks.emplace_back(
        paragraph{words.say(of.result.eligible ? words::stable : words::no_score_for_good)});
  }
  return made;
}

section again_section(const context& of) {
  const phrasing& words = of.words;
  section made;
  made.heading = words.say(words::again_heading);
  made.blocks.emplace_back(paragraph{words.say(words::again)});
  fact_list list;
  list.facts.push_back({words.say(words::book_id), of.book.id});
  list.facts.push_back({words.say(words::version), of.book.version});
  list.facts.push_back({words.say(words::fingerprint), of.book.fingerprint.empty()
                                                           ? words.say(words::no_fingerprint)
                                                           : of.book.fingerprint});
  list.facts.push_back({words.say(words::day), to_string(of.result.as_of)});
  list.facts.push_back({words.say(words::library), "chengxin " + std::string(version)});
  made.blocks.emplace_back(std::move(list));
  return made;
}

std::optional<section> rights_section(const context& of) {
  const phrasing& words = of.words;
  if (!words.under_the_measures()) return std::nullopt;
  section made;
  made.heading = words.say(words::rights_heading);
  bullet_list list;
  list.items.push_back(words.say(words::incentives_only, {words.measures_article("18")}));
  list.items.push_back(words.say(words::consent, {words.measures_article("23")}));
  made.blocks.emplace_back(std::move(list));
  return made;
}

document build_document(const report_input& report, language chosen) {
  const context of(report, chosen);
  document made;
  made.chosen = chosen;
  made.title = of.words.say(words::report_title);
  made.subtitle = of.words.title(of.book.title, of.book.id);
  made.identity = identity(of);
  made.sections.push_back(score_section(of));
  if (of.result.eligible) made.sections.push_back(sum_section(of));
  made.sections.push_back(others_section(of));
  if (of.result.eligible) {
    for (section& part : cost_sections(of)) made.sections.push_back(std::move(part));
  }
  if (std::optional<section> part = undetermined_section(of)) {
    made.sections.push_back(std::move(*part));
  }
  made.sections.push_back(next_section(of));
  made.sections.push_back(again_section(of));
  if (std::optional<section> part = rights_section(of)) made.sections.push_back(std::move(*part));
  return made;
}

}  // namespace chengxin::io::report
