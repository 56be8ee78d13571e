// Changes between any two questions, whatever happened: the parts add up to the difference
// of the two scores, and a side without a score has no total.
#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "happenings.hpp"
#include "small_store.hpp"

namespace {

using namespace small_store;

class Change : public Happenings {
protected:
  static constexpr std::string_view days[] = {"2026-01-01", "2026-05-30", "2026-06-15",
                                              "2026-06-20", "2026-08-01", "2026-09-03",
                                              "2027-03-01", "2028-01-01"};

  question any_question(dice& cast, moment known_at) { return {day(cast.of(days)), known_at}; }

  /// A total as `score` gives it, by itself; none where there is no score.
  std::optional<points> total(std::string_view id, const question& asked) {
    const result<store_score> found = city().score(id, asked);
    return found && found->eligible ? std::optional(found->total) : std::nullopt;
  }

  void expect_whole(std::string_view id, const question& from, const question& to) {
    const result<explained_change> told = city().explain_change(id, from, to);
    if (!told) {
      // Then one of the two scores is refused as well. A score asks for a rulebook first.
      const std::string code = told.failure().code;
      const auto refused = [&](const question& asked) {
        const std::string of_score = code_of(city().score(id, asked));
        return of_score == code || of_score == "not_effective";
      };
      EXPECT_TRUE(refused(from) || refused(to)) << code;
      return;
    }
    ASSERT_EQ(told->from.total, total(id, from));
    ASSERT_EQ(told->to.total, total(id, to));
    if (!told->from.total || !told->to.total) {
      EXPECT_TRUE(told->parts.empty());
      EXPECT_NE(told->why, "");
      ++without_total_;
      return;
    }
    EXPECT_EQ(told->why, "");
    points sum{};
    change_part last = change_part::new_record;
    for (const explained_part& it : told->parts) {
      sum = sum + it.value;
      EXPECT_NE(it.value, points{});
      EXPECT_GE(it.what, last);
      last = it.what;
      const bool is_of_record =
          it.what == change_part::new_record || it.what == change_part::changed_record;
      EXPECT_EQ(it.record_id.empty(), !is_of_record);
      ++of_kind_[static_cast<std::size_t>(it.what)];
    }
    EXPECT_EQ(sum, *told->to.total - *told->from.total);
    if (told->parts.size() > 1) ++of_several_parts_;
  }

  int of_kind_[change_part_names.size()] = {};
  int of_several_parts_ = 0;
  int without_total_ = 0;
};

// STORE 2.12
TEST_F(Change, IsTheSumOfItsPartsWhateverHappened) {
  for (std::uint64_t seed = 1; seed <= 8 && !HasFailure(); ++seed) {
    SCOPED_TRACE(seed);
    dice cast(seed);
    begin_anew();
    std::vector<moment> moments;
    for (int step = 0; step < 150 && !HasFailure(); ++step) {
      SCOPED_TRACE(step);
      later();
      act(cast);
      moments.push_back(now_);
      const moment first = moments[cast.below(moments.size())];
      const moment second = moments[cast.below(moments.size())];
      expect_whole(cast.of(people), any_question(cast, std::min(first, second)),
                   any_question(cast, std::max(first, second)));
    }
  }
  expect_every_kind();
  for (std::size_t i = 0; i < std::size(of_kind_); ++i) {
    EXPECT_GT(of_kind_[i], 0) << change_part_names[i];
  }
  EXPECT_GT(of_several_parts_, 20);
  EXPECT_GT(without_total_, 10);
}

}  // namespace
