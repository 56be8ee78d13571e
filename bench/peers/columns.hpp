// The columns of workload W in memory, as workload.py writes them.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

namespace peers {

[[noreturn]] inline void fail(const std::string& why) {
  std::fprintf(stderr, "peers_loops: %s\n", why.c_str());
  std::exit(1);
}

enum status : std::int8_t { active, disputed, repaired, revoked };

constexpr std::int32_t no_day = INT32_MIN;  // in the files; repaired_on of what is not repaired

struct columns {
  std::vector<std::int32_t> birth_date;  // one a resident
  std::vector<std::int32_t> resident;    // one a record from here on; sorted
  std::vector<std::int16_t> category;
  std::vector<std::int8_t> level;
  std::vector<std::int16_t> units;
  std::vector<std::int32_t> occurred_on;
  std::vector<std::int8_t> status;
  std::vector<std::int32_t> repaired_on;

  std::size_t residents() const { return birth_date.size(); }
  // Where the records of a resident begin.
  std::size_t first_of(std::size_t s) const {
    return static_cast<std::size_t>(
        std::lower_bound(resident.begin(), resident.end(), static_cast<std::int32_t>(s)) -
        resident.begin());
  }
};

template <class T>
void load(const std::string& path, std::vector<T>& into) {
  std::ifstream file(path, std::ios::binary | std::ios::ate);
  if (!file) fail("cannot read " + path);
  into.resize(static_cast<std::size_t>(file.tellg()) / sizeof(T));
  file.seekg(0);
  file.read(reinterpret_cast<char*>(into.data()),
            static_cast<std::streamsize>(into.size() * sizeof(T)));
  if (!file) fail("cannot read " + path);
}

inline columns load_columns(const std::string& folder) {
  columns all;
  load(folder + "/birth_date.i32", all.birth_date);
  load(folder + "/resident.i32", all.resident);
  load(folder + "/category.i16", all.category);
  load(folder + "/level.i8", all.level);
  load(folder + "/units.i16", all.units);
  load(folder + "/occurred_on.i32", all.occurred_on);
  load(folder + "/status.i8", all.status);
  load(folder + "/repaired_on.i32", all.repaired_on);
  return all;
}

}  // namespace peers
