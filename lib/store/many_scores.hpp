// The scores of many people at once, as they are kept: by columns whoever's facts are as
// most are, the others one by one. Never opens a file: may run beside who reads and writes.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/column_plan.hpp"
#include "store/scores.hpp"

namespace chengxin::storage {

/// Some people's facts, and what is kept of them once it is computed.
struct people_block {
  struct one {
    std::int64_t key = 0;
    std::string_view subject_id;
    std::size_t first_fact = 0;
    // What is to be kept.
    std::size_t score_end = 0;  ///< in `scores`; 0 bytes of one who has none
    date last_day;
  };
  struct fact {
    std::int64_t entry = 0;
    std::size_t begin = 0;  ///< in `bytes`
    std::size_t size = 0;
  };

  void clear() noexcept {
    people.clear();
    facts.clear();
    bytes.clear();
    scores.clear();
  }
  /// Whose facts are to follow, once all people are there.
  void add_person(std::int64_t key, std::string_view subject_id) {
    people.push_back({key, subject_id, 0, 0, {}});
  }
  void add_fact(std::int64_t entry, std::string_view body) {
    facts.push_back({entry, bytes.size(), body.size()});
    bytes += body;
  }
  [[nodiscard]] std::size_t end_of_facts(std::size_t person) const noexcept {
    return person + 1 < people.size() ? people[person + 1].first_fact : facts.size();
  }
  [[nodiscard]] std::string_view body_of(const fact& it) const noexcept {
    return {bytes.data() + it.begin, it.size};
  }

  std::vector<one> people;
  std::vector<fact> facts;
  std::string bytes;
  std::string scores;  ///< rows of the cache, as score_cache packs them
};

/// What a refresh under one rulebook computes with. Immutable; shared by its threads.
struct refresh_plan {
  refresh_plan(const standard& with, date on, date through)
      : by(with), day(on), by_through(through), columns(with, on) {}

  const standard& by;
  date day;
  date by_through;
  column_plan columns;
};

/// One thread's hands.
class many_scores {
public:
  explicit many_scores(const refresh_plan& plan);

  /// Fills in what is to be kept. Throws `damaged`.
  void compute(people_block& of);

private:
  class engine_source;

  void take_columns(const people_block& of);
  [[nodiscard]] bool take_person(const people_block& of, std::size_t person);
  void assess(const people_block& of);
  void load(const people_block& of, std::size_t person);
  void take_figures_of(std::size_t person);

  const refresh_plan& plan_;
  computation with_;
  kept_score kept_;
  std::optional<batch_worker> worker_;

  record_block records_;
  std::vector<std::uint32_t> ids_;  ///< of one person's records, as numbers
  // By person.
  std::vector<std::uint8_t> is_apart_;  ///< whether they are computed one by one
  std::vector<std::uint32_t> offsets_;
  std::vector<date> birth_date_;
  std::vector<date> enrolled_on_;
  std::vector<residency> residency_;
  std::vector<capacity> capacity_;
  std::size_t room_ = 0;
  std::unique_ptr<bool[]> eligible_;
  std::vector<std::int32_t> score_;
  std::vector<std::int32_t> total_;
  std::vector<std::uint32_t> tier_;
  std::vector<date> stable_through_;
  std::vector<std::vector<std::int32_t>> values_;
  std::vector<std::int32_t*> value_columns_;
};

}  // namespace chengxin::storage
