// A population: subjects and their records, read from CSV or JSON Lines and
// prepared for one engine (SPECIFICATION 2 and 7). Declarations only.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "chengxin/date.hpp"
#include "chengxin/engine.hpp"
#include "chengxin/facts.hpp"
#include "chengxin/io/source.hpp"
#include "chengxin/result.hpp"

namespace chengxin::io {

enum class row_format : std::uint8_t { csv, jsonl };

/// The format that a file's name ends in (".csv", ".jsonl"), if any.
[[nodiscard]] std::optional<row_format> row_format_of(std::string_view file_name) noexcept;

/// A row that could not be used, and why.
struct bad_row {
  std::string file;
  std::uint64_t line = 0;  ///< where the row begins, from 1
  /// The first character of the offending cell or member, from 1, in code points;
  /// 1 where that is on a later line of a row that has several.
  std::uint32_t column = 0;
  std::string code;    ///< stable, lower_snake_case
  std::string reason;  ///< one line of English
  std::string row;     ///< the row's own text, cut to 4 KiB; its bytes are as they came
};

/// Told from time to time how many bytes of how many are read (0: not known).
using read_progress = std::function<void(std::uint64_t done, std::uint64_t total)>;

/// Where the records of one subject are made ready, to be used again for another's.
struct record_memory {
  std::vector<prepared_record> records;
  std::vector<value> values;
};

/// Subjects and records, prepared. Immutable once read; threads may share it.
class population {
public:
  population(population&&) noexcept;
  population& operator=(population&&) noexcept;
  ~population();

  [[nodiscard]] std::size_t size() const noexcept;  ///< subjects
  [[nodiscard]] std::size_t record_count() const noexcept;
  [[nodiscard]] const prepared_subject& subject(std::size_t index) const noexcept;
  /// The records of a subject, in input order. They are made ready when they are first
  /// asked for, and stay.
  [[nodiscard]] std::span<const prepared_record> records(std::size_t index) const;
  /// The same until the memory is used again, for one who goes through many subjects.
  [[nodiscard]] std::span<const prepared_record> records(std::size_t index,
                                                         record_memory& in) const;
  [[nodiscard]] std::optional<std::size_t> find(std::string_view subject_id) const noexcept;
  /// The rows left out, subjects' file first, in the order of the files.
  [[nodiscard]] const std::vector<bad_row>& bad_rows() const noexcept;
  /// How many rows were bad, also where the list above was cut short.
  [[nodiscard]] std::uint64_t bad_row_count() const noexcept;

private:
  friend class population_reader;
  friend class population_scores;
  struct content;
  explicit population(std::unique_ptr<content>);
  std::unique_ptr<content> content_;
};

/// Which scores a population is read for.
struct scored_as_read {
  date day;  ///< the rulebook is effective on it
  bool stable_through = false;
};

struct read_options {
  /// At most so many bad rows are kept in population::bad_rows; all are counted.
  std::size_t keep_bad_rows = SIZE_MAX;
  /// Keeps the records of this subject alone (every row is read and checked
  /// all the same).
  std::optional<std::string> only_subject;
  read_progress progress;  ///< told on the calling thread
  /// How many threads read the records, at least 1; the outcome is the same. By several,
  /// the source of the records is read now by one and now by another.
  std::int32_t threads = 1;
  /// Keeps what population_scores need on this day and no more: records need not be kept of
  /// those whom reading has scored. The same figures, in less time and memory, where the
  /// records of each subject stand together; population::records() must not be called.
  std::optional<scored_as_read> scored;
  /// About how many bytes of the records a thread takes at a time.
  std::size_t piece = std::size_t{4} << 20U;
};

/// Reads all subjects, then all records. The engine must outlive the result.
/// Errors (the whole file is refused): `io_error`, `missing_column`,
/// `unknown_column`, `repeated_column`, `no_header`. A bad row is no error here:
/// it is left out and listed.
[[nodiscard]] result<population> read_population(const engine& engine, source& subjects,
                                                 row_format subjects_format, source& records,
                                                 row_format records_format,
                                                 const read_options& options = {});

/// Bad rows as the CSV of `--rejects`: `file,line,column,code,reason,row`, lines
/// ending in LF. A leading `=`, `+`, `-` or `@` of a text gets a `'` before it;
/// what is not UTF-8, and NUL, becomes U+FFFD.
[[nodiscard]] std::string rejects_csv(const std::vector<bad_row>& rows);

}  // namespace chengxin::io
