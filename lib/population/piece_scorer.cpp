// Scores while records are read (see piece_scorer.hpp).
#include "population/piece_scorer.hpp"

#include <algorithm>
#include <array>

#include "chengxin/engine.hpp"
#include "population/short_text.hpp"

namespace chengxin::io::rows {

piece_scorer::piece_scorer(const score_plan& by, const subject_list& subjects, fact_memory& lasting)
    : by_(by),
      subjects_(subjects),
      book_(by.by.book()),
      memory_(first_memory),
      packer_(book_, lasting),
      block_(by) {}

void piece_scorer::read_by(plain_records& plain) {
  rows_.emplace(by_, plain);
  block_.make_by(plain);
}

void piece_scorer::expect_plain() {
  rows_->expect();
}

void piece_scorer::begin(std::uint32_t subject) {
  if (subject == subject_) return;
  end_subject();
  subject_ = subject;
}

void piece_scorer::add(const prepared_record& record, std::uint32_t subject, bool stays) {
  begin(subject);
  assess_full_block();
  ++count_;
  if (is_first_) return packer_.pack(record, subject, kept_);
  const std::string_view id = record.record_id;
  const auto end_of_id =
      short_text::of(id.substr(id.size() - std::min(id.size(), short_text::longest)));
  ids_.push_back(static_cast<std::uint32_t>(end_key(end_of_id.head, end_of_id.tail)));
  if (stays && texts_stay_) {
    block_.add(record);
  } else {
    add_copy(record);
  }
}

std::size_t piece_scorer::add(const plain_run& rows, const std::uint32_t* subjects) {
  const bool is_of_first = is_first_ && (subject_ == nobody || subject_ == subjects[0]);
  if (!rows_ || !texts_stay_ || is_of_first) return 0;
  const std::size_t read = rows_->read(rows);
  if (read == 0) return 0;
  begin(subjects[0]);
  assess_full_block();
  rows_->put(rows, block_.table());
  const std::span<const std::uint32_t> ids = rows_->id_keys();
  for (std::size_t first = 0, last = 0; first < read; first = last) {
    begin(subjects[first]);
    while (last < read && subjects[last] == subject_) ++last;
    block_.add(rows, first, last, rows_->cell_count());
    const auto begin = ids.begin();
    ids_.insert(ids_.end(), begin + static_cast<std::ptrdiff_t>(first),
                begin + static_cast<std::ptrdiff_t>(last));
  }
  count_ += read;
  return read;
}

void piece_scorer::add_copy(const prepared_record& record) {
  prepared_record copy = record;
  copy.record_id = memory_.keep(record.record_id);
  copy.provider = memory_.keep(record.provider);
  copy.matter = memory_.keep(record.matter);
  values_.clear();
  for (std::size_t slot = 0; slot < value_count(book_, record.category); ++slot) {
    values_.push_back(memory_.keep(record.attributes[slot]));
  }
  copy.attributes = values_.data();
  block_.add(copy);
}

// Most have few records, and no two of these with the same bits.
bool piece_scorer::may_have_duplicates() {
  std::array<std::uint64_t, 32> seen{};
  std::uint64_t alike = 0;
  for (const std::uint32_t id : ids_) {
    std::uint64_t& of = seen[id >> 6U & 31U];
    const std::uint64_t bit = std::uint64_t{1} << (id & 63U);
    alike |= of & bit;
    of |= bit;
  }
  if (alike == 0) return false;
  std::sort(ids_.begin(), ids_.end());
  return std::adjacent_find(ids_.begin(), ids_.end()) != ids_.end();
}

void piece_scorer::end_subject() {
  if (subject_ == nobody) return;
  if (is_first_) {
    is_first_ = false;
    return;
  }
  if (may_have_duplicates()) block_.mark_duplicates();
  ids_.clear();
  block_.close(subjects_.subjects[subject_]);
  scored_.push_back(subject_);
}

// Only when the subject whose records come has none in the block.
void piece_scorer::assess_full_block() {
  if (block_.size() >= in_block && !block_.has_open()) assess_block();
}

void piece_scorer::end() {
  for (const prepared_record& it : block_.drop_open()) packer_.pack(it, subject_, kept_);
  ids_.clear();
  assess_block();
  block_.clear();  // also where it has nobody: no record stays from piece to piece
}

void piece_scorer::assess_block() {
  if (block_.size() == 0) return;
  block_.assess();
  const std::size_t size = score_row::size(book_);
  const std::size_t before = scores_.size();
  scores_.resize(before + block_.size() * size);
  for (std::size_t n = 0; n < block_.size(); ++n)
    block_.write(n, scores_.data() + before + n * size);
  block_.clear();
}

bool piece_scorer::hand_over(kept_scores& to) const noexcept {
  const std::int32_t* row = scores_.data();
  for (const std::uint32_t subject : scored_) {
    if (!to.keep(subject, row)) return false;
    row += score_row::size(book_);
  }
  return true;
}

void piece_scorer::clear() {
  kept_ = packed_list();
  memory_.clear();
  scored_.clear();
  scores_.clear();
  count_ = 0;
  subject_ = nobody;
  is_first_ = true;
}

}  // namespace chengxin::io::rows
