// Reading records by several threads (see records_by_threads.hpp).
#include "population/records_by_threads.hpp"

#include <algorithm>
#include <utility>

#include "population/row_source.hpp"

namespace chengxin::io::rows {

void bad_row_list::add(const source& from, const row_reader& reader, std::string_view code,
                       std::string_view reason, std::size_t offset) {
  ++count;
  if (kept.size() < most_) kept.push_back(make_bad_row(from, reader, code, reason, offset));
}

void bad_row_list::add(bad_row_list& more, std::uint64_t lines_before) {
  count += more.count;
  for (bad_row& it : more.kept) {
    if (kept.size() == most_) break;
    it.line += lines_before;
    kept.push_back(std::move(it));
  }
  more.kept.clear();
  more.count = 0;
}

namespace {

/// What is scored as it is read stays in the processor's own memory, if its pieces are small.
constexpr std::size_t scored_piece = std::size_t{1} << 20U;

}  // namespace

/// What one thread has.
struct records_by_threads::worker {
  worker(const records_by_threads& of, fact_memory& memory)
      : taker(of.engine_, memory, of.subjects_, of.only_, list), bad(of.options_.keep_bad_rows) {}

  piece_text piece;
  std::size_t number = 0;  // of the piece
  bool is_last = false;    // of the source
  bool is_open = false;    // a row goes over its end
  packed_list list;
  std::size_t longest_list = 0;
  packed_rows taker;
  std::optional<piece_scorer> scorer;
  bad_row_list bad;
  std::unique_ptr<row_reader> reader;
  std::optional<error> failed;
};

records_by_threads::records_by_threads(const engine& engine, const read_options& options,
                                       source& from, row_format format,
                                       const subject_index& subjects,
                                       std::optional<std::uint32_t> only,
                                       const scoring_as_read* scoring, reading& progress,
                                       records_read& into, bad_row_list& bad)
    : engine_(engine),
      options_(options),
      from_(from),
      format_(format),
      subjects_(subjects),
      only_(only),
      scoring_(scoring),
      progress_(progress),
      into_(into),
      bad_(bad),
      cutter_(from, scoring == nullptr ? options.piece : std::min(options.piece, scored_piece)) {}

records_by_threads::~records_by_threads() {
  join();
}

void records_by_threads::join() {
  for (std::thread& it : threads_) it.join();
  threads_.clear();
}

records_by_threads::worker& records_by_threads::add_worker(bool may_score) {
  fact_memory& memory = *into_.memories.emplace_back(std::make_unique<fact_memory>());
  worker& made = *workers_.emplace_back(std::make_unique<worker>(*this, memory));
  if (may_score && scoring_ != nullptr) {
    made.taker.score_by(made.scorer.emplace(scoring_->by, scoring_->subjects, memory));
  }
  return made;
}

// Precondition: the mutex is held, or there is one thread.
bool records_by_threads::take_piece(worker& by, bool is_first) {
  if (no_more_) return false;
  const std::uint64_t before = cutter_.read();
  const result<std::size_t> got = cutter_.next(by.piece);
  if (!got) {
    failed_ = got.failure();
    no_more_ = true;
    return false;
  }
  progress_.done += cutter_.read() - before;
  if (is_first && progress_.tell != nullptr && *progress_.tell) {
    (*progress_.tell)(progress_.done, progress_.total);
  }
  if (*got == 0 || cutter_.at_end()) no_more_ = true;
  if (*got == 0) return false;
  by.number = taken_++;
  by.is_last = cutter_.at_end();
  return true;
}

// Precondition: the worker's reader stands at the piece's first row.
void records_by_threads::read_piece(worker& by) {
  by.list.reserve(by.longest_list);
  if (by.scorer) by.scorer->texts_stay(by.reader->lines().is_borrowed());
  by.is_open = false;
  by.failed = read_rows(
      from_, *by.reader, by.taker, by.bad, [](const row_reader&) {},
      [&] {
        by.is_open = !by.is_last && by.reader->lines().may_go_on();
        return by.is_open;
      });
  by.longest_list = std::max(by.longest_list, by.list.size() + by.list.size() / 32);
  if (by.scorer) by.scorer->end();
}

// Precondition: the mutex is held, and it is the piece's turn.
void records_by_threads::put_in_place(worker& by) {
  bad_.add(by.bad, lines_);
  if (by.scorer) {
    hand_over(*by.scorer);
  } else {
    into_.lists.push_back(std::move(by.list));
    by.list = packed_list();
  }
  if (by.failed) {
    failed_ = std::move(by.failed);
    no_more_ = true;
  }
  if (by.is_open) {
    goes_on_ = by.number;
    no_more_ = true;
    rest_.assign(by.piece.view().substr(by.reader->lines().row_offset()));
    lines_ += by.reader->line() - 1;
  } else {
    lines_ += by.reader->lines().lines();
  }
}

void records_by_threads::hand_over(piece_scorer& by) {
  into_.scored += by.record_count() - by.kept().size();
  into_.lists.push_back(std::move(by.kept()));
  if (!by.hand_over(scoring_->into)) are_scattered_ = no_more_ = true;
  by.clear();
}

void records_by_threads::work(worker& by, bool is_first) noexcept {
  std::unique_lock lock(mutex_);
  try {
    // The first piece of the first worker was taken with the header.
    bool has_piece = is_first;
    while (has_piece || take_piece(by, is_first)) {
      lock.unlock();
      if (!has_piece) by.reader->restart(by.piece.view());
      has_piece = false;
      read_piece(by);
      lock.lock();
      changed_.wait(lock, [&] { return placed_ == by.number || thrown_; });
      if (thrown_) break;
      if (goes_on_ == nowhere && !failed_) {
        put_in_place(by);
      } else if (goes_on_ != nowhere) {
        rest_ += by.piece.view();
      }
      ++placed_;
      changed_.notify_all();
    }
  } catch (...) {
    if (!lock.owns_lock()) lock.lock();
    if (!thrown_) thrown_ = std::current_exception();
    no_more_ = true;
    changed_.notify_all();
  }
}

std::optional<error> records_by_threads::read_rest() {
  rest_ += cutter_.kept();
  progress_.done -= std::min<std::uint64_t>(progress_.done, rest_.size());
  joined_source from(std::move(rest_), from_);
  worker& by = add_worker(false);
  if (form_) {
    by.reader = form_->another(from, progress_);
  } else {
    result<std::unique_ptr<row_reader>> opened =
        open_rows(from, format_, progress_, packed_rows::members, by.taker.names());
    if (!opened) return opened.failure();
    by.reader = std::move(*opened);
  }
  std::optional<error> failed = read_rows(
      from_, *by.reader, by.taker, by.bad, [](const row_reader&) {}, [] { return false; });
  bad_.add(by.bad, lines_);
  into_.lists.push_back(std::move(by.list));
  return failed;
}

std::optional<error> records_by_threads::read() {
  worker& first = add_worker(true);
  const bool any = take_piece(first, true);
  if (failed_) return failed_;
  // A piece of nothing, or a header that goes over the first piece's end, is for one thread.
  const std::unique_ptr<source> head = from_memory(first.piece.view(), std::string(from_.name()));
  reading untold;
  result<std::unique_ptr<row_reader>> opened =
      any ? open_rows(*head, format_, untold, packed_rows::members, first.taker.names())
          : result<std::unique_ptr<row_reader>>(error{"no_piece", ""});
  if (!opened) {
    rest_ = first.piece.view();
    return read_rest();
  }
  first.reader = std::move(*opened);
  if (!no_more_) {
    const std::unique_ptr<source> nothing = from_memory({}, std::string(from_.name()));
    auto count = static_cast<std::size_t>(options_.threads);
    if (from_.size() > 0) count = std::min<std::size_t>(count, from_.size() / options_.piece + 1);
    for (std::size_t i = 1; i < count; ++i) {
      add_worker(true).reader = first.reader->another(*nothing, untold);
    }
    try {
      for (std::size_t i = 1; i < count; ++i) {
        threads_.emplace_back([this, i] { work(*workers_[i], false); });
      }
    } catch (const std::exception&) {
      // The system gives no more threads: those that it gave do the work.
    }
    work(first, true);
    join();
  } else {
    work(first, true);
  }
  form_ = std::move(first.reader);
  if (thrown_) std::rethrow_exception(thrown_);
  if (failed_ || are_scattered_) return failed_;
  const bool all_read = goes_on_ == nowhere && cutter_.at_end();
  return all_read ? std::nullopt : read_rest();
}

}  // namespace chengxin::io::rows
