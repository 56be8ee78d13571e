// Reading a population: all subjects, then all records, then each subject's
// records brought together. Never decodes a row (subject_rows and record_rows do).
#include <algorithm>
#include <utility>

#include "chengxin/io/population.hpp"
#include "population/content.hpp"
#include "population/grouping.hpp"
#include "population/row_source.hpp"

namespace chengxin::io {

using rows::reading;
using rows::row_reader;

class population_reader {
public:
  population_reader(const engine& engine, const read_options& options)
      : engine_(engine), options_(options), content_(new population::content) {}

  result<population> read(source& subjects, row_format subjects_format, source& records,
                          row_format records_format) {
    progress_.tell = &options_.progress;
    if (subjects.size() > 0 && records.size() > 0) {
      progress_.total = subjects.size() + records.size();
    }
    if (std::optional<error> failed = read_subjects(subjects, subjects_format)) return *failed;
    if (std::optional<error> failed = read_records(records, records_format)) return *failed;
    rows::group_by_subject(content_->records, content_->subjects.subjects.size(), content_->first);
    return population(std::move(content_));
  }

private:
  // Reads all rows of one source. `grow` is told after each good row how far the
  // source is read.
  template <class Taker, class Grow>
  std::optional<error> read_rows(source& from, row_format format, Taker& taker, Grow&& grow) {
    result<std::unique_ptr<row_reader>> opened =
        rows::open_rows(from, format, progress_, Taker::members, taker.names());
    if (!opened) return opened.failure();
    row_reader& reader = **opened;
    rows::row row;
    for (;;) {
      switch (reader.next(row)) {
        case row_reader::step::end: return std::nullopt;
        case row_reader::step::failed: return reader.failure();
        case row_reader::step::bad:
          refuse(from, reader, reader.fault().code, reader.fault().reason, reader.fault().offset);
          break;
        case row_reader::step::row:
          if (const rows::finding wrong = taker.take(row); !wrong.code.empty()) {
            refuse(from, reader, wrong.code, wrong.reason, reader.offset_of(wrong.place));
          } else {
            grow(reader.consumed());
          }
          break;
      }
    }
  }

  void refuse(const source& from, const row_reader& reader, std::string_view code,
              const std::string& reason, std::size_t offset) {
    ++content_->bad_row_count;
    if (content_->bad_rows.size() >= options_.keep_bad_rows) return;
    content_->bad_rows.push_back(rows::make_bad_row(from, reader, code, reason, offset));
  }

  std::optional<error> read_subjects(source& from, row_format format) {
    rows::subject_rows taker(engine_, content_->memory, content_->subjects);
    return read_rows(from, format, taker, [](std::uint64_t) {});
  }

  std::optional<error> read_records(source& from, row_format format) {
    std::optional<std::uint32_t> only;
    if (options_.only_subject) only = content_->subjects.index.find(*options_.only_subject);
    rows::record_rows taker(engine_, content_->memory, content_->memory, content_->subjects.index,
                            only, content_->records);
    const std::uint64_t size = from.size();
    return read_rows(from, format, taker,
                     [&](std::uint64_t consumed) { make_room(consumed, size); });
  }

  // When the list is full, room for as many records as the rest of the source
  // seems to hold, so that it is seldom copied.
  void make_room(std::uint64_t consumed, std::uint64_t size) {
    constexpr std::size_t least = 4096;
    constexpr std::size_t most_growth = 64;
    auto& records = content_->records.records;
    if (records.size() < least || records.size() < records.capacity() || consumed == 0) return;
    const double whole = static_cast<double>(size) / static_cast<double>(consumed) * 1.02;
    const double growth = std::clamp(whole, 2.0, static_cast<double>(most_growth));
    const auto room = static_cast<std::size_t>(static_cast<double>(records.size()) * growth);
    records.reserve(room);
    content_->records.origins.reserve(room);
  }

  const engine& engine_;
  const read_options& options_;
  reading progress_;
  std::unique_ptr<population::content> content_;
};

result<population> read_population(const engine& engine, source& subjects,
                                   row_format subjects_format, source& records,
                                   row_format records_format, const read_options& options) {
  return population_reader(engine, options)
      .read(subjects, subjects_format, records, records_format);
}

}  // namespace chengxin::io
