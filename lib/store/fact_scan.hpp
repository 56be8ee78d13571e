// Everybody's facts from one key to another, handed over as SQLite reads them: a step
// and a look at each column would cost nearly half as much again. sqlite.cpp has it.
#pragma once

#include <cstdint>
#include <string_view>

#include "store/sqlite.hpp"

namespace chengxin::storage {

class fact_taker {
public:
  /// The next fact, by subject and then by entry. The body lives for this call alone.
  virtual void take(std::int64_t subject, std::int64_t entry, std::string_view body) = 0;

protected:
  fact_taker() = default;
  fact_taker(const fact_taker&) = default;
  fact_taker& operator=(const fact_taker&) = default;
  ~fact_taker() = default;
};

class fact_scan {
public:
  explicit fact_scan(database& on) noexcept : database_(on) {}
  ~fact_scan();
  fact_scan(const fact_scan&) = delete;
  fact_scan& operator=(const fact_scan&) = delete;

  /// Throws what a statement's step() does, and std::bad_alloc where a fact cannot be taken.
  void run(std::int64_t first_subject, std::int64_t last_subject, fact_taker& to);

private:
  database& database_;
  sqlite3_stmt* prepared_ = nullptr;
};

}  // namespace chengxin::storage
