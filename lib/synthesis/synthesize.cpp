// Writes a synthetic city piece by piece. Never holds more of it than one piece.
#include "chengxin/io/synthesis.hpp"

#include <string>
#include <utility>

#include "synthesis/catalogue.hpp"
#include "synthesis/city.hpp"
#include "synthesis/flaws.hpp"
#include "synthesis/rows.hpp"

namespace chengxin::io {
namespace {

constexpr std::uint64_t most_subjects = 99'999'999;  // what eight digits of an id can name

/// Gathers bytes and hands them on in large pieces.
class pieces {
public:
  explicit pieces(const byte_writer& writer) : writer_(writer) {}

  std::string& text() noexcept { return text_; }
  std::optional<error> flush_when_large() {
    constexpr std::size_t large = 1U << 18U;
    return text_.size() < large ? std::nullopt : flush();
  }
  std::optional<error> flush() {
    std::optional<error> failure;
    if (!text_.empty()) failure = writer_(text_);
    text_.clear();
    return failure;
  }

private:
  const byte_writer& writer_;
  std::string text_;
};

}  // namespace

result<synthesis_summary> synthesize(const engine& engine, const synthesis_options& options,
                                     const byte_writer& subjects, const byte_writer& records,
                                     const synthesis_progress& progress) {
  if (options.subjects > most_subjects) {
    return error{"invalid_option", "at most 99,999,999 subjects can be made, not " +
                                       std::to_string(options.subjects)};
  }
  const rulebook& book = engine.book();
  const synthesis::catalogue city(book);
  const synthesis::row_writer subject_rows(options.format, city.subject_columns);
  const synthesis::row_writer record_rows(options.format, city.record_columns);
  const std::string some_category = book.categories.empty() ? "none" : book.categories.front().id;

  synthesis_summary made;
  pieces subject_text(subjects);
  pieces record_text(records);
  subject_rows.append_subject_header(subject_text.text());
  record_rows.append_record_header(record_text.text());
  synthesis::record_row record;
  std::uint32_t flaws_made = 0;

  for (std::uint64_t number = 1; number <= options.subjects; ++number) {
    synthesis::resident who(city, options.as_of, options.seed, number);
    subject_rows.append(subject_text.text(), who.about());
    ++made.subjects;
    while (who.next(record)) {
      record_rows.append(record_text.text(), record);
      ++made.records;
    }
    while (flaws_made < options.bad_rows * number / options.subjects) {
      ++flaws_made;
      const std::string& known = who.about().subject_id;
      made.bad_rows += synthesis::append_bad_subjects(subject_text.text(), subject_rows, book,
                                                      known, flaws_made);
      made.bad_rows += synthesis::append_bad_records(record_text.text(), record_rows, known,
                                                     some_category, flaws_made);
    }
    if (std::optional<error> failure = subject_text.flush_when_large()) return std::move(*failure);
    if (std::optional<error> failure = record_text.flush_when_large()) return std::move(*failure);
    constexpr std::uint64_t often = 10'000;
    if (progress && number % often == 0) progress(number, options.subjects);
  }
  if (std::optional<error> failure = subject_text.flush()) return std::move(*failure);
  if (std::optional<error> failure = record_text.flush()) return std::move(*failure);
  if (progress) progress(options.subjects, options.subjects);
  return made;
}

}  // namespace chengxin::io
