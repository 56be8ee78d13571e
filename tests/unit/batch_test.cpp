// Columns and one resident at a time come to the same, to the cent, on rulebooks and
// residents drawn at random and on every kind of attribute (SPECIFICATION 4 and 5).
#include <limits>

#include "batch_fixture.hpp"
#include "engine_drawn.hpp"

namespace scene {
namespace {

struct counts {
  std::uint64_t residents = 0;
  std::uint64_t one_by_one = 0;
};

// SPECIFICATION 4, 5: every figure of every resident is the engine's.
TEST(Batch, GivesWhatTheEngineGives) {
  counts all;
  for (int seed = 1; seed <= 300; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    dice cast(static_cast<std::uint64_t>(seed));
    // With a rule about the subject everyone is the engine's.
    const book_text book = drawn_book(cast, seed % 20 == 0).draw();
    std::vector<std::unique_ptr<resident>> kept;
    std::deque<std::string> ids;
    town them(compile(book.json()));
    for (int n = 0; n < 25; ++n) {
      resident& it = *kept.emplace_back(std::make_unique<resident>(book));
      draw_records(cast, it);
      if (cast.one_in(4)) it.given().resize(std::min<std::size_t>(it.given().size(), 2));
      // Now and then hundreds, most of which change while bounds and limits swallow it.
      for (int more = n == 0 && cast.one_in(4) ? 60 : 0; more > 0; --more) draw_records(cast, it);
      if (it.given().size() > 10) {
        for (record& each : it.given()) {
          each.record_id = ids.emplace_back(std::to_string(ids.size()));
          each.matter = {};
        }
      }
      if (cast.one_in(9)) it.who.birth_date = day(2006, 1, 1) + cast.below(900);
      if (cast.one_in(15)) it.who.birth_date.reset();
      if (cast.one_in(15)) it.who.residency = residency::none;
      if (cast.one_in(9)) it.who.enrolled_on.reset();
      them.add(it.who, {it.given().begin(), it.given().end()});
    }
    for (int n = 0; n < 3; ++n) {
      all.one_by_one += them.expect_same(day(2025, 1, 1) + cast.below(900));
      all.residents += 25;
    }
    if (HasFailure()) return;
  }
  // Neither way is idle.
  EXPECT_GT(all.one_by_one, all.residents / 10);
  EXPECT_LT(all.one_by_one, all.residents * 9 / 10);
}

constexpr const char* every_type = R"({"id":"all","title":{"zh":"全","en":"all"},"nature":"neutral",
  "origins":["platform","usage"],"providers":["bureau","court"],"attributes":{
   "n":{"type":"integer","min":-3,"max":40,"required":true},
   "x":{"type":"number","min":0}}},
 {"id":"texts","title":{"zh":"文","en":"texts"},"nature":"good","attributes":{
   "grade":{"type":"string","values":["A","B","C","D"]},"ok":{"type":"boolean"}}},
 {"id":"days","title":{"zh":"日","en":"days"},"nature":"bad","attributes":{
   "until":{"type":"date"},"n":{"type":"integer"}}},
 {"id":"sums","title":{"zh":"和","en":"sums"},"nature":"good","attributes":{
   "n":{"type":"integer"}}},
 {"id":"wide","title":{"zh":"宽","en":"wide"},"nature":"good","attributes":{
   "n":{"type":"integer"},"x":{"type":"number"}}})";

book_text book_of_every_type() {
  book_text book;
  book.more_categories = every_type;
  const auto add = [&](const std::string& one) {
    book.rules += (book.rules.empty() ? "" : ",") + one;
  };
  add(rule("1", "plus", R"x("categories":["all"],"when":"record.x >= 2.5 && record.n != 7",
                          "points":{"per":"n","unit":3,"points":1.5,"max":10},"valid_months":12)x"));
  add(rule("2", "plus", R"x("categories":["all"],"when":"record.n in [1, 2, 30]","points":4,
                          "limits":{"total":7})x"));
  add(rule("3", "plus", R"x("categories":["texts"],"when":"record.grade <= \"B\" || record.ok",
                          "points":{"table":[{"when":"record.grade.contains(\"A\")","points":9
},
                          {"when":"has(record.ok) && !record.ok","points":2}],"otherwise":1
})x"));
  add(rule("4", "minus", R"x("categories":["days"],"when":"record.until > date(\"2026-01-31\")",
                           "points":-6,"valid_months":24)x"));
  add(rule("5", "minus", R"x("categories":["days"],"points":{"per":"n","unit":2147483648,
                           "points":-1},"valid_months":36)x"));
  add(rule("6", "plus", R"x("categories":["sums"],"when":"record.n * 2 > 10","points":3)x"));
  add(rule(
      "7", "plus",
      R"x("categories":["wide"],"when":"record.n > 5000000000 || record.n == 9 || record.x == 0.1","points":8)x"));
  add(rule("8", "plus", R"x("categories":["wide"],"when":"record.n >= -1","points":
                           {"per":"n","unit":7,"points":0.07})x"));
  return book;
}

// SPECIFICATION 2 and 3: a value outside its declaration, an absent one, one of another
// category's, one beyond 32 bits: each means in a column what it means alone.
TEST(Batch, HoldsEveryKindOfAttribute) {
  static constexpr std::string_view categories[] = {"all",  "texts", "days",
                                                    "sums", "wide",  "elsewhere"};
  static constexpr std::string_view grades[] = {"A", "B", "C", "D", "E", "BA"};
  static constexpr std::string_view providers[] = {"bureau", "court", "shop"};
  static constexpr std::int64_t whole[] = {-4,
                                           -3,
                                           -1,
                                           0,
                                           1,
                                           2,
                                           3,
                                           7,
                                           9,
                                           30,
                                           40,
                                           41,
                                           5000000000,
                                           5000000001,
                                           -5000000000,
                                           std::numeric_limits<std::int64_t>::max(),
                                           std::numeric_limits<std::int64_t>::min(),
                                           2147483647,
                                           2147483648};
  static constexpr double numbers[] = {-0.5, -0.0, 0.0, 0.1, 2.4999, 2.5, 3e300};
  const engine by = compile(book_of_every_type().json());
  counts all;
  for (int seed = 1; seed <= 60; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    dice cast(static_cast<std::uint64_t>(seed));
    town them(by);
    std::deque<std::vector<named_value>> values;
    std::deque<std::string> ids;
    for (int n = 0; n < 60; ++n) {
      resident one(by);
      std::vector<record> records;
      const int count = cast.below(5);
      for (int r = 0; r < count; ++r) {
        record it;
        it.record_id = ids.emplace_back("r" + std::to_string(cast.below(30)));
        it.category = cast.of(categories);
        it.provider = cast.of(providers);
        it.occurred_on = day(2024, 6, 1) + cast.below(800);
        it.origin = cast.one_in(4) ? origin::usage : origin::platform;
        std::vector<named_value>& given = values.emplace_back();
        const bool any = cast.one_in(12);  // also what its category does not declare
        const auto is = [&](std::string_view a, std::string_view b = {}, std::string_view c = {}) {
          return any || it.category == a || it.category == b || it.category == c;
        };
        if ((is("all", "sums", "wide") || is("days")) && !cast.one_in(6)) {
          given.push_back({"n", value::of(cast.of(whole))});
        }
        if (is("all", "wide") && !cast.one_in(4))
          given.push_back({"x", value::of(cast.of(numbers))});
        if (is("texts") && !cast.one_in(4)) given.push_back({"grade", value::of(cast.of(grades))});
        if (is("texts") && !cast.one_in(3)) given.push_back({"ok", value::of(cast.one_in(2))});
        if (is("days") && !cast.one_in(4)) {
          given.push_back({"until", value::of(day(2026, 1, 30) + cast.below(3))});
        }
        it.attributes = given;
        records.push_back(it);
      }
      them.add(one.who, records);
    }
    all.one_by_one += them.expect_same(day(2026, 2, 28) + cast.below(3));
    all.residents += 60;
    if (HasFailure()) return;
  }
  EXPECT_GT(all.one_by_one, 100);
  EXPECT_LT(all.one_by_one, all.residents / 2);
}

// A bound beside the last of 32 bits had a lookup grow until there was no memory left, and
// bounds far from each other overflowed.
TEST(Batch, BoundsAtTheEndsOfTheirTypes) {
  constexpr std::int64_t first = std::numeric_limits<std::int64_t>::min();
  constexpr std::int64_t last = std::numeric_limits<std::int64_t>::max();
  constexpr std::int64_t some = std::numeric_limits<std::int32_t>::max();
  const std::vector<std::int64_t> bounds = {first, -some - 2, -some - 1, -some,    -1,
                                            0,     some - 1,  some,      some + 1, last};
  const auto expect_same = [](const std::string& declared, const std::vector<value>& values) {
    SCOPED_TRACE(declared);
    book_text book;
    book.more_categories = R"({"id":"edge","title":{"zh":"边","en":"edge"},"nature":"good",
                               "attributes":{"n":{)" +
                           declared + "}}}";
    book.rules = rule("1", "plus", R"x("categories":["edge"],"points":5)x");
    const engine by = compile(book.json());
    town them(by);
    std::deque<named_value> given;
    for (const value& it : values) {
      resident one(by);
      record of;
      of.record_id = "r";
      of.category = "edge";
      of.provider = "p";
      of.occurred_on = day(2025, 6, 1);
      of.attributes = std::span(&given.emplace_back(named_value{"n", it}), 1);
      them.add(one.who, {of});
    }
    them.expect_same(day(2026, 2, 28));
  };
  std::vector<value> whole;
  for (const std::int64_t bound : bounds) {
    if (bound != first) whole.push_back(value::of(bound - 1));
    whole.push_back(value::of(bound));
    if (bound != last) whole.push_back(value::of(bound + 1));
  }
  for (const std::int64_t min : bounds) {
    expect_same(R"("type":"integer","min":)" + std::to_string(min), whole);
    expect_same(R"("type":"integer","max":)" + std::to_string(min), whole);
    for (const std::int64_t max : bounds) {
      if (min > max) continue;
      expect_same(
          R"("type":"integer","min":)" + std::to_string(min) + R"(,"max":)" + std::to_string(max),
          whole);
    }
  }
  expect_same(R"("type":"number","min":-3,"max":99.5)",
              {value::of(-3.0), value::of(-3.5), value::of(0.0), value::of(99.5), value::of(1e300),
               value::of(-1e300)});
}

// SPECIFICATION 4: a day outside the rulebook's period is an error.
TEST(Batch, RefusesADayOutsideThePeriod) {
  book_text book;
  book.effective = R"("from":"2026-01-01","until":"2026-12-31")";
  book.rules = rule("1", "plus", R"("categories":["good"],"points":1)");
  const engine by = compile(book.json());
  const result<batch> made = batch::make(by, {}, day(2025, 12, 31));
  ASSERT_FALSE(made.has_value());
  EXPECT_EQ(made.failure().code, "not_effective");
  EXPECT_TRUE(batch::make(by, {}, day(2026, 12, 31)).has_value());
}

// SPECIFICATION 1: the end of a period is that of the calendar, from every day of the
// month to every other.
TEST(Batch, EndsPeriodsWhereTheCalendarDoes) {
  for (const std::int32_t months : {1, 12, 60}) {
    for (date on = day(2024, 1, 20); on <= day(2024, 3, 10); on = on + 1) {
      const detail::batch_calendar calendar(on, {months});
      for (std::int32_t i = 0; i <= 40; ++i) {
        const std::int32_t cutoff = calendar.cutoffs_on(on + i)[2];
        ASSERT_GE(add_months(date{cutoff}, months), on + i);
        ASSERT_LT(add_months(date{cutoff - 1}, months), on + i);
        const date from = on - 31 * months + i;
        ASSERT_EQ(calendar.end_of(2, from.days), add_months(from, months).days + 1);
      }
    }
  }
}

}  // namespace
}  // namespace scene
