// The synthetic city: the same bytes for the same seed, everything that a rulebook
// can bring about, and no bad row that was not asked for.
#include "chengxin/io/synthesis.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "chengxin/io/rulebook.hpp"

namespace {

using namespace chengxin;

struct city {
  std::string subjects;
  std::string records;
  io::synthesis_summary summary;
};

engine engine_of(std::string_view json) {
  const io::loaded_rulebook loaded = io::load_rulebook(json);
  EXPECT_TRUE(loaded.book) << (loaded.findings.empty() ? "" : loaded.findings.front().message);
  result<engine> made = engine::compile(loaded.book);
  EXPECT_TRUE(made);
  return *made;
}

const engine& builtin() {
  static const engine made = engine_of(io::builtin_rulebook_json());
  return made;
}

city make(const engine& engine, const io::synthesis_options& options) {
  city made;
  const auto keep_in = [](std::string& text) {
    return [&text](std::string_view bytes) {
      text += bytes;
      return std::optional<error>();
    };
  };
  const auto summary =
      io::synthesize(engine, options, keep_in(made.subjects), keep_in(made.records));
  EXPECT_TRUE(summary);
  if (summary) made.summary = *summary;
  return made;
}

io::population read(const engine& engine, const city& made, io::row_format format) {
  const auto subjects = io::from_memory(made.subjects, "subjects");
  const auto records = io::from_memory(made.records, "records");
  auto population = io::read_population(engine, *subjects, format, *records, format);
  EXPECT_TRUE(population) << population.failure().message;
  return std::move(*population);
}

constexpr io::row_format formats[] = {io::row_format::csv, io::row_format::jsonl};

io::synthesis_options options_of(std::uint64_t subjects, io::row_format format,
                                 std::uint32_t bad_rows = 0) {
  io::synthesis_options options;
  options.subjects = subjects;
  options.format = format;
  options.bad_rows = bad_rows;
  return options;
}

// Everything a rulebook can declare and the built-in one does not: subject
// attributes of every type, providers, texts that must be quoted.
constexpr std::string_view varied_rulebook = R"json({
  "format": "chengxin-rulebook/1", "id": "varied", "version": "1",
  "title": {"zh": "测试", "en": "Test"}, "jurisdiction": "350400",
  "effective": {"from": "2020-01-01", "until": null},
  "basis": [{"id": "b", "title": {"zh": "依据", "en": "Basis"}}],
  "score": {"base": 500, "min": 0, "max": 1000},
  "eligibility": {"min_age": 18, "residency": ["registered"], "capacity": ["full"]},
  "subject_attributes": {
    "years": {"type": "integer", "min": -5, "max": 40},
    "ratio": {"type": "number", "min": 0.25, "max": 0.75},
    "share": {"type": "number", "min": -2.5, "max": 1000000},
    "level": {"type": "string", "values": ["a, \"b\"", "c\nd", "诚信"]},
    "remark": {"type": "string"},
    "member": {"type": "boolean", "required": true},
    "since": {"type": "date"}},
  "dimensions": [
    {"id": "good", "title": {"zh": "好", "en": "Good"}, "min": 0, "max": 100},
    {"id": "repair", "title": {"zh": "修复", "en": "Repair"}, "min": 0, "max": 0, "repairs": true}],
  "categories": [
    {"id": "g, \"1\"", "title": {"zh": "一", "en": "One"}, "nature": "good", "cite": ["b:1"],
     "providers": ["p, 1", "p2"], "origins": ["self_declared", "usage"], "matter": true,
     "attributes": {"day": {"type": "date", "required": true}, "free": {"type": "string"}}},
    {"id": "n", "title": {"zh": "二", "en": "Two"}, "nature": "neutral", "cite": ["b:2"],
     "matter": true, "attributes": {"free": {"type": "string", "values": ["x"]},
                                    "yes": {"type": "boolean"}}}],
  "barred": [], "groups": [],
  "rules": [{"id": "G", "dimension": "good", "title": {"zh": "一", "en": "One"}, "cite": ["b:1"],
             "categories": ["g, \"1\""], "points": 1}],
  "ceilings": [], "tiers": [{"id": "t", "title": {"zh": "级", "en": "Tier"}, "min": 0}]
})json";

TEST(synthesis, the_same_seed_gives_the_same_bytes) {
  // Recorded once and the same ever after, with every compiler. The rulebook is the
  // test's own: another one makes another city.
  const engine varied = engine_of(varied_rulebook);
  const city made = make(varied, options_of(300, io::row_format::csv, 1));
  EXPECT_EQ(io::sha256_hex(made.subjects),
            "3658139d1a7ca71b1ac29c658cc9e2e009de957b323233f80600d2011f511196");
  EXPECT_EQ(io::sha256_hex(made.records),
            "2db1cf576fc853f3673f5bbe5c822fc3a8bb01b14551aed6c423247ebf7e2fd9");
  const city lines = make(varied, options_of(300, io::row_format::jsonl, 1));
  EXPECT_EQ(io::sha256_hex(lines.records),
            "e3e5859862aa97e68970dead2ef1f40a70e1614222ca24cc2c4bbfe4f31ddb41");
}

TEST(synthesis, another_seed_gives_another_city) {
  io::synthesis_options options = options_of(50, io::row_format::csv);
  const city one = make(builtin(), options);
  options.seed = 2;
  EXPECT_NE(one.records, make(builtin(), options).records);
}

TEST(synthesis, a_larger_city_begins_with_the_smaller_one) {
  const city small = make(builtin(), options_of(100, io::row_format::csv));
  const city large = make(builtin(), options_of(1000, io::row_format::csv));
  EXPECT_EQ(large.subjects.substr(0, small.subjects.size()), small.subjects);
  EXPECT_EQ(large.records.substr(0, small.records.size()), small.records);
}

TEST(synthesis, no_row_is_bad_unless_asked_for) {
  for (const io::row_format format : formats) {
    const city made = make(builtin(), options_of(3000, format));
    const io::population people = read(builtin(), made, format);
    EXPECT_EQ(people.bad_row_count(), 0U)
        << people.bad_rows().front().reason << ": " << people.bad_rows().front().row;
    EXPECT_EQ(people.size(), 3000U);
    EXPECT_EQ(people.size(), made.summary.subjects);
    EXPECT_EQ(people.record_count(), made.summary.records);
    EXPECT_EQ(made.summary.bad_rows, 0U);
  }
}

TEST(synthesis, both_formats_hold_the_same_city) {
  const city cells = make(builtin(), options_of(500, io::row_format::csv));
  const city lines = make(builtin(), options_of(500, io::row_format::jsonl));
  const io::population a = read(builtin(), cells, io::row_format::csv);
  const io::population b = read(builtin(), lines, io::row_format::jsonl);
  assessment left;
  assessment right;
  ASSERT_EQ(a.size(), b.size());
  for (std::size_t s = 0; s < a.size(); ++s) {
    const date day = date::of(2026, 2, 28);
    ASSERT_TRUE(builtin().assess(a.subject(s), a.records(s), day, depth::figures, left));
    ASSERT_TRUE(builtin().assess(b.subject(s), b.records(s), day, depth::figures, right));
    EXPECT_TRUE(alike(left, right)) << a.subject(s).subject_id;
  }
}

TEST(synthesis, asked_for_bad_rows_are_all_bad_and_change_no_other) {
  for (const io::row_format format : formats) {
    const city made = make(builtin(), options_of(200, format, 3));
    const io::population people = read(builtin(), made, format);
    EXPECT_EQ(people.bad_row_count(), made.summary.bad_rows);
    EXPECT_GT(made.summary.bad_rows, 3U * 30U);
    EXPECT_EQ(people.size(), 200U);
    EXPECT_EQ(people.record_count(), made.summary.records);
    const city clean = make(builtin(), options_of(200, format));
    EXPECT_EQ(clean.summary.records, made.summary.records);
    std::set<std::string> codes;
    for (const io::bad_row& row : people.bad_rows()) codes.insert(row.code);
    EXPECT_GE(codes.size(), 10U);
  }
}

TEST(synthesis, everything_occurs_in_twenty_thousand_residents) {
  const city made = make(builtin(), options_of(20'000, io::row_format::csv));
  const io::population people = read(builtin(), made, io::row_format::csv);
  std::set<std::string_view> categories;
  std::set<record_status> statuses;
  std::set<origin> origins;
  std::set<disposition> dispositions;
  std::array<std::uint64_t, 4> steps{};  // the fourth: a decision
  std::map<std::string_view, std::set<std::pair<std::string_view, std::string_view>>> matters;
  std::uint64_t month_ends = 0;
  std::uint64_t leap_days = 0;
  std::uint64_t bad = 0;
  std::size_t most = 0;
  std::uint64_t few = 0;
  std::uint64_t no_birth = 0;
  std::uint64_t eligible = 0;
  enum_set<ineligibility> reasons;
  const date day = date::of(2026, 2, 28);
  assessment outcome;
  for (std::size_t s = 0; s < people.size(); ++s) {
    const auto records = people.records(s);
    most = std::max(most, records.size());
    if (records.size() <= 5) ++few;
    if (people.subject(s).birth_date == no_day) ++no_birth;
    ASSERT_TRUE(builtin().assess(people.subject(s), records, day, depth::everything, outcome));
    if (outcome.eligible) ++eligible;
    for (const ineligibility why : {ineligibility::age, ineligibility::not_enrolled,
                                    ineligibility::residency, ineligibility::capacity}) {
      if (outcome.ineligible_because.contains(why)) reasons.insert(why);
    }
    for (std::size_t r = 0; r < records.size(); ++r) {
      const prepared_record& record = records[r];
      dispositions.insert(outcome.records[r].what);
      statuses.insert(record.status);
      origins.insert(record.origin);
      if ((record.occurred_on + 1).civil().day() == std::chrono::day(1)) {
        ++month_ends;
      }
      const auto civil = record.occurred_on.civil();
      if (civil.month() == std::chrono::February && civil.day() == std::chrono::day(29)) {
        ++leap_days;
      }
      for (std::size_t step = 0; step < 3; ++step) {
        if (record.steps[step] != no_day) ++steps[step];
      }
      if (record.repaired_on != no_day) ++steps[3];
      if (record.category >= builtin().book().categories.size()) continue;
      categories.insert(record.category_id);
      if (builtin().book().categories[record.category].nature != nature::good) ++bad;
      if (!record.matter.empty()) {
        matters[record.matter].insert({record.category_id, record.provider});
      }
    }
  }
  EXPECT_EQ(categories.size(), builtin().book().categories.size());
  EXPECT_EQ(statuses.size(), record_status_names.size());
  EXPECT_EQ(origins.size(), origin_names.size());
  for (std::size_t d = 0; d < disposition_names.size(); ++d) {
    const auto what = static_cast<disposition>(d);
    // The built-in rulebook authorises any provider.
    const bool can = what != disposition::provider_not_authorised;
    EXPECT_EQ(dispositions.contains(what), can) << disposition_names[d];
  }
  for (const std::uint64_t count : steps) EXPECT_GT(count, 100U);
  EXPECT_GT(month_ends, 4000U);
  EXPECT_GT(leap_days, 1000U);
  EXPECT_GT(no_birth, 100U);
  for (const ineligibility why : {ineligibility::age, ineligibility::not_enrolled,
                                  ineligibility::residency, ineligibility::capacity}) {
    EXPECT_TRUE(reasons.contains(why)) << ineligibility_names[static_cast<std::size_t>(why)];
  }
  EXPECT_GT(eligible, people.size() * 8 / 10);
  EXPECT_LT(eligible, people.size());

  const auto shared = std::count_if(matters.begin(), matters.end(), [](const auto& entry) {
    return entry.second.size() > 1 && entry.second.begin()->first != entry.second.rbegin()->first;
  });
  EXPECT_GT(shared, 50);

  // About ten records each; most have few, a few have many; bad ones are rare.
  EXPECT_GT(people.record_count(), people.size() * 9);
  EXPECT_LT(people.record_count(), people.size() * 11);
  EXPECT_GT(few, people.size() * 2 / 5);
  EXPECT_GT(most, 100U);
  EXPECT_GT(bad, people.record_count() / 100);
  EXPECT_LT(bad, people.record_count() / 20);
}

TEST(synthesis, any_rulebook_will_do) {
  const engine varied = engine_of(varied_rulebook);
  for (const io::row_format format : formats) {
    const city made = make(varied, options_of(2000, format));
    const io::population people = read(varied, made, format);
    EXPECT_EQ(people.bad_row_count(), 0U)
        << people.bad_rows().front().reason << ": " << people.bad_rows().front().row;
    std::set<disposition> standings;
    std::vector<bool> present(varied.book().subject_attributes.size());
    for (std::size_t s = 0; s < people.size(); ++s) {
      for (const prepared_record& record : people.records(s)) standings.insert(record.standing);
      for (std::size_t a = 0; a < present.size(); ++a) {
        if (people.subject(s).attributes[a].is_present()) present[a] = true;
      }
    }
    EXPECT_TRUE(standings.contains(disposition::provider_not_authorised));
    EXPECT_TRUE(standings.contains(disposition::origin_not_allowed));
    EXPECT_TRUE(standings.contains(disposition::invalid_attribute));
    EXPECT_FALSE(standings.contains(disposition::barred));
    EXPECT_EQ(std::count(present.begin(), present.end(), true), 7);
    const city flawed = make(varied, options_of(50, format, 1));
    EXPECT_EQ(read(varied, flawed, format).bad_row_count(), flawed.summary.bad_rows);
  }
}

TEST(synthesis, a_city_may_be_empty_or_too_large) {
  const city none = make(builtin(), options_of(0, io::row_format::csv, 5));
  EXPECT_EQ(none.summary.subjects + none.summary.records + none.summary.bad_rows, 0U);
  EXPECT_EQ(none.subjects, "subject_id,birth_date,residency,capacity,enrolled_on\n");
  const auto nowhere = [](std::string_view) { return std::optional<error>(); };
  const auto refused =
      io::synthesize(builtin(), options_of(100'000'000, io::row_format::csv), nowhere, nowhere);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.failure().code, "invalid_option");
}

TEST(synthesis, days_stay_within_what_inputs_may_name) {
  for (const date as_of : {first_input_day, last_input_day}) {
    io::synthesis_options options = options_of(300, io::row_format::csv);
    options.as_of = as_of;
    const city made = make(builtin(), options);
    EXPECT_EQ(read(builtin(), made, io::row_format::csv).bad_row_count(), 0U);
  }
}

TEST(synthesis, ends_with_what_a_writer_says) {
  const auto full = [](std::string_view) { return std::optional(error{"io_error", "full"}); };
  const auto nowhere = [](std::string_view) { return std::optional<error>(); };
  const auto first = io::synthesize(builtin(), options_of(10, io::row_format::csv), full, nowhere);
  ASSERT_FALSE(first);
  EXPECT_EQ(first.failure().code, "io_error");
  EXPECT_FALSE(io::synthesize(builtin(), options_of(10, io::row_format::csv), nowhere, full));
}

TEST(synthesis, tells_its_progress) {
  const auto nowhere = [](std::string_view) { return std::optional<error>(); };
  std::vector<std::uint64_t> told;
  const auto made = io::synthesize(builtin(), options_of(20'001, io::row_format::csv), nowhere,
                                   nowhere, [&](std::uint64_t done, std::uint64_t total) {
                                     EXPECT_EQ(total, 20'001U);
                                     told.push_back(done);
                                   });
  ASSERT_TRUE(made);
  EXPECT_EQ(told, (std::vector<std::uint64_t>{10'000, 20'000, 20'001}));
}

}  // namespace
