// Timelines through several rulebooks (SPECIFICATION sections 5 and 7.5).
#include "chengxin/timeline_through.hpp"

#include <deque>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "chengxin/io/report.hpp"
#include "engine_drawn.hpp"

namespace scene {
namespace {

/// One resident under several rulebooks, one after another.
class life {
public:
  void add_period(const book_text& book, date from, date through) {
    residents_.emplace_back(book);
    spans_.emplace_back(from, through);
  }
  [[nodiscard]] std::deque<resident>& each() { return residents_; }

  void add(std::string_view id, std::string_view category, date occurred_on,
           const std::function<void(record&)>& change = {}) {
    for (resident& it : residents_) {
      record& made = it.add(id, category, occurred_on);
      if (change) change(made);
    }
  }

  [[nodiscard]] std::vector<timeline_period> periods() {
    std::vector<timeline_period> made;
    for (std::size_t p = 0; p < residents_.size(); ++p) {
      resident& it = residents_[p];
      const prepared_subject& who = it.prepared();
      made.push_back(
          {&it.compiled(), &who, it.prepared_records(), spans_[p].first, spans_[p].second});
    }
    return made;
  }

  /// Segments as "from..through total [period] (causes)" joined by "; ", or a code.
  std::string timeline(date from, date to) {
    const std::vector<timeline_period> all = periods();
    const result<timeline_through> made = make_timeline_through(all, from, to);
    if (!made) return made.failure().code;
    std::string text;
    for (const timeline_through_segment& it : *made) {
      if (!text.empty()) text += "; ";
      const rulebook& book = all[it.period].engine->book();
      text += to_string(it.from) + ".." + to_string(it.through) + ' ' +
              (it.eligible ? to_string(it.total) : "none") + " [" + std::to_string(it.period) + ']';
      std::string causes = it.new_rulebook ? "rulebook" : "";
      for (const timeline_cause& cause : it.causes) {
        causes += (causes.empty() ? "" : ", ") +
                  std::string(change_names[static_cast<std::size_t>(cause.what)]);
        if (cause.index != no_index) {
          causes += ' ' + (cause.what == change::ceiling ? book.ceilings[cause.index].id
                                                         : book.rules[cause.index].id);
        }
        if (cause.record != no_index) {
          causes += ' ' + std::string(all[it.period].records[cause.record].record_id);
        }
      }
      if (!causes.empty()) text += " (" + causes + ')';
    }
    return text;
  }

private:
  std::deque<resident> residents_;
  std::vector<std::pair<date, date>> spans_;
};

book_text with_rules(const std::string& rules) {
  book_text book;
  book.rules = rules;
  return book;
}
std::string gives(const char* id, const char* points) {
  return rule(id, "plus",
              std::string(R"("categories":["good"],"valid_months":12,"points":)") + points);
}

// SPECIFICATION 5.27, 5.28: the second rulebook gives as much as the first, the third more.
TEST(TimelineThrough, AChangeOfRulebookShowsWhereFiguresDiffer) {
  life it;
  it.add_period(with_rules(gives("P1", "10")), day(2026, 1, 1), day(2026, 6, 30));
  book_text second = with_rules(gives("Q1", "10"));
  // Others in another order, with the same names.
  second.dimensions = R"(
    {"id":"repair","title":{"zh":"修复","en":"repair"},"min":0,"max":2000,"repairs":true},
    {"id":"minus","title":{"zh":"减","en":"minus"},"min":-900,"max":0},
    {"id":"plus","title":{"zh":"加","en":"plus"},"min":0,"max":900})";
  it.add_period(second, day(2026, 7, 1), day(2026, 9, 30));
  it.add_period(with_rules(gives("P1", "15")), day(2026, 10, 1), day(2027, 12, 31));
  it.add("a", "good", day(2026, 3, 10));
  it.add("b", "good", day(2026, 8, 1));
  EXPECT_EQ(it.timeline(day(2026, 2, 1), day(2027, 12, 31)),
            "2026-02-01..2026-03-09 500 [0]; "
            "2026-03-10..2026-07-31 510 [0] (began P1 a); "
            "2026-08-01..2026-09-30 520 [1] (began Q1 b); "
            "2026-10-01..2027-03-10 530 [2] (rulebook); "
            "2027-03-11..2027-08-01 515 [2] (expired P1 a); "
            "2027-08-02..2027-12-31 500 [2] (expired P1 b)");
  // Periods outside the asked days are passed over.
  EXPECT_EQ(it.timeline(day(2026, 10, 1), day(2026, 12, 31)), "2026-10-01..2026-12-31 530 [2]");
  EXPECT_EQ(it.timeline(day(2026, 4, 1), day(2026, 7, 31)), "2026-04-01..2026-07-31 510 [0]");
}

// SPECIFICATION 5.27: a tier or a dimension of another name is another.
TEST(TimelineThrough, FiguresGoByTheirNames) {
  const auto of_two = [](const book_text& second) {
    life it;
    it.add_period(book_text(), day(2026, 1, 1), day(2026, 6, 30));
    it.add_period(second, day(2026, 7, 1), day(2026, 12, 31));
    return it.timeline(day(2026, 1, 1), day(2026, 12, 31));
  };
  const std::string apart =
      "2026-01-01..2026-06-30 500 [0]; 2026-07-01..2026-12-31 500 [1] (rulebook)";
  EXPECT_EQ(of_two(book_text()), "2026-01-01..2026-12-31 500 [0]");
  book_text tiers;
  tiers.tiers = R"({"id":"middle","title":{"zh":"中","en":"mid"},"min":0})";
  EXPECT_EQ(of_two(tiers), apart);
  tiers.tiers = R"({"id":"mid","title":{"zh":"中","en":"mid"},"min":0})";
  EXPECT_EQ(of_two(tiers), "2026-01-01..2026-12-31 500 [0]");
  book_text more;
  more.dimensions += R"(,{"id":"third","title":{"zh":"三","en":"third"},"min":0,"max":9})";
  EXPECT_EQ(of_two(more), apart);
  book_text strict;
  strict.eligibility = R"("min_age":60,"residency":["registered"],"capacity":["full"])";
  EXPECT_EQ(of_two(strict),
            "2026-01-01..2026-06-30 500 [0]; "
            "2026-07-01..2026-12-31 none [1] (rulebook, eligibility)");
}

// SPECIFICATION 5.28: what the facts bring on the same day. The old rulebook takes 40 for
// a and b and gives 10 for g; the new one takes 30 for each, and gives nothing.
TEST(TimelineThrough, FactsOfTheDayAreNamedBesides) {
  const auto takes = [](const char* id, const char* points) {
    return rule(id, "minus",
                std::string(R"("categories":["bad"],"valid_months":24,"points":)") + points);
  };
  life it;
  it.add_period(with_rules(gives("P1", "10") + "," + takes("N1", "-40")), day(2026, 1, 1),
                day(2026, 6, 30));
  it.add_period(with_rules(takes("N2", "-30")), day(2026, 7, 1), day(2026, 12, 31));
  it.add("a", "bad", day(2026, 2, 1), [](record& r) {
    r.status = record_status::repaired;
    r.repaired_on = day(2026, 7, 1);
  });
  it.add("b", "bad", day(2026, 2, 1));
  it.add("c", "bad", day(2026, 7, 1));
  it.add("g", "good", day(2026, 2, 1), [](record& r) { r.expires_on = day(2026, 6, 30); });
  EXPECT_EQ(it.timeline(day(2026, 3, 1), day(2026, 12, 31)),
            "2026-03-01..2026-06-30 430 [0]; "
            "2026-07-01..2026-12-31 440 [1] (rulebook, repaired a, began N2 c, lapsed g)");
}

// SPECIFICATION 5.29.
TEST(TimelineThrough, IsRefusedWithAGapOrAnotherRecord) {
  book_text half = with_rules(gives("P1", "10"));
  half.effective = R"("from":"2026-01-01","until":"2026-06-30")";
  const date from = day(2026, 3, 1), to = day(2026, 8, 31);
  const auto of_two = [&](date first_ends, date second_begins) {
    life it;
    it.add_period(half, day(2026, 1, 1), first_ends);
    it.add_period(book_text(), second_begins, day(2026, 12, 31));
    return it.timeline(from, to);
  };
  EXPECT_EQ(of_two(day(2026, 6, 30), day(2026, 7, 1)), "2026-03-01..2026-08-31 500 [0]");
  EXPECT_EQ(of_two(day(2026, 6, 30), day(2026, 7, 2)), "not_covered");
  EXPECT_EQ(of_two(day(2026, 6, 30), day(2026, 6, 30)), "not_covered");
  EXPECT_EQ(of_two(day(2026, 7, 1), day(2026, 7, 2)), "not_effective");
  life it;
  it.add_period(book_text(), day(2026, 1, 1), day(2026, 6, 30));
  EXPECT_EQ(it.timeline(from, to), "not_covered");
  EXPECT_EQ(it.timeline(day(2025, 12, 31), from), "not_covered");
  EXPECT_EQ(it.timeline(to, from), "empty_interval");
  it.add_period(book_text(), day(2026, 7, 1), day(2026, 12, 31));
  it.each()[1].add("a", "good", day(2026, 1, 1));
  EXPECT_EQ(it.timeline(from, to), "records_differ");
  EXPECT_EQ(life().timeline(from, to), "not_covered");
}

// SPECIFICATION 7.5.1, 7.5.3.
TEST(TimelineThrough, AsJson) {
  life it;
  it.add_period(with_rules(gives("P1", "10")), day(2026, 1, 1), day(2026, 6, 30));
  it.add_period(with_rules(gives("P1", "15.5")), day(2026, 7, 1), day(2026, 12, 31));
  it.add("a", "good", day(2026, 3, 10));
  it.add("b", "good", day(2026, 7, 1));
  const std::vector<timeline_period> all = it.periods();
  const auto made = make_timeline_through(all, day(2026, 4, 1), day(2026, 12, 31));
  ASSERT_TRUE(made);
  std::string out;
  io::append_timeline_through_json(out, *made, all);
  EXPECT_EQ(out, R"([{"from":"2026-04-01","through":"2026-06-30","eligible":true,"score":510,)"
                 R"("total":510,"tier":"mid","dimensions":{"plus":10,"minus":0,"repair":0},)"
                 R"("causes":[]},)"
                 R"({"from":"2026-07-01","through":"2026-12-31","eligible":true,"score":531,)"
                 R"("total":531,"tier":"mid","dimensions":{"plus":31,"minus":0,"repair":0},)"
                 R"("causes":[{"rulebook":"test","version":"1","what":"rulebook"},)"
                 R"({"rule":"P1","record":"b","what":"began"}]}])");
}

// SPECIFICATION 5.8, 5.9, 5.27: with random rulebooks, every day is in its segment and
// neighbours differ; one rulebook cut into periods is one rulebook.
TEST(TimelineThrough, AgreesWithEveryDay) {
  int crossed = 0, merged = 0;
  for (int seed = 1; seed <= 120; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    dice cast(static_cast<std::uint64_t>(seed));
    life it;
    const date from = day(2024, 6, 1), middle = day(2025, 9, 1), to = day(2027, 5, 31);
    const book_text first = drawn_book(cast).draw();
    it.add_period(first, from, middle - 1);
    it.add_period(drawn_book(cast).draw(), middle, to);
    draw_records(cast, it.each()[0]);
    it.each()[1].given() = it.each()[0].given();  // borrows the first one's attributes
    it.each()[1].who.enrolled_on = it.each()[0].who.enrolled_on;
    const std::vector<timeline_period> all = it.periods();
    const auto made = make_timeline_through(all, from, to);
    ASSERT_TRUE(made);
    std::size_t segment = 0;
    assessment now;
    for (date when = from; when <= to; when = when + 1) {
      const timeline_period& here = all[when < middle ? 0 : 1];
      ASSERT_TRUE(here.engine->assess(*here.subject, here.records, when, depth::figures, now));
      if (when > (*made)[segment].through) ++segment;
      ASSERT_LT(segment, made->size());
      const timeline_through_segment& it_is = (*made)[segment];
      ASSERT_LE(it_is.from, when);
      ASSERT_EQ(it_is.eligible, now.eligible);
      if (!now.eligible) continue;
      ASSERT_EQ(it_is.total, now.total) << to_string(when);
      for (std::size_t d = 0; d < now.dimensions.size(); ++d) {
        ASSERT_EQ(it_is.values[d], now.dimensions[d].value);
      }
      if (when != middle) continue;
      ASSERT_EQ(it_is.from == middle, it_is.new_rulebook);
      crossed += it_is.new_rulebook ? 1 : 0;
      merged += it_is.new_rulebook ? 0 : 1;
    }
    ASSERT_EQ(made->back().through, to);
    for (std::size_t s = 1; s < made->size(); ++s) {
      const timeline_through_segment& a = (*made)[s - 1];
      const timeline_through_segment& b = (*made)[s];
      ASSERT_EQ(a.through + 1, b.from);
      ASSERT_TRUE(a.eligible != b.eligible || a.total != b.total || a.values != b.values);
    }
    // The first rulebook alone, in two periods.
    std::vector<timeline_period> cut{all[0], all[0]};
    cut[1].from = middle;
    cut[1].through = to;
    const auto joined = make_timeline_through(cut, from, to);
    const auto whole = make_timeline(*all[0].engine, *all[0].subject, all[0].records, from, to);
    ASSERT_TRUE(joined && whole);
    ASSERT_EQ(joined->size(), whole->size());
    for (std::size_t s = 0; s < whole->size(); ++s) {
      ASSERT_EQ((*joined)[s].through, (*whole)[s].through);
      ASSERT_EQ((*joined)[s].values, (*whole)[s].values);
    }
  }
  EXPECT_GT(crossed, 50);
  EXPECT_GT(merged, 5);
}

}  // namespace
}  // namespace scene
