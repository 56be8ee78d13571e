// Reading a population: all subjects, then all records, then each subject's
// records brought together. Never decodes a row (subject_rows and record_rows do).
#include <algorithm>
#include <utility>

#include "chengxin/io/population.hpp"
#include "population/content.hpp"
#include "population/grouping.hpp"
#include "population/records_by_threads.hpp"
#include "population/row_source.hpp"

namespace chengxin::io {

using rows::reading;
using rows::row_reader;

class population_reader {
public:
  population_reader(const engine& engine, const read_options& options)
      : engine_(engine),
        options_(options),
        content_(new population::content(engine)),
        bad_(options.keep_bad_rows) {}

  result<population> read(source& subjects, row_format subjects_format, source& records,
                          row_format records_format) {
    progress_.tell = &options_.progress;
    if (subjects.size() > 0 && records.size() > 0) {
      progress_.total = subjects.size() + records.size();
    }
    if (std::optional<error> failed = read_subjects(subjects, subjects_format)) return *failed;
    if (std::optional<error> failed = read_records(records, records_format)) return *failed;
    content_->record_count = content_->read.scored;
    for (const rows::packed_list& list : content_->read.lists) {
      content_->record_count += list.size();
    }
    content_->records = rows::group_by_subject(content_->read.lists,
                                               content_->subjects.subjects.size(), engine_.book());
    content_->bad_rows = std::move(bad_.kept);
    content_->bad_row_count = bad_.count;
    return population(std::move(content_));
  }

private:
  // Reads all rows of one source. `grow` is told after each good row how far the
  // source is read.
  template <class Taker, class Grow>
  std::optional<error> read_all(source& from, row_format format, Taker& taker, Grow&& grow) {
    result<std::unique_ptr<row_reader>> opened =
        rows::open_rows(from, format, progress_, Taker::members, taker.names());
    if (!opened) return opened.failure();
    return rows::read_rows(from, **opened, taker, bad_, grow, [] { return false; });
  }

  std::optional<error> read_subjects(source& from, row_format format) {
    rows::subject_rows taker(engine_, content_->memory, content_->subjects);
    const std::uint64_t size = from.size();
    return read_all(from, format, taker,
                    [&](const row_reader& reader) { make_room(content_->subjects, reader, size); });
  }

  std::optional<error> read_records(source& from, row_format format) {
    if (options_.scored && !options_.only_subject && !rows::score_plan::reads_texts(engine_) &&
        from.restart()) {
      bool are_scattered = false;
      const auto bad_before = bad_;
      const std::uint64_t done_before = progress_.done;
      std::optional<error> failed = score_records(from, format, are_scattered);
      if (!are_scattered) return failed;
      content_->scored.reset();
      content_->read = {};
      bad_ = bad_before;
      progress_.done = done_before;
      if (!from.restart()) {
        return error{"io_error", std::string(from.name()) + ": cannot be read a second time"};
      }
    }
    return keep_records(from, format);
  }

  // Scores those whose records stand together. Where somebody's do not, what it leaves
  // means nothing.
  std::optional<error> score_records(source& from, row_format format, bool& are_scattered) {
    const rows::score_plan plan(engine_, options_.scored->day, options_.scored->stable_through, {});
    if (!plan.made) {
      are_scattered = true;
      return std::nullopt;
    }
    rows::kept_scores& scores =
        content_->scored.emplace(content_->subjects.subjects.size(), engine_.book(),
                                 options_.scored->day, options_.scored->stable_through);
    const rows::scoring_as_read scoring{plan, content_->subjects, scores};
    rows::records_by_threads by(engine_, options_, from, format, content_->subjects.index,
                                std::nullopt, &scoring, progress_, content_->read, bad_);
    std::optional<error> failed = by.read();
    are_scattered = by.are_scattered();
    if (failed || are_scattered) return failed;
    for (const rows::packed_list& list : content_->read.lists) {
      for (const rows::packed_record& it : list) are_scattered |= scores.has(it.subject);
    }
    return std::nullopt;
  }

  std::optional<error> keep_records(source& from, row_format format) {
    std::optional<std::uint32_t> only;
    if (options_.only_subject) only = content_->subjects.index.find(*options_.only_subject);
    if (options_.threads > 1) {
      return rows::records_by_threads(engine_, options_, from, format, content_->subjects.index,
                                      only, nullptr, progress_, content_->read, bad_)
          .read();
    }
    rows::packed_list& list = content_->read.lists.emplace_back();
    rows::packed_rows taker(engine_, content_->memory, content_->subjects.index, only, list);
    const std::uint64_t size = from.size();
    return read_all(from, format, taker,
                    [&](const row_reader& reader) { make_room(list, reader, size); });
  }

  // When the list is full, room for as many as the rest of the source seems to hold, so that
  // it is seldom copied.
  static void make_room(rows::packed_list& records, const row_reader& reader, std::uint64_t size) {
    if (is_full(records)) records.reserve(expected(records.size(), reader, size));
  }
  static void make_room(rows::subject_list& into, const row_reader& reader, std::uint64_t size) {
    if (!is_full(into.subjects)) return;
    const std::size_t count = expected(into.subjects.size(), reader, size);
    into.subjects.reserve(count);
    // Not for the few more: they could double it.
    into.index.reserve(count - count / 16);
  }
  template <class List>
  static bool is_full(const List& list) {
    constexpr std::size_t least = 4096;
    const std::size_t soon = list.size() + rows::plain_run::most;
    return soon >= least && soon > list.capacity();
  }
  // How many rows the source has, where so many lie before what is read.
  static std::size_t expected(std::size_t rows, const row_reader& reader, std::uint64_t size) {
    constexpr double most_growth = 64;
    const std::uint64_t consumed = reader.consumed();
    if (consumed == 0) return 2 * rows;
    const double whole = static_cast<double>(size) / static_cast<double>(consumed) * 1.02;
    const double growth = std::clamp(whole, 2.0, most_growth);
    return static_cast<std::size_t>(static_cast<double>(rows) * growth);
  }

  const engine& engine_;
  const read_options& options_;
  reading progress_;
  std::unique_ptr<population::content> content_;
  rows::bad_row_list bad_;
};

result<population> read_population(const engine& engine, source& subjects,
                                   row_format subjects_format, source& records,
                                   row_format records_format, const read_options& options) {
  return population_reader(engine, options)
      .read(subjects, subjects_format, records, records_format);
}

}  // namespace chengxin::io
