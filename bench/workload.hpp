// Workload W: 40 additive rules over 48 categories, and residents with typed
// records, the same on every machine. What the speed of assessing is measured on.
#pragma once

#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include "chengxin/engine.hpp"
#include "chengxin/io/rulebook.hpp"

namespace chengxin::bench {

inline constexpr date day_of_w = date::of(2026, 2, 28);

/// splitmix64: the same numbers everywhere.
class dice {
public:
  explicit dice(std::uint64_t seed) : state_(seed) {}
  /// From 0 to n - 1.
  std::uint64_t roll(std::uint64_t n) noexcept {
    state_ += 0x9E3779B97F4A7C15U;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
    return (z ^ (z >> 31U)) % n;
  }

private:
  std::uint64_t state_;
};

[[nodiscard]] inline std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    std::fprintf(stderr, "cannot read %s\n", path.c_str());
    std::exit(3);
  }
  return {std::istreambuf_iterator<char>(file), {}};
}

[[nodiscard]] inline engine compile_w() {
  const io::loaded_rulebook loaded =
      io::load_rulebook(read_file(CHENGXIN_BENCH_DATA "/workload_w.json"));
  auto made = engine::compile(loaded.book);
  if (!made) {
    std::fprintf(stderr, "%s\n", made.failure().message.c_str());
    std::exit(1);
  }
  return *made;
}

/// A resident of W: no identifiers, `count` records with two attributes each.
struct resident {
  prepared_subject subject;
  std::vector<prepared_record> records;
  std::unique_ptr<value[]> values;
};

[[nodiscard]] inline resident make_resident(const engine& engine, std::uint64_t seed,
                                            std::size_t count) {
  dice dice(seed);
  resident made;
  made.subject.birth_date = date::of(1960 + static_cast<int>(dice.roll(40)), 5, 17);
  made.subject.enrolled_on = date::of(2020, 1, 1);
  made.subject.residency = residency::registered;
  made.subject.capacity = capacity::full;
  made.values = std::make_unique<value[]>(2 * count);
  for (std::size_t i = 0; i < count; ++i) {
    prepared_record record;
    record.category = static_cast<std::uint32_t>(dice.roll(engine.book().categories.size()));
    record.occurred_on = day_of_w - static_cast<std::int32_t>(dice.roll(5 * 365)) + 20;
    const std::uint64_t status = dice.roll(20);
    record.status = status == 0   ? record_status::revoked
                    : status == 1 ? record_status::disputed
                                  : record_status::active;
    made.values[2 * i] = value::of(static_cast<std::int64_t>(dice.roll(6)));
    made.values[2 * i + 1] = value::of(static_cast<std::int64_t>(dice.roll(100)));
    record.attributes = &made.values[2 * i];
    record.standing = engine.standing_of(record);
    made.records.push_back(record);
  }
  return made;
}

}  // namespace chengxin::bench
