// Tables in, a table out: blocks of subjects, taken by threads one after the other. The
// same bytes with any number of threads.
#include <algorithm>
#include <atomic>
#include <exception>
#include <limits>
#include <memory>
#include <mutex>
#include <vector>

#include "arrow/block.hpp"
#include "arrow/cuts.hpp"
#include "arrow/details_table.hpp"
#include "arrow/facts.hpp"
#include "arrow/scores_table.hpp"
#include "arrow/table.hpp"
#include "arrow/threads.hpp"
#include "chengxin/batch.hpp"
#include "chengxin/io/arrow.hpp"
#include "chengxin/io/arrow_c_data.h"

namespace chengxin::arrow {
namespace {

class job {
public:
  /// No details are made without a table for them.
  job(const fact_columns& facts, cutter& blocks, const batch& by, scores_table& out,
      details_table* details, const io::arrow_options& options)
      : facts_(facts), blocks_(blocks), by_(by), out_(out), details_(details), options_(options) {}

  void run() {
    // Not many more than there will be blocks.
    const std::size_t most = facts_.subjects().rows() / 8 + facts_.records().rows() / 4096 + 1;
    in_threads(std::min(thread_count(options_.threads), most),
               [this](bool is_first) { work(is_first); });
    if (failed_) std::rethrow_exception(failed_);
  }

private:
  void work(bool is_first) noexcept {
    cut now;
    try {
      block facts(facts_, blocks_.order(), by_);
      batch_worker worker(by_);
      scores_table::rows rows;
      while (blocks_.next(now) && now.number < limit_) {
        facts.gather(now);
        worker.assess(facts.subjects(), facts.records(), now.offsets.data(), facts,
                      out_.from(now.first, now.last, rows));
        out_.finish(now.first, now.last, rows);
        if (details_ != nullptr) details_->keep(now.number, details_of(now, facts));
        if (is_first) tell(now.last);
      }
    } catch (...) {
      fail_at(now.number, std::current_exception());
    }
  }

  [[nodiscard]] std::unique_ptr<details_rows> details_of(const cut& now, block& facts) const {
    std::unique_ptr<details_rows> made = details_->make_rows();
    assessment whole;
    std::vector<std::size_t> record_rows;
    for (std::size_t s = 0; s < now.last - now.first; ++s) {
      const std::uint32_t first = now.offsets[s];
      const std::uint32_t last = now.offsets[s + 1];
      const resident_source::facts it = facts.resident(s, first, last);
      static_cast<void>(
          by_.by().assess(it.subject, it.records, by_.day(), depth::everything, whole));
      record_rows.clear();
      for (std::uint32_t at = first; at < last; ++at) record_rows.push_back(facts.record_row(at));
      made->begin_subject(now.first + s);
      made->add(whole, record_rows, it.records);
    }
    return made;
  }

  // What is told is how far the calling thread has come: others are about as far.
  void tell(std::uint64_t done) {
    if (!options_.progress || options_.progress(done, facts_.subjects().rows())) return;
    fail("stopped", "the assessment was asked to stop");
  }

  // The failure of the first block of all that fail, with any number of threads.
  void fail_at(std::size_t block, std::exception_ptr why) noexcept {
    const std::lock_guard lock(mutex_);
    if (failed_ && block >= failed_block_) return;
    failed_ = std::move(why);
    failed_block_ = block;
    limit_ = block;
  }

  const fact_columns& facts_;
  cutter& blocks_;
  const batch& by_;
  scores_table& out_;
  details_table* details_;
  const io::arrow_options& options_;
  std::atomic<std::size_t> limit_{std::numeric_limits<std::size_t>::max()};
  std::mutex mutex_;
  std::exception_ptr failed_;
  std::size_t failed_block_ = 0;
};

void release(ArrowArrayStream& it) noexcept {
  if (it.release != nullptr) it.release(&it);
}

/// Both tables, or the scores alone if `details_out` is null.
result<bool> assess_tables(const engine& by, ArrowArrayStream& subjects, ArrowArrayStream& records,
                           const io::arrow_options& options, ArrowArrayStream& scores_out,
                           ArrowArrayStream* details_out) {
  try {
    const table people("subjects", subjects);
    const table all("records", records);
    const fact_columns facts(by, people, all);
    const result<batch> made = batch::make(by, facts.layout(), options.as_of);
    if (!made) return made.failure();
    cutter blocks(people, all, thread_count(options.threads));
    scores_table scores(by, people, options.stable_through);
    details_table details(facts);
    job(facts, blocks, *made, scores, details_out != nullptr ? &details : nullptr, options).run();
    std::unique_ptr<given_table> scores_given = scores.handed_over();
    std::unique_ptr<given_table> details_given = details.handed_over();
    give(std::move(scores_given), scores_out);
    if (details_out != nullptr) give(std::move(details_given), *details_out);
    return true;
  } catch (const failure& failed) {
    release(subjects);
    release(records);
    return failed.what;
  } catch (...) {
    release(subjects);
    release(records);
    throw;
  }
}

}  // namespace
}  // namespace chengxin::arrow

namespace chengxin::io {

result<bool> assess_columns(const engine& by, ArrowArrayStream& subjects, ArrowArrayStream& records,
                            const arrow_options& options, ArrowArrayStream& out) {
  return arrow::assess_tables(by, subjects, records, options, out, nullptr);
}

result<bool> explain_columns(const engine& by, ArrowArrayStream& subjects,
                             ArrowArrayStream& records, const arrow_options& options,
                             ArrowArrayStream& scores, ArrowArrayStream& details) {
  return arrow::assess_tables(by, subjects, records, options, scores, &details);
}

}  // namespace chengxin::io
