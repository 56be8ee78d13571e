// Verifying a rulebook that a program has built, without any JSON
// (SPECIFICATION 3): the findings and where the values would stand in JSON.
#include "chengxin/verify.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace chengxin {
namespace {

rule rule_of(std::string_view id, std::string_view dimension, rule_kind kind,
             std::vector<std::string> categories) {
  rule made;
  made.id = id;
  made.dimension = dimension;
  made.cite = {{"law", "1"}};
  made.kind = kind;
  made.categories = std::move(categories);
  return made;
}

attribute_declaration attribute_of(std::string_view name, value_type type) {
  attribute_declaration made;
  made.name = name;
  made.type = type;
  return made;
}

/// A rulebook in which nothing is wrong.
rulebook sound() {
  rulebook book;
  book.id = "built";
  book.version = "1";
  book.jurisdiction = "350400";
  book.basis = {{"law", {}}};
  book.base = points::whole(500);
  book.max_score = 1000;
  book.residencies.insert(residency::registered);
  book.capacities.insert(capacity::full);
  book.subject_attributes = {attribute_of("years", value_type::integer)};
  const auto dimension_of = [](std::string_view id, std::int64_t min, std::int64_t max) {
    dimension made;
    made.id = id;
    made.min = points::whole(min);
    made.max = points::whole(max);
    return made;
  };
  book.dimensions = {dimension_of("basic", 0, 50), dimension_of("conduct", -200, 100),
                     dimension_of("repair", 0, 300)};
  book.dimensions[2].repairs = true;
  category good;
  good.id = "help";
  good.attributes = {attribute_of("hours", value_type::integer)};
  category bad;
  bad.id = "fine";
  bad.nature = nature::bad;
  bad.attributes = {attribute_of("level", value_type::integer)};
  book.categories = {good, bad};
  book.barred = {{"sealed", {}, {}}};
  book.groups = {{"deeds", "conduct", {}, points::whole(80)}};

  rule add = rule_of("add", "conduct", rule_kind::record, {"help"});
  add.when = "record.hours > 1";
  add.points = per_points{"hours", 10, points::whole(2), points::whole(40)};
  add.group = "deeds";
  rule deduct = rule_of("deduct", "conduct", rule_kind::record, {"fine"});
  deduct.points = points::whole(-20);
  deduct.valid_months = 36;
  deduct.decay = {{12, 60}, {24, 30}};
  rule absence = rule_of("absence", "conduct", rule_kind::absence, {"fine"});
  absence.break_months = 12;
  absence.steps = {{12, points::whole(5)}, {24, points::whole(10)}};
  rule restore = rule_of("restore", "repair", rule_kind::restore, {"fine"});
  restore.percent = 50;
  rule subject = rule_of("subject", "basic", rule_kind::subject, {});
  subject.points = per_points{"years", 1, points::whole(1), std::nullopt};
  book.rules = {add, deduct, absence, restore, subject};
  book.ceilings = {{"cap", {}, {}, {"fine"}, "record.level > 2", 24, 649, {{"law", "2"}}}};
  book.tiers = {{"top", {}, {}, 700}, {"rest", {}, {}, 0}};
  book.uses = {{"loan", {}, {}, {}, points::whole(600)}};
  return book;
}

/// All findings in one line: "code pointer; code pointer".
std::string findings_of(const rulebook& book) {
  std::string all;
  for (const diagnostic& it : verify(book)) {
    if (!all.empty()) all += "; ";
    all += it.code + " " + it.pointer;
    if (it.offset != 0) all += " +" + std::to_string(it.offset);
  }
  return all;
}

TEST(Verify, FindsNothingInASoundRulebook) {
  EXPECT_EQ(findings_of(sound()), "");
}

TEST(Verify, FindsEachMistakeWhereItWouldStandInJson) {
  constexpr points beyond{max_points.cents + 1};
  const struct {
    std::string_view expected;
    std::function<void(rulebook&)> change;
  } cases[] = {
      {"effective_period /effective/until",
       [](rulebook& b) {
         b.effective_from = date::of(2026, 1, 1);
         b.effective_until = date::of(2025, 12, 31);
       }},
      {"", [](rulebook& b) { b.effective_until = b.effective_from; }},
      {"base_outside_bounds /score/base", [](rulebook& b) { b.base = points::whole(1001); }},
      {"duplicate_id /subject_attributes/years",
       [](rulebook& b) { b.subject_attributes.push_back(b.subject_attributes[0]); }},
      {"duplicate_id /rules/5/id", [](rulebook& b) { b.rules.push_back(b.rules[4]); }},
      {"dimension_bounds /dimensions/0/min", [](rulebook& b) { b.dimensions[0].min.cents = 1; }},
      // 3.4.6: 50 + 200 can be taken, 249.99 given back
      {"repairing_bounds /dimensions/2/max",
       [](rulebook& b) {
         b.dimensions[0].min = points::whole(-50);
         b.dimensions[2].max.cents = 24'999;
       }},
      {"",
       [](rulebook& b) {
         b.dimensions[0].min = points::whole(-50);
         b.dimensions[2].max.cents = 30'000;
       }},
      // 3.4.7: only conduct has a rule that deducts: 100 down to -200
      {"repairing_bounds_exceeded /dimensions/2/max",
       [](rulebook& b) { b.dimensions[2].max.cents = 29'999; }},
      {"", [](rulebook& b) { b.dimensions[0].max = points::whole(900); }},
      {"", [](rulebook& b) { b.dimensions[2].max = points::whole(300); }},
      {"",
       [](rulebook& b) {  // nothing deducts: nothing is ever given back
         b.rules.erase(b.rules.begin() + 1);
         b.dimensions[2].max = points::whole(200);
       }},
      {"rule_dimension /rules/1/dimension", [](rulebook& b) { b.rules[1].dimension = "repair"; }},
      {"unknown_dimension /rules/0/dimension", [](rulebook& b) { b.rules[0].dimension = "x"; }},
      {"unknown_group /rules/0/group", [](rulebook& b) { b.rules[0].group = "x"; }},
      {"unknown_basis /rules/4/cite/1",
       [](rulebook& b) {
         b.rules[4].cite.push_back({"lex", "1"});
       }},
      {"no_citation /rules/4/cite", [](rulebook& b) { b.rules[4].cite.clear(); }},
      {"barred_category /rules/1/categories/1",
       [](rulebook& b) { b.rules[1].categories.push_back("sealed"); }},
      {"points_range /rules/0/points/points",
       [&](rulebook& b) { std::get<per_points>(b.rules[0].points).each = beyond; }},
      {"points_range /rules/0/points/max",
       [&](rulebook& b) { std::get<per_points>(b.rules[0].points).max = beyond; }},
      {"points_range /rules/1/points", [&](rulebook& b) { b.rules[1].points = -beyond; }},
      {"points_range /rules/4/points/table/0/points; points_range /rules/4/points/otherwise",
       [&](rulebook& b) {
         b.rules[4].points = table_points{{{"true", beyond}}, beyond};
       }},
      {"points_range /rules/0/limits/total",
       [&](rulebook& b) { b.rules[0].limits.total = beyond; }},
      {"points_range /rules/2/steps/1/points",
       [&](rulebook& b) { b.rules[2].steps[1].value = beyond; }},
      {"per_unit /rules/0/points/unit",
       [](rulebook& b) { std::get<per_points>(b.rules[0].points).unit = 0; }},
      {"penalty_period /rules/1/valid_months",
       [](rulebook& b) { b.rules[1].valid_months.reset(); }},
      {"period_range /rules/1/valid_months", [](rulebook& b) { b.rules[1].valid_months = 0; }},
      {"period_range /rules/0/valid_months",
       [](rulebook& b) { b.rules[0].valid_months = std::numeric_limits<std::int32_t>::max(); }},
      {"period_range /rules/1/decay/0/after_months",
       [](rulebook& b) { b.rules[1].decay[0].after_months = -1; }},
      {"period_range /rules/2/steps/1/months",
       [](rulebook& b) { b.rules[2].steps[1].months = 12'001; }},
      {"after_days /rules/3/after_days",
       [](rulebook& b) { b.rules[3].after_days = std::numeric_limits<std::int32_t>::max(); }},
      {"percent_range /rules/1/decay/0/percent",
       [](rulebook& b) { b.rules[1].decay[0].percent = 101; }},
      // A percentage out of range is not compared with the next.
      {"percent_range /rules/1/decay/0/percent",
       [](rulebook& b) { b.rules[1].decay[0].percent = -1; }},
      {"expression_unknown_attribute /rules/0/when +7",
       [](rulebook& b) { b.rules[0].when = "record.minutes > 1"; }},
      {"expression_not_boolean /ceilings/0/when",
       [](rulebook& b) { b.ceilings[0].when = "record.level"; }},
      {"expression_record_unavailable /rules/4/when",
       [](rulebook& b) { b.rules[4].when = "record.level > 1"; }},
      {"forbidden_attribute /categories/0/attributes/blood_type",
       [](rulebook& b) {
         b.categories[0].attributes.push_back(attribute_of("blood_type", value_type::string));
       }},
      {"lowest_tier /tiers", [](rulebook& b) { b.tiers.pop_back(); }},
      {"no_tier /tiers", [](rulebook& b) { b.tiers.clear(); }},
      {"unreachable_use /uses/0/min_score",
       [](rulebook& b) { b.uses[0].min_score = points::whole(1001); }},
  };
  for (const auto& it : cases) {
    rulebook book = sound();
    it.change(book);
    EXPECT_EQ(findings_of(book), it.expected);
  }
}

// SPECIFICATION 3.8.14: one dimension and sign, one group or none.
TEST(Verify, HoldsRulesAboutMatterTogether) {
  rulebook book = sound();
  book.categories[1].matter = true;
  book.groups.push_back({"acts", "conduct", {}, points::whole(90)});
  rule second = book.rules[1];
  second.id = "second";
  second.when = "record.level > 1";
  book.rules.insert(book.rules.begin() + 1, second);
  EXPECT_EQ(findings_of(book), "");  // none is in a group
  book.rules[2].group = "acts";
  EXPECT_EQ(findings_of(book), "matter_groups /rules/2/group");
  book.rules[1].group = "acts";
  EXPECT_EQ(findings_of(book), "");
  book.rules[2].limits.count = 1;
  EXPECT_EQ(findings_of(book), "matter_limits /rules/2/limits");
}

// A condition about several categories is told of the first that does not declare alike.
TEST(Verify, ComparesDeclarationsAcrossCategories) {
  rulebook book = sound();
  book.rules[0].points = points::whole(1);
  for (const std::string_view id : {"a", "b", "c"}) {
    category more = book.categories[0];
    more.id = id;
    book.categories.push_back(more);
    book.rules[0].categories.emplace_back(id);
  }
  EXPECT_EQ(findings_of(book), "");
  book.categories[3].attributes[0].type = value_type::number;
  book.categories[4].attributes[0].type = value_type::number;
  EXPECT_EQ(findings_of(book), "attribute_differs /rules/0/when");
  book.categories[2].attributes.clear();
  EXPECT_EQ(findings_of(book), "expression_unknown_attribute /rules/0/when +7");
  book.rules[0].when = "record.hours > 1 || record.hours < 0";  // two places, both told
  EXPECT_EQ(findings_of(book),
            "expression_unknown_attribute /rules/0/when +7; "
            "expression_unknown_attribute /rules/0/when +27");
}

// What the rule does not use may be declared as it likes.
TEST(Verify, LeavesAloneWhatIsNotUsed) {
  rulebook book = sound();
  book.rules[0].points = points::whole(1);
  category more = book.categories[0];
  more.id = "more";
  more.attributes = {attribute_of("place", value_type::string),
                     attribute_of("hours", value_type::integer)};
  book.categories[0].attributes.push_back(attribute_of("place", value_type::date));
  book.categories.push_back(more);
  book.rules[0].categories.emplace_back("more");
  EXPECT_EQ(findings_of(book), "");
}

TEST(Verify, OfNothingAtAllDoesNotFail) {
  EXPECT_EQ(findings_of(rulebook{}), "no_tier /tiers");
}

}  // namespace
}  // namespace chengxin
