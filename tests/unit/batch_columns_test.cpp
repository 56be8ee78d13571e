// Columns and one resident at a time come to the same, to the cent, where records have
// but a category, a day, a status, a level and a number of units: what cities have most of
// (SPECIFICATION 4 and 5).
#include "batch_fixture.hpp"
#include "engine_drawn.hpp"

namespace scene {
namespace {

const char* const categories[] = {"c0", "c1", "c2", "c3", "c4", "c5", "c6", "c7", "c8", "c9"};

/// Rules and categories of these records alone.
class few_columns {
public:
  explicit few_columns(dice& cast, int dimensions = 3) : cast_(cast), dimensions_(dimensions) {}

  [[nodiscard]] std::string json() {
    std::string text = R"({"format":"chengxin-rulebook/1","id":"few","version":"1",
      "title":{"zh":"少","en":"few"},"jurisdiction":"350400","effective":{"from":"2020-01-01")" +
                       std::string(cast_.one_in(3) ? R"(,"until":"2026-09-30")" : "") + R"(},
      "basis":[{"id":"m","title":{"zh":"办法","en":"measures"}}],
      "score":{"base":500,"min":0,"max":1000},
      "eligibility":{"min_age":18,"residency":["registered"],"capacity":["full"]},
      "dimensions":[)";
    for (int d = 0; d < dimensions_; ++d) {
      text += R"({"id":"d)" + std::to_string(d) + R"(","title":{"zh":"维","en":"d"},"min":)" +
              std::to_string(d == 0 ? 0 : -100 - cast_.below(300)) + R"(,"max":)" +
              std::to_string(d == 1 ? 0 : 50 + cast_.below(300)) + "},";
    }
    // Where all categories are good, no dimension need repair.
    all_good_ = cast_.one_in(4);
    if (!all_good_) {
      text += R"({"id":"repair","title":{"zh":"修复","en":"repair"},"min":0,"max":9000,
        "repairs":true})";
    } else {
      text.pop_back();
    }
    text += R"(],"categories":[)";
    const bool alike = cast_.one_in(2);
    for (int c = 0; c < 10; ++c) {
      text += (c == 0 ? R"({"id":")" : R"(,{"id":")") + std::string(categories[c]) +
              R"(","title":{"zh":"类","en":"c"},"nature":")" + nature(c) +
              R"(","attributes":{"level":{"type":"integer","min":0,"max":5},"units":
              {"type":"integer","min":)" +
              std::to_string(alike ? 0 : cast_.below(3) - 1) + R"(,"max":)" +
              std::to_string(alike ? 90 : 60 + cast_.below(60)) + "}}}";
    }
    text += R"(],"rules":[)";
    const int rules = 6 + cast_.below(12);
    for (int r = 0; r < rules; ++r) text += (r == 0 ? "" : ",") + drawn_rule(r);
    return text + R"(],"tiers":[{"id":"a","title":{"zh":"甲","en":"a"},"min":0},
      {"id":"b","title":{"zh":"乙","en":"b"},"min":480},
      {"id":"c","title":{"zh":"丙","en":"c"},"min":560}]})";
  }

private:
  // Four good categories, four bad ones, two of neither; or all are good.
  [[nodiscard]] std::string nature(int category) const {
    if (all_good_) return "good";
    return category < 4 ? "good" : category < 8 ? "bad" : "neutral";
  }

  [[nodiscard]] std::string cents(int most) {
    const int whole = 1 + cast_.below(most);
    return std::to_string(whole) + (cast_.one_in(3) ? ".25" : "");
  }

  [[nodiscard]] std::string drawn_rule(int number) {
    const int category = cast_.below(10);
    const bool gives = all_good_ || category < 4 || (category >= 8 && cast_.one_in(2));
    const std::string sign = gives ? "" : "-";
    std::string rest = R"("categories":[")" + std::string(categories[category]) + R"("])";
    if (cast_.one_in(3)) {
      rest += R"(,"when":"record.level >= )" + std::to_string(1 + cast_.below(4)) + R"(")";
    }
    switch (cast_.below(4)) {
      case 0:
        rest += R"(,"points":{"per":"units","unit":)" + std::to_string(1 + cast_.below(7)) +
                R"(,"points":)" + sign + cents(3) + R"(,"max":)" +
                std::to_string(10 + cast_.below(60)) + "}";
        break;
      case 1:
        rest += R"(,"points":{"table":[{"when":"record.level >= 4","points":)" + sign + cents(60) +
                R"(},{"when":"record.level >= 2","points":)" + sign + cents(30) +
                R"(}],"otherwise":)" + sign + cents(9) + "}";
        break;
      default: rest += R"(,"points":)" + sign + cents(60); break;
    }
    if (!cast_.one_in(4) || !gives) {
      rest += R"(,"valid_months":)" + std::to_string(1 + cast_.below(40));
    }
    if (!cast_.one_in(3)) {
      rest += R"(,"limits":{"total":)" + std::to_string(5 + cast_.below(80)) + "}";
    }
    return rule("r" + std::to_string(number), "d" + std::to_string(cast_.below(dimensions_)), rest);
  }

  dice& cast_;
  int dimensions_;
  bool all_good_ = false;
};

void draw_records(dice& cast, std::vector<record>& to, std::deque<std::vector<named_value>>& values,
                  std::deque<std::string>& ids) {
  const int count = cast.below(3) * cast.below(9);
  const bool all_given = cast.one_in(2);
  for (int r = 0; r < count; ++r) {
    record it;
    it.record_id = ids.emplace_back("r" + std::to_string(to.size()));
    it.category = cast.one_in(30) ? "none" : cast.of(categories);
    it.provider = "bureau";
    it.occurred_on = day(2023, 6, 1) + cast.below(1000);
    // Later than any calendar reaches.
    if (cast.one_in(40)) it.occurred_on = day(2027, 1, 1) + cast.below(9000);
    if (cast.one_in(9))
      it.status = cast.one_in(2) ? record_status::revoked : record_status::disputed;
    if (cast.one_in(5)) {
      it.status = record_status::repaired;
      it.repaired_on = it.occurred_on + cast.below(400);
    }
    std::vector<named_value>& given = values.emplace_back();
    if (all_given || !cast.one_in(7))
      given.push_back({"level", value::of(std::int64_t{cast.below(8)} - 1)});
    if (all_given || !cast.one_in(7))
      given.push_back({"units", value::of(std::int64_t{cast.below(110)} - 3)});
    it.attributes = given;
    to.push_back(it);
  }
}

/// How many of the residents of a town were the engine's.
std::uint64_t compare(dice& cast, int dimensions) {
  town them(compile(few_columns(cast, dimensions).json()));
  const bool with_ids = cast.one_in(3);  // then some twice
  them.with_few_columns(with_ids);
  std::deque<std::vector<named_value>> values;
  std::deque<std::string> ids;
  const bool all_given = cast.one_in(2);
  for (int n = 0; n < 40; ++n) {
    subject who;
    who.subject_id = "s";
    who.birth_date = day(1980, 1, 1);
    who.enrolled_on = day(2020, 1, 1);
    who.residency = residency::registered;
    who.capacity = capacity::full;
    if (cast.one_in(20)) who.birth_date = day(2006, 1, 1) + cast.below(900);
    std::vector<record> records;
    draw_records(cast, records, values, ids);
    // Now and then hundreds: no number of claims is too large.
    int more = n == 0 && cast.one_in(8) ? 60 : 0;
    if (n == 1) more = cast.below(15);
    for (; more > 0; --more) {
      draw_records(cast, records, values, ids);
    }
    if (with_ids && records.size() > 1 && cast.one_in(9)) {
      records[1].record_id = records[0].record_id;
    }
    for (const record& it : records) {
      if (all_given && it.attributes.size() < 2) records.clear();
      if (records.empty()) break;
    }
    them.add(who, records);
  }
  return them.expect_same(day(2025, 1, 1) + cast.below(600));
}

// SPECIFICATION 4, 5.
TEST(BatchColumns, GiveWhatTheEngineGives) {
  std::uint64_t one_by_one = 0;
  for (int seed = 1; seed <= 400; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    dice cast(static_cast<std::uint64_t>(seed));
    one_by_one += compare(cast, 3 + cast.below(4));
    if (HasFailure()) return;
  }
  // Few are the engine's: minors on the day of a record.
  EXPECT_GT(one_by_one, 10U);
  EXPECT_LT(one_by_one, 400U * 40 / 10);
}

// SPECIFICATION 4, 5: more dimensions than a batch works on are the engine's.
TEST(BatchColumns, LeaveManyDimensionsToTheEngine) {
  for (int seed = 1; seed <= 20; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    dice cast(static_cast<std::uint64_t>(seed));
    EXPECT_EQ(compare(cast, 9), 40U);
  }
}

// SPECIFICATION 1: points are never cut off.
TEST(BatchColumns, RefuseBoundsThatDoNotFit) {
  book_text book;
  book.dimensions = R"({"id":"plus","title":{"zh":"加","en":"plus"},"min":0,"max":1000000})";
  for (int d = 0; d < 21; ++d) {
    book.dimensions += R"(,{"id":"d)" + std::to_string(d) +
                       R"(","title":{"zh":"维","en":"d"},"min":0,"max":1000000})";
  }
  book.dimensions += R"(,{"id":"repair","title":{"zh":"修复","en":"repair"},"min":0,"max":0,
    "repairs":true})";
  book.rules = rule("1", "plus", R"("categories":["good"],"points":1)");
  const result<batch> made = batch::make(compile(book.json()), {}, day(2026, 1, 1));
  ASSERT_FALSE(made.has_value());
  EXPECT_EQ(made.failure().code, "too_many");
}

}  // namespace
}  // namespace scene
