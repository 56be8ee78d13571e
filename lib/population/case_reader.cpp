// Reading one resident after another (see case_reader.hpp).
#include "chengxin/io/case_reader.hpp"

#include <array>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "json/json_line.hpp"
#include "population/record_rows.hpp"
#include "population/subject_rows.hpp"
#include "population/text.hpp"

namespace chengxin::io {
namespace {

constexpr std::size_t first_memory = std::size_t{1} << 16;
constexpr std::size_t longest_shown = 4096;
// Names of categories and providers are kept from resident to resident, but not for ever.
constexpr std::size_t most_kept = std::size_t{1} << 20;

}  // namespace

struct case_reader::content {
  explicit content(const engine& engine)
      : subject_rows(engine, memory, subjects),
        record_rows(engine, lasting, memory, subjects.index, std::nullopt, records),
        subject_lines(rows::subject_rows::members, subject_rows.names()),
        record_lines(rows::record_rows::members, record_rows.names()) {}

  void clear() {
    subjects.subjects.clear();
    subjects.index.clear();
    records.records.clear();
    records.origins.clear();
    memory.clear();
  }

  template <class Taker>
  [[nodiscard]] std::optional<bad_row> take(std::string_view line, std::uint64_t number,
                                            rows::json_line& parser, Taker& taker,
                                            std::string_view name) {
    if (!parser.parse(line, row)) {
      return bad(line, number, parser.fault().code, parser.fault().reason, parser.fault().offset,
                 name);
    }
    const rows::finding wrong = taker.take(row);
    if (wrong.code.empty()) return std::nullopt;
    return bad(line, number, wrong.code, wrong.reason,
               rows::json_line::offset_of(line, wrong.place), name);
  }

  [[nodiscard]] static bad_row bad(std::string_view line, std::uint64_t number,
                                   std::string_view code, const std::string& reason,
                                   std::size_t offset, std::string_view name) {
    bad_row made;
    made.file = name;
    made.line = number;
    made.column = rows::column_at(line, offset);
    made.code = code;
    made.reason = reason;
    made.row = rows::cut(line, longest_shown);
    return made;
  }

  std::array<std::byte, first_memory> first{};
  rows::fact_memory lasting;  // texts of categories and providers
  rows::fact_memory memory{first};
  rows::subject_list subjects;
  rows::record_list records;
  rows::subject_rows subject_rows;
  rows::record_rows record_rows;
  rows::json_line subject_lines;
  rows::json_line record_lines;
  rows::row row;
  std::vector<std::size_t> order;  // scratch
};

case_reader::case_reader(const engine& engine)
    : engine_(&engine), content_(std::make_unique<content>(engine)) {}
case_reader::case_reader(case_reader&&) noexcept = default;
case_reader& case_reader::operator=(case_reader&&) noexcept = default;
case_reader::~case_reader() = default;

std::optional<bad_row> case_reader::read(std::string_view subject, std::string_view records) {
  // Nothing where the last row was left half read, for want of memory.
  std::unique_ptr<content> whole = std::move(content_);
  if (!whole || whole->record_rows.kept_for_ever() > most_kept) {
    whole = std::make_unique<content>(*engine_);
  }
  content& it = *whole;
  it.clear();
  std::optional<bad_row> wrong = it.take(subject, 1, it.subject_lines, it.subject_rows, "subject");
  for (std::uint64_t number = 1; !wrong && !records.empty(); ++number) {
    const std::size_t end = records.find('\n');
    std::string_view line = records.substr(0, end);
    records.remove_prefix(end == std::string_view::npos ? records.size() : end + 1);
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    if (rows::json_line::is_blank(line)) continue;
    wrong = it.take(line, number, it.record_lines, it.record_rows, "records");
  }
  if (wrong) {
    it.clear();
  } else {
    mark_duplicates(it.records.records, it.order);
  }
  content_ = std::move(whole);
  return wrong;
}

const prepared_subject& case_reader::subject() const noexcept {
  return content_->subjects.subjects.front();
}

std::span<const prepared_record> case_reader::records() const noexcept {
  return content_->records.records;
}

}  // namespace chengxin::io
