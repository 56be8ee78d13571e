// A population once read: what it answers (see io/population.hpp).
#include "chengxin/io/population.hpp"

#include <utility>

#include "population/content.hpp"

namespace chengxin::io {

population::population(std::unique_ptr<content> read) : content_(std::move(read)) {}
population::population(population&&) noexcept = default;
population& population::operator=(population&&) noexcept = default;
population::~population() = default;

std::size_t population::size() const noexcept {
  return content_->subjects.subjects.size();
}

std::size_t population::record_count() const noexcept {
  return content_->record_count;
}

const prepared_subject& population::subject(std::size_t index) const noexcept {
  return content_->subjects.subjects[index];
}

std::span<const prepared_record> population::records(std::size_t index) const {
  const std::lock_guard lock(content_->mutex);
  auto found = content_->ready.find(index);
  if (found == content_->ready.end()) {
    record_memory made;
    static_cast<void>(records(index, made));
    found = content_->ready.emplace(index, std::move(made)).first;
  }
  return found->second.records;
}

std::span<const prepared_record> population::records(std::size_t index, record_memory& in) const {
  rows::unpack_all(content_->records[index], content_->by.book(), in);
  return in.records;
}

std::optional<std::size_t> population::find(std::string_view subject_id) const noexcept {
  const std::uint32_t found = content_->subjects.index.find(subject_id);
  if (found == rows::subject_index::none) return std::nullopt;
  return found;
}

const std::vector<bad_row>& population::bad_rows() const noexcept {
  return content_->bad_rows;
}

std::uint64_t population::bad_row_count() const noexcept {
  return content_->bad_row_count;
}

std::optional<row_format> row_format_of(std::string_view file_name) noexcept {
  const auto ends_in = [&](std::string_view ending) {
    return file_name.size() >= ending.size() &&
           file_name.substr(file_name.size() - ending.size()) == ending;
  };
  if (ends_in(".csv")) return row_format::csv;
  if (ends_in(".jsonl")) return row_format::jsonl;
  return std::nullopt;
}

}  // namespace chengxin::io
