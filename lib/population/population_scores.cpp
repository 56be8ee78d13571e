// Scores of a population by a batch (see population_scores.hpp): those that were found while
// it was read, and of the others, whose records become columns, block after block.
#include "chengxin/io/population_scores.hpp"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "chengxin/io/report.hpp"
#include "population/content.hpp"
#include "population/score_block.hpp"
#include "population/score_plan.hpp"

namespace chengxin::io {

using rows::score_row;

struct population_scores::content {
  content(const engine& by, const population& of_, date day, bool stable_through)
      : of(of_),
        records(of_.content_->records),
        known(of_.content_->scored && of_.content_->scored->are_of(day, stable_through)
                  ? &*of_.content_->scored
                  : nullptr),
        plan(by, day, stable_through, records) {}

  const population& of;
  rows::record_groups records;
  const rows::kept_scores* known;  // may be null
  rows::score_plan plan;
};

population_scores::population_scores(const engine& by, const population& of, date day,
                                     bool stable_through)
    : content_(std::make_shared<content>(by, of, day, stable_through)) {}

struct population_scores::worker::content {
  explicit content(std::shared_ptr<const population_scores::content> of_) : of(std::move(of_)) {
    if (!of->plan.made) return;
    block.emplace(of->plan);
    const rulebook& book = of->plan.by.book();
    row.resize(score_row::size(book));
    line.dimensions.resize(book.dimensions.size());
  }

  void append_one_by_one(std::size_t first, std::size_t last, std::string& out);
  void append_by_block(std::size_t first, std::size_t last, std::string& out);
  void append_line(std::size_t subject, const std::int32_t* from, std::string& out);

  std::shared_ptr<const population_scores::content> of;
  std::optional<rows::score_block> block;
  std::vector<std::int32_t> row;
  assessment line, later;
  record_memory ready;  // of one subject
};

void population_scores::worker::content::append_one_by_one(std::size_t first, std::size_t last,
                                                           std::string& out) {
  const rows::score_plan& plan = of->plan;
  for (std::size_t i = first; i < last; ++i) {
    const prepared_subject& subject = of->of.subject(i);
    const std::span<const prepared_record> records = of->of.records(i, ready);
    if (!plan.by.assess(subject, records, plan.day, depth::figures, line)) continue;
    std::optional<date> stable_through;
    if (plan.with_stable_through) {
      stable_through = plan.by.stable_through(subject, records, line, later);
    }
    append_score_row(out, plan.by, subject, line,
                     plan.with_stable_through ? &stable_through : nullptr);
  }
}

void population_scores::worker::content::append_line(std::size_t subject, const std::int32_t* from,
                                                     std::string& out) {
  line.eligible = from[0] == score_row::eligible;
  line.score = from[score_row::score];
  line.tier = static_cast<std::uint32_t>(from[score_row::tier]);
  for (std::size_t d = 0; d < line.dimensions.size(); ++d) {
    line.dimensions[d].value.cents = from[score_row::first_dimension + d];
  }
  std::optional<date> until;
  const date stable{from[score_row::stable_through]};
  if (of->plan.with_stable_through && stable != no_day) until = stable;
  append_score_row(out, of->plan.by, of->of.subject(subject), line,
                   of->plan.with_stable_through ? &until : nullptr);
}

void population_scores::worker::content::append_by_block(std::size_t first, std::size_t last,
                                                         std::string& out) {
  const auto is_known = [&](std::size_t i) { return of->known != nullptr && of->known->has(i); };
  block->clear();
  for (std::size_t i = first; i < last; ++i) {
    if (!is_known(i)) block->add(of->of.subject(i), of->records[i]);
  }
  if (block->size() > 0) block->assess();
  std::size_t nth = 0;
  for (std::size_t i = first; i < last; ++i) {
    if (is_known(i)) {
      append_line(i, of->known->of(i), out);
    } else {
      block->write(nth++, row.data());
      append_line(i, row.data(), out);
    }
  }
}

population_scores::worker::worker(const population_scores& of)
    : content_(std::make_unique<content>(of.content_)) {}
population_scores::worker::worker(worker&&) noexcept = default;
population_scores::worker::~worker() = default;

void population_scores::worker::append(std::size_t first, std::size_t last, std::string& out) {
  constexpr std::size_t in_block = 256;  // whose records stay near
  if (!content_->block) return content_->append_one_by_one(first, last, out);
  for (std::size_t at = first; at < last; at += in_block) {
    content_->append_by_block(at, std::min(at + in_block, last), out);
  }
}

}  // namespace chengxin::io
