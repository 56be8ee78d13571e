// Scores while records are read (see piece_scorer.hpp).
#include "population/piece_scorer.hpp"

#include <algorithm>
#include <array>

#include "chengxin/engine.hpp"
#include "population/text_hash.hpp"

namespace chengxin::io::rows {

namespace {

// What the ends of two ids have in common where the ids are the same, and seldom else.
std::uint32_t end_of(std::string_view id) noexcept {
  const short_text end = short_text::of(id.substr(id.size() - std::min<std::size_t>(id.size(), 8)));
  constexpr std::uint64_t odd = 0x9E3779B97F4A7C15U;
  return static_cast<std::uint32_t>((end.head + end.size) * odd >> 32U);
}

}  // namespace

piece_scorer::piece_scorer(const score_plan& by, const subject_list& subjects, fact_memory& lasting)
    : subjects_(subjects),
      book_(by.by.book()),
      memory_(first_memory),
      packer_(book_, lasting),
      block_(by) {}

void piece_scorer::add(const prepared_record& record, std::uint32_t subject, bool is_plain) {
  ++count_;
  if (subject != subject_) {
    end_subject();
    subject_ = subject;
  }
  if (is_first_) {
    packer_.pack(record, subject, kept_);
  } else if (is_plain && texts_stay_) {
    block_.add(record);
  } else {
    add_copy(record);
  }
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

// Who has many records has their ids sorted; of few the ends mostly tell that all differ.
bool piece_scorer::may_have_duplicates(std::span<const prepared_record> records) {
  constexpr std::size_t few = 24;
  if (records.size() > few) return true;
  std::array<std::uint32_t, few> ends{};
  for (std::size_t i = 0; i < records.size(); ++i) ends[i] = end_of(records[i].record_id);
  std::uint32_t alike = 0;
  for (std::size_t i = 1; i < records.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) alike |= ends[i] == ends[j] ? 1U : 0U;
  }
  return alike != 0;
}

void piece_scorer::end_subject() {
  if (subject_ == nobody) return;
  if (is_first_) {
    is_first_ = false;
    return;
  }
  const std::span<prepared_record> records = block_.open();
  if (may_have_duplicates(records)) mark_duplicates(records, order_);
  block_.close(subjects_.subjects[subject_]);
  scored_.push_back(subject_);
  if (block_.size() == in_block) assess_block();
}

void piece_scorer::end() {
  block_.drop_open([&](const prepared_record& it) { packer_.pack(it, subject_, kept_); });
  assess_block();
}

void piece_scorer::assess_block() {
  if (block_.size() == 0) return;
  block_.assess();
  const std::size_t size = score_row::size(book_);
  const std::size_t before = rows_.size();
  rows_.resize(before + block_.size() * size);
  for (std::size_t n = 0; n < block_.size(); ++n) block_.write(n, rows_.data() + before + n * size);
  block_.clear();
}

bool piece_scorer::hand_over(kept_scores& to) const noexcept {
  const std::int32_t* row = rows_.data();
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
  rows_.clear();
  count_ = 0;
  subject_ = nobody;
  is_first_ = true;
}

}  // namespace chengxin::io::rows
