// Reading the records' file by several threads, a piece each, with the same outcome as by
// one. Never takes for granted that a row ends where a piece does: whoever reads a piece
// finds out, and from a row on that goes over its piece's end one thread reads the rest.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <limits>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "chengxin/io/population.hpp"
#include "population/packed_rows.hpp"
#include "population/piece_scorer.hpp"
#include "population/pieces.hpp"
#include "population/row.hpp"

namespace chengxin::io::rows {

/// Keeps a bad row, or counts it only, as the options say.
class bad_row_list {
public:
  explicit bad_row_list(std::size_t most) : most_(most) {}

  void add(const source& from, const row_reader& reader, std::string_view code,
           std::string_view reason, std::size_t offset);
  /// Those of text that begins after so many lines.
  void add(bad_row_list& more, std::uint64_t lines_before);

  std::vector<bad_row> kept;
  std::uint64_t count = 0;

private:
  std::size_t most_;
};

/// Whether rows may be plain, and the taker takes such.
template <class Taker>
[[nodiscard]] bool expect_plain(const row_reader& reader, Taker& taker) {
  if constexpr (requires { taker.expect_plain(reader.plain_columns()); }) {
    if (reader.plain_columns().empty()) return false;
    taker.expect_plain(reader.plain_columns());
    return true;
  }
  return false;
}

/// Takes rows as long as they are plain.
template <class Taker, class Grow>
void take_plain(row_reader& reader, Taker& taker, Grow& grow) {
  if constexpr (requires(plain_run rows) { taker.take_plain(rows); }) {
    for (plain_run rows; reader.next_plain(rows);) {
      grow(reader);
      const std::size_t taken = taker.take_plain(rows);
      if (taken < rows.size()) return reader.put_back_plain(rows.size() - taken);
    }
  }
}

/// Reads rows until the source ends or fails. `grow` is told after each good
/// row, or before some, how far the reader is; `goes_on` is asked about a bad row whether to stop
/// before it.
template <class Taker, class Grow, class GoesOn>
std::optional<error> read_rows(const source& from, row_reader& reader, Taker& taker,
                               bad_row_list& bad, Grow&& grow, GoesOn&& goes_on) {
  row row;
  const bool may_be_plain = expect_plain(reader, taker);
  for (;;) {
    if (may_be_plain) take_plain(reader, taker, grow);
    switch (reader.next(row)) {
      case row_reader::step::end: return std::nullopt;
      case row_reader::step::failed: return reader.failure();
      case row_reader::step::bad:
        if (goes_on()) return std::nullopt;
        bad.add(from, reader, reader.fault().code, reader.fault().reason, reader.fault().offset);
        break;
      case row_reader::step::row:
        if (const finding wrong = taker.take(row); !wrong.code.empty()) {
          bad.add(from, reader, wrong.code, wrong.reason, reader.offset_of(wrong.place));
        } else {
          grow(reader);
        }
        break;
    }
  }
}

/// Scores subjects while their records are read.
struct scoring_as_read {
  const score_plan& by;
  const subject_list& subjects;
  kept_scores& into;
};

class records_by_threads {
public:
  /// All are borrowed. Records go into `into.lists`, bad rows into `bad`; with `scoring`,
  /// which may be null, only the records of those who are not scored.
  records_by_threads(const engine& engine, const read_options& options, source& from,
                     row_format format, const subject_index& subjects,
                     std::optional<std::uint32_t> only, const scoring_as_read* scoring,
                     reading& progress, records_read& into, bad_row_list& bad);
  ~records_by_threads();
  records_by_threads(const records_by_threads&) = delete;
  records_by_threads& operator=(const records_by_threads&) = delete;

  [[nodiscard]] std::optional<error> read();

  /// After read(): somebody was scored whose records do not stand together, and what was
  /// read means nothing.
  [[nodiscard]] bool are_scattered() const noexcept { return are_scattered_; }

private:
  struct worker;
  static constexpr std::size_t nowhere = std::numeric_limits<std::size_t>::max();

  worker& add_worker(bool may_score);
  [[nodiscard]] bool take_piece(worker& by, bool is_first);
  void read_piece(worker& by);
  void put_in_place(worker& by);
  void hand_over(piece_scorer& by);
  void work(worker& by, bool is_first) noexcept;
  void join();
  [[nodiscard]] std::optional<error> read_rest();

  const engine& engine_;
  const read_options& options_;
  source& from_;
  row_format format_;
  const subject_index& subjects_;
  std::optional<std::uint32_t> only_;
  const scoring_as_read* scoring_;
  reading& progress_;
  records_read& into_;
  bad_row_list& bad_;
  piece_cutter cutter_;
  std::vector<std::unique_ptr<worker>> workers_;
  std::unique_ptr<row_reader> form_;  // knows the header
  std::vector<std::thread> threads_;

  std::mutex mutex_;
  std::condition_variable changed_;
  std::size_t taken_ = 0;          // pieces
  std::size_t placed_ = 0;         // those whose records are in place
  std::size_t goes_on_ = nowhere;  // the piece that ends within a row
  bool no_more_ = false;
  bool are_scattered_ = false;
  std::uint64_t lines_ = 0;  // before the next piece to be put in place
  std::string rest_;         // what was read and is not in place
  std::optional<error> failed_;
  std::exception_ptr thrown_;
};

}  // namespace chengxin::io::rows
