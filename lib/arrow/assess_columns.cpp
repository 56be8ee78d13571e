// Tables in, a table out: blocks of subjects, taken by threads one after the other. The
// same bytes with any number of threads.
#include <algorithm>
#include <atomic>
#include <exception>
#include <limits>
#include <mutex>

#include "arrow/block.hpp"
#include "arrow/cuts.hpp"
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
  job(const fact_columns& facts, cutter& blocks, const batch& by, scores_table& out,
      const io::arrow_options& options)
      : facts_(facts), blocks_(blocks), by_(by), out_(out), options_(options) {}

  void run() {
    // No more than there may be blocks.
    const std::size_t most = facts_.subjects().rows() / 8 + 1;
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
        if (is_first) tell(now.last);
      }
    } catch (...) {
      fail_at(now.number, std::current_exception());
    }
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
  const io::arrow_options& options_;
  std::atomic<std::size_t> limit_{std::numeric_limits<std::size_t>::max()};
  std::mutex mutex_;
  std::exception_ptr failed_;
  std::size_t failed_block_ = 0;
};

void release(ArrowArrayStream& it) noexcept {
  if (it.release != nullptr) it.release(&it);
}

}  // namespace
}  // namespace chengxin::arrow

namespace chengxin::io {

result<bool> assess_columns(const engine& by, ArrowArrayStream& subjects, ArrowArrayStream& records,
                            const arrow_options& options, ArrowArrayStream& out) {
  try {
    const arrow::table people("subjects", subjects);
    const arrow::table all("records", records);
    const arrow::fact_columns facts(by, people, all);
    const result<batch> made = batch::make(by, facts.layout(), options.as_of);
    if (!made) return made.failure();
    arrow::cutter blocks(people, all);
    arrow::scores_table scores(by, people, options.stable_through);
    arrow::job(facts, blocks, *made, scores, options).run();
    scores.give(out);
    return true;
  } catch (const arrow::failure& failed) {
    arrow::release(subjects);
    arrow::release(records);
    return failed.what;
  } catch (...) {
    arrow::release(subjects);
    arrow::release(records);
    throw;
  }
}

}  // namespace chengxin::io
