// Small rulebooks and residents drawn at random, always the same ones, held against
// what must be true of every one of them (SPECIFICATION sections 4.7, 4.9 and 5).
// The figures themselves are for the tests with figures worked out by hand.
#include <algorithm>

#include "engine_drawn.hpp"

namespace scene {
namespace {

// SPECIFICATION 4.9.1, 4.9.2: figures and everything agree and add up (resident::on
// holds them to it), and every record has its line.
TEST(Random, FiguresAgreeWithEverythingAndAddUp) {
  int restored = 0, undetermined = 0, ceilings = 0, over_limit = 0, same_matter = 0;
  for_each_drawn(120, [&](resident& it, dice& cast) {
    for (int n = 0; n < 3; ++n) {
      const assessment& out = it.on(day(2025, 6, 1) + cast.below(700));
      ASSERT_EQ(out.records.size(), it.given().size());
      restored += out.restored.empty() ? 0 : 1;
      undetermined += out.undetermined.empty() ? 0 : 1;
      ceilings += out.ceiling ? 1 : 0;
      for (const record_result& one : out.records) {
        over_limit += one.what == disposition::over_limit ? 1 : 0;
        same_matter += one.what == disposition::same_matter ? 1 : 0;
      }
    }
  });
  // The draw reaches what it is meant to reach.
  EXPECT_GT(std::min({restored, undetermined, ceilings, over_limit, same_matter}), 30);
}

// SPECIFICATION 4.9.3: the order of the records changes nothing.
TEST(Random, TheOrderOfRecordsDoesNotMatter) {
  for_each_drawn(100, [](resident& it, dice& cast) {
    const date when = day(2025, 6, 1) + cast.below(700);
    const assessment first = it.on(when);
    std::vector<std::pair<std::string_view, disposition>> became;
    for (std::size_t i = 0; i < first.records.size(); ++i) {
      became.emplace_back(it.given()[i].record_id, first.records[i].what);
    }
    std::reverse(it.given().begin(), it.given().end());
    if (it.given().size() > 2) std::swap(it.given()[0], it.given()[1]);
    const assessment& second = it.on(when);
    EXPECT_TRUE(alike(first, second));
    for (const auto& [id, what] : became) EXPECT_EQ(it.disposition(id), name_of(what));
  });
}

// SPECIFICATION 4.9.4, 4.7.5, 4.7.7: a good record more, a bad one less, any repair:
// none lowers the total; a decision to repair is as if the bad record had not been.
TEST(Random, NoGoodTurnIsPunished) {
  int repaired = 0;
  for_each_drawn(120, [&](resident& it, dice& cast) {
    const date when = day(2025, 6, 1) + cast.below(500);
    const points all = it.on(when).total;
    if (!it.on(when).eligible) return;
    for (std::size_t i = 0; i < it.given().size(); ++i) {
      const record kept = it.given()[i];
      const bool is_bad = kept.category == "bad" || kept.category == "act";
      const bool is_good = kept.category == "good" || kept.category == "deed";
      it.given()[i].status = record_status::revoked;
      const points without = it.on(when).total;
      if (is_good) {
        EXPECT_LE(without, all);
      } else if (is_bad) {
        EXPECT_GE(without, all);
      }
      it.given()[i] = kept;
      if (is_good || kept.status == record_status::disputed) continue;
      it.given()[i].corrected_on = kept.occurred_on;
      EXPECT_GE(it.on(when).total, all);
      it.given()[i].status = record_status::repaired;
      it.given()[i].repaired_on = kept.occurred_on;
      const points after = it.on(when).total;
      EXPECT_GE(after, all);
      if (is_bad) {
        EXPECT_EQ(after, without) << kept.record_id;
        ++repaired;
      }
      it.given()[i] = kept;
    }
  });
  EXPECT_GT(repaired, 150);
}

// SPECIFICATION 5.1, 5.4, 5.8, 5.9: timelines and stable_through agree with every day.
TEST(Random, TimelinesAgreeWithEveryDay) {
  int segments = 0;
  for_each_drawn(15, [&](resident& it, dice&) {
    const prepared_subject who = it.prepared();
    const std::vector<prepared_record> records = it.prepared_records();
    const date from = day(2024, 2, 1), to = day(2027, 1, 31);
    const result<timeline> made = make_timeline(it.compiled(), who, records, from, to);
    ASSERT_TRUE(made.has_value());
    std::size_t segment = 0;
    assessment last, now, scratch;
    for (date when = from; when <= to; when = when + 1) {
      ASSERT_TRUE(it.compiled().assess(who, records, when, depth::figures, now));
      if (when > from && !alike(last, now)) ++segment;
      ASSERT_LT(segment, made->size());
      ASSERT_LE((*made)[segment].from, when);
      ASSERT_GE((*made)[segment].through, when);
      if (when == (*made)[segment].from && segment > 0) {
        EXPECT_FALSE((*made)[segment].causes.empty()) << to_string(when);
        const std::optional<date> through =
            it.compiled().stable_through(who, records, now, scratch);
        if (segment + 1 < made->size()) {
          EXPECT_EQ(through, (*made)[segment].through);
        }
      }
      std::swap(last, now);
    }
    ASSERT_EQ(segment + 1, made->size());
    segments += static_cast<int>(made->size());
  });
  EXPECT_GT(segments, 200);
}

}  // namespace
}  // namespace scene
