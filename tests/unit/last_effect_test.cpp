// The last day on which a record can move a figure (SPECIFICATION section 5).
#include "chengxin/last_effect.hpp"

#include <algorithm>

#include "chengxin/io/population.hpp"
#include "chengxin/io/synthesis.hpp"
#include "engine_drawn.hpp"

namespace scene {
namespace {

std::string text_of(date last) {
  if (last == no_day) return "for good";
  return last == before_every_day ? "never" : to_string(last);
}
std::string last_of(resident& it, std::size_t record = 0) {
  return text_of(last_effect_day(it.compiled(), it.prepared_records()[record]));
}

const std::string takes_for = R"("categories":["bad"],"points":-10,"valid_months":)";

// SPECIFICATION 5.24 to 5.26: one record of 2026-01-31 each, of 1,500 and level L2.
TEST(LastEffect, IsTheLatestDayOfWhatItCanBring) {
  struct row {
    std::string what, category, rules, ceilings, last;
  };
  const std::string two_years = rule("N0", "minus", takes_for + "24");
  const auto absence = [](const char* months) {
    return rule("A1", "plus",
                std::string(R"("kind":"absence","categories":["bad","mixed"],
      "steps":[{"months":12,"points":5}],"break_months":)") +
                    months);
  };
  const auto under = [](const char* months) {
    return ceiling("C1",
                   std::string(R"("categories":["bad"],"max_score":400,"valid_months":)") + months);
  };
  const row rows[] = {
      {"a fixed rule", "bad", two_years, "", "2028-01-31"},
      {"the end of a shorter month", "bad", rule("N1", "minus", takes_for + "13"), "",
       "2027-02-28"},
      {"decay to half ends nothing", "bad",
       rule("N1", "minus", takes_for + R"(24,"decay":[{"after_months":6,"percent":50}])"), "",
       "2028-01-31"},
      {"decay to nothing", "bad",
       rule("N1", "minus", takes_for + R"(24,"decay":[{"after_months":6,"percent":50},
                                               {"after_months":18,"percent":0}])"),
       "", "2027-07-31"},
      {"decay after the end", "bad",
       rule("N1", "minus", takes_for + R"(24,"decay":[{"after_months":30,"percent":0}])"), "",
       "2028-01-31"},
      {"decay alone", "good", rule("P1", "plus", R"("categories":["good"],"points":5,
        "decay":[{"after_months":0,"percent":0}])"),
       "", "2026-01-31"},
      {"for good", "good", rule("P1", "plus", R"("categories":["good"],"points":5)"), "",
       "for good"},
      {"nobody asks", "mixed", two_years, under("60"), "never"},
      {"no such category", "other", two_years, "", "never"},
      {"a ceiling alone", "bad", "", under("36"), "2029-01-31"},
      {"a ceiling that ends first", "bad", two_years, under("6"), "2028-01-31"},
      {"an absence alone", "mixed", absence("12"), "", "2027-01-31"},
      {"an absence that ends last", "bad", two_years + "," + absence("60"), "", "2031-01-31"},
      {"the first rule claims, and no other after it", "bad",
       two_years + "," + rule("N2", "minus", takes_for + "48"), "", "2028-01-31"},
      {"another dimension claims too", "bad",
       two_years + "," + rule("N2", "third", takes_for + "48"), "", "2030-01-31"},
      {"a condition that holds", "bad",
       rule("N1", "minus", takes_for + R"(12,"when":"record.amount > 1000")") + "," + two_years, "",
       "2027-01-31"},
      {"a condition that does not hold", "bad",
       rule("N1", "minus", takes_for + R"(48,"when":"record.level == 'L3'")") + "," + two_years, "",
       "2028-01-31"},
      {"a condition on what is not known, in a rule that deducts", "mixed",
       rule("N1", "minus", R"("categories":["mixed"],"points":-1,"valid_months":12,
              "when":"record.amount / 0 > 1")") +
           "," + rule("N2", "minus", R"("categories":["mixed"],"points":-1,"valid_months":24)"),
       "", "never"},
      {"the same in a rule that adds", "mixed",
       rule("P1", "plus", R"("categories":["mixed"],"points":1,"valid_months":12,
              "when":"record.amount / 0 > 1")") +
           "," + rule("P2", "plus", R"("categories":["mixed"],"points":1,"valid_months":24)"),
       "", "2028-01-31"},
      {"a condition about the subject may hold or not", "bad",
       rule("N1", "minus", takes_for + R"(12,"when":"subject.age > 30")") + "," + two_years + "," +
           rule("N2", "minus", takes_for + "48"),
       "", "2028-01-31"},
      {"no points", "bad",
       rule("N1", "minus", R"("categories":["bad"],"points":0,"valid_months":24)") + "," +
           rule("N2", "minus", takes_for + "48"),
       "", "never"},
      {"a restore rule brings nothing", "bad",
       two_years + "," +
           rule("R1", "repair", R"("kind":"restore","categories":["bad"],"step":"corrected",
                                   "percent":50,"after_days":3000)"),
       "", "2028-01-31"},
  };
  for (const row& each : rows) {
    SCOPED_TRACE(each.what);
    book_text book;
    book.rules = each.rules;
    book.ceilings = each.ceilings;
    book.dimensions += R"(,{"id":"third","title":{"zh":"三","en":"third"},"min":-100,"max":0})";
    resident it(book);
    std::vector<named_value> given;
    if (each.category == "bad") given = {integer("amount", 1500), text("level", "L2")};
    if (each.category == "mixed") given = {integer("amount", 1500)};
    it.add("r", each.category, day(2026, 1, 31), given).corrected_on = day(2026, 2, 1);
    EXPECT_EQ(last_of(it), each.last);
    // Not after the provider's own last day.
    it.given()[0].expires_on = day(2026, 3, 1);
    EXPECT_EQ(last_of(it),
              each.last == "never" || each.last == "2026-01-31" ? each.last : "2026-03-01");
  }
}

// SPECIFICATION 5.23: neither the status, nor the duplicate, nor the rulebook's own days.
TEST(LastEffect, LooksThroughStatusDuplicateAndEffectivePeriod) {
  book_text book;
  book.effective = R"("from":"2026-01-01","until":"2026-12-31")";
  book.rules = rule("N1", "minus", takes_for + "24");
  resident it(book);
  for (const record_status status : {record_status::active, record_status::disputed,
                                     record_status::revoked, record_status::repaired}) {
    it.given().clear();
    it.add("first", "bad", day(2024, 1, 1));
    record& one = it.add("first", "bad", day(2026, 1, 31));
    one.status = status;
    if (status == record_status::repaired) one.repaired_on = day(2026, 2, 1);
    ASSERT_EQ(it.prepared_records()[1].standing, disposition::duplicate);
    EXPECT_EQ(last_of(it, 1), "2028-01-31");
  }
  // What no status brings back.
  it.given()[0].origin = origin::usage;
  EXPECT_EQ(last_of(it, 0), "never");
}

/// What the test asks of one resident: that each record, as it is and active, makes no
/// difference on days after its last day of effect.
class removal {
public:
  explicit removal(const engine& made) : engine_(made), last_(made) {}

  int unlimited = 0, ended = 0, tight = 0;

  void hold(const prepared_subject& who, const std::vector<prepared_record>& all, std::size_t r) {
    std::vector<prepared_record> without = all;
    without.erase(without.begin() + static_cast<std::ptrdiff_t>(r));
    std::vector<prepared_record> with = all;
    const date last = last_.day_of(all[r]);
    const bool is_bad = all[r].category < engine_.book().categories.size() &&
                        engine_.book().categories[all[r].category].nature == nature::bad;
    if (last == no_day) {
      ++unlimited;
      ASSERT_FALSE(is_bad) << all[r].record_id;
      return;
    }
    if (is_bad && last != before_every_day) {
      ASSERT_LE(last, add_months(all[r].occurred_on, 60)) << all[r].record_id;
    }
    ++ended;
    // What never has an effect has none on the day that it occurred on.
    const date from = last == before_every_day ? all[r].occurred_on - 1 : last;
    for (const bool as_active : {false, true}) {
      if (as_active) {
        with[r].status = record_status::active;
        with[r].standing = engine_.standing_of(with[r]);
      }
      for (const int later : {1, 30, 366, 1096, 3653}) {
        ASSERT_TRUE(same(who, with, without, from + later))
            << all[r].record_id << ' ' << to_string(from) << " + " << later;
      }
    }
    if (last == before_every_day) return;
    const std::vector<prepared_record> alone{with[r]};
    tight += same(who, alone, {}, last) ? 0 : 1;
  }

private:
  bool same(const prepared_subject& who, std::span<const prepared_record> a,
            std::span<const prepared_record> b, date on) {
    EXPECT_TRUE(engine_.assess(who, a, on, depth::figures, a_));
    EXPECT_TRUE(engine_.assess(who, b, on, depth::figures, b_));
    return alike(a_, b_) && (!a_.eligible || a_.score == b_.score);
  }

  const engine& engine_;
  last_effects last_;
  assessment a_, b_;
};

// SPECIFICATION 5.22: with random rulebooks and residents.
TEST(LastEffect, RemovingARecordAfterItChangesNothing) {
  int unlimited = 0, ended = 0, tight = 0;
  for_each_drawn(400, [&](resident& it, dice&) {
    const prepared_subject who = it.prepared();
    const std::vector<prepared_record> records = it.prepared_records();
    removal each(it.compiled());
    for (std::size_t r = 0; r < records.size(); ++r) each.hold(who, records, r);
    unlimited += each.unlimited;
    ended += each.ended;
    tight += each.tight;
  });
  EXPECT_GT(unlimited, 500);
  EXPECT_GT(ended, 3000);
  EXPECT_GT(tight, 500);
}

// SPECIFICATION 5.22: a city under the built-in rulebook, without its last day.
TEST(LastEffect, HoldsInACity) {
  const io::loaded_rulebook loaded = io::load_rulebook(io::builtin_rulebook_json());
  const auto book = std::make_shared<rulebook>(*loaded.book);
  book->effective_from = day(1900, 1, 1);
  book->effective_until.reset();
  const result<engine> made = engine::compile(book);
  ASSERT_TRUE(made);
  io::synthesis_options options;
  options.subjects = 400;
  std::string subjects, records;
  const auto keep_in = [](std::string& kept) {
    return [&kept](std::string_view bytes) {
      kept += bytes;
      return std::optional<error>();
    };
  };
  ASSERT_TRUE(io::synthesize(*made, options, keep_in(subjects), keep_in(records)));
  const auto who = io::from_memory(subjects, "subjects");
  const auto what = io::from_memory(records, "records");
  const auto people =
      io::read_population(*made, *who, io::row_format::csv, *what, io::row_format::csv);
  ASSERT_TRUE(people);
  removal each(*made);
  for (std::size_t s = 0; s < people->size(); ++s) {
    const auto all = people->records(s);
    const std::vector<prepared_record> kept(all.begin(), all.end());
    for (std::size_t r = 0; r < kept.size(); ++r) each.hold(people->subject(s), kept, r);
    if (HasFailure()) return;
  }
  EXPECT_GT(each.ended, 1000);
  EXPECT_GT(each.tight, 500);
  RecordProperty("ended", each.ended);
  RecordProperty("tight", each.tight);
}

}  // namespace
}  // namespace scene
