// What the fuzzers of both formats share: any bytes read as a population, once in
// whole and once in small pieces, must come to the same and hold together.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>

#include "../unit/population_fixture.hpp"
#include "chengxin/io/population_scores.hpp"
#include "chengxin/utf8.hpp"

namespace fuzz_rows {

using namespace chengxin;
using io::population;

inline void require(bool holds) {
  if (!holds) std::abort();
}

// Gives a few bytes at a time.
class small_source final : public io::source {
public:
  small_source(std::string_view text, std::size_t step) : text_(text), step_(step) {}
  result<std::size_t> read(char* into, std::size_t size) override {
    const std::size_t got = text_.copy(into, std::min(size, step_));
    text_.remove_prefix(got);
    return got;
  }
  std::string_view name() const noexcept override { return "-"; }

private:
  std::string_view text_;
  std::size_t step_;
};

inline void check_bad_rows(const population& read) {
  require(read.bad_rows().size() == read.bad_row_count());
  for (const io::bad_row& bad : read.bad_rows()) {
    require(bad.line > 0 && bad.column > 0 && !bad.code.empty() && !bad.reason.empty());
    require(bad.reason.find('\n') == std::string::npos && bad.row.size() <= 4096);
  }
  const std::string rejects = io::rejects_csv(read.bad_rows());
  require(find_invalid_utf8(rejects) == std::string_view::npos);
}

inline void check_facts(const population& read) {
  const engine& with = rows_fixture::small_engine();
  std::size_t records = 0;
  for (std::size_t s = 0; s < read.size(); ++s) {
    const std::string_view id = read.subject(s).subject_id;
    require(!id.empty() && id.size() <= 64 && read.find(id) == s);
    assessment made;
    require(with.assess(read.subject(s), read.records(s), date::of(2026, 6, 30), depth::everything,
                        made));
    for (const prepared_record& record : read.records(s)) {
      ++records;
      require(!record.record_id.empty() && record.record_id.size() <= 64);
      require(record.occurred_on >= first_input_day && record.occurred_on <= last_input_day);
      require(record.expires_on >= record.occurred_on);
      require((record.repaired_on != no_day) == (record.status == record_status::repaired));
      require((record.attributes != nullptr) == (with.attribute_count(record.category) > 0));
    }
  }
  require(records == read.record_count());
}

inline void require_same(const population& a, const population& b) {
  require(a.size() == b.size() && a.record_count() == b.record_count());
  require(a.bad_row_count() == b.bad_row_count());
  for (std::size_t i = 0; i < a.bad_rows().size(); ++i) {
    const io::bad_row& x = a.bad_rows()[i];
    const io::bad_row& y = b.bad_rows()[i];
    require(x.line == y.line && x.column == y.column && x.code == y.code && x.row == y.row);
  }
}

// One that a batch can score without knowing any text of the records beforehand.
inline const engine& scored_engine() {
  static const engine made = [] {
    rulebook book = rows_fixture::small_book();
    book.categories[0].attributes[2].values = {"here", "there"};
    return rows_fixture::engine_for(std::move(book));
  }();
  return made;
}

inline std::string scores_of(const population& read) {
  const io::population_scores scores(scored_engine(), read, date::of(2026, 6, 30), true);
  io::population_scores::worker worker(scores);
  std::string out;
  worker.append(0, read.size(), out);
  return out + std::to_string(read.record_count());
}

// Read for its scores alone, in pieces that end wherever, a population has the same.
inline void check_scores(std::string_view subjects, std::string_view records,
                         io::row_format format) {
  io::read_options alone;
  alone.scored = io::scored_as_read{date::of(2026, 6, 30), true};
  const auto all_kept = rows_fixture::read(subjects, records, format, {}, scored_engine());
  for (const std::size_t piece : {64U, 700U}) {  // of less than a row, and of several
    alone.piece = piece;
    const auto scored = rows_fixture::read(subjects, records, format, alone, scored_engine());
    require(all_kept.has_value() == scored.has_value());
    if (!all_kept) continue;
    require(io::rejects_csv(all_kept->bad_rows()) == io::rejects_csv(scored->bad_rows()));
    require(scores_of(*all_kept) == scores_of(*scored));
  }
}

/// `bytes` are the subjects, a byte 0x1E, and the records.
inline void run(std::string_view bytes, io::row_format format) {
  const std::size_t middle = std::min(bytes.find('\x1E'), bytes.size());
  const std::string_view subjects = bytes.substr(0, middle);
  const std::string_view records = bytes.substr(std::min(middle + 1, bytes.size()));
  const auto read_by = [&](std::size_t step) {
    small_source first(subjects, step), second(records, step);
    return io::read_population(rows_fixture::small_engine(), first, format, second, format);
  };
  check_scores(subjects, records, format);
  const auto whole = read_by(SIZE_MAX);
  const auto pieces = read_by(5);
  require(whole.has_value() == pieces.has_value());
  if (!whole) {
    require(whole.failure().code == pieces.failure().code);
    require(whole.failure().message == pieces.failure().message);
    return;
  }
  check_bad_rows(*whole);
  check_facts(*whole);
  require_same(*whole, *pieces);
}

}  // namespace fuzz_rows
