// Tables in, a table out: blocks of subjects, taken by threads one after the other. The
// same bytes with any number of threads.
#include <algorithm>
#include <atomic>
#include <exception>
#include <limits>
#include <mutex>
#include <optional>
#include <vector>

#include "arrow/block.hpp"
#include "arrow/facts.hpp"
#include "arrow/owners.hpp"
#include "arrow/scores_table.hpp"
#include "arrow/table.hpp"
#include "arrow/threads.hpp"
#include "chengxin/batch.hpp"
#include "chengxin/io/arrow.hpp"
#include "chengxin/io/arrow_c_data.h"

namespace chengxin::arrow {
namespace {

/// Subjects whose records fit into a processor's cache together, by eights.
std::vector<std::uint32_t> cut_into_blocks(const ownership& owners) {
  constexpr std::uint32_t most_subjects = 256;
  constexpr std::uint32_t most_records = 2048;
  constexpr std::uint32_t step = 8;
  std::vector<std::uint32_t> starts{0};
  const auto count = static_cast<std::uint32_t>(owners.offsets.size() - 1);
  for (std::uint32_t s = step; s < count; s += step) {
    const std::uint32_t end = std::min(s + step, count);
    const std::uint32_t records = owners.offsets[end] - owners.offsets[starts.back()];
    if (end - starts.back() > most_subjects || records > most_records) starts.push_back(s);
  }
  starts.push_back(count);
  return starts;
}

class job {
public:
  job(const fact_columns& facts, const ownership& owners, const batch& by, scores_table& out,
      const io::arrow_options& options)
      : facts_(facts),
        owners_(owners),
        by_(by),
        out_(out),
        options_(options),
        starts_(cut_into_blocks(owners)) {}

  void run() {
    const std::size_t blocks = starts_.size() - 1;
    in_threads(std::min(thread_count(options_.threads), blocks),
               [this](bool is_first) { work(is_first); });
    if (failed_) std::rethrow_exception(failed_);
  }

private:
  void work(bool is_first) noexcept {
    std::size_t at = 0;
    try {
      block facts(facts_, owners_, by_);
      batch_worker worker(by_);
      std::vector<std::int32_t*> values;
      for (at = next_++; at + 1 < starts_.size() && at < limit_; at = next_++) {
        facts.gather(starts_[at], starts_[at + 1]);
        worker.assess(facts.subjects(), facts.records(), facts.offsets(), facts,
                      out_.from(starts_[at], values));
        out_.finish(starts_[at], starts_[at + 1]);
        if (is_first) tell(starts_[at + 1]);
      }
    } catch (...) {
      fail_at(at, std::current_exception());
    }
  }

  // What is told is how far the calling thread has come: others are about as far.
  void tell(std::uint64_t done) {
    if (!options_.progress || options_.progress(done, starts_.back())) return;
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
  const ownership& owners_;
  const batch& by_;
  scores_table& out_;
  const io::arrow_options& options_;
  std::vector<std::uint32_t> starts_;
  std::atomic<std::size_t> next_{0};
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
    const arrow::ownership owners =
        arrow::find_owners(people, all, arrow::thread_count(options.threads));
    arrow::scores_table scores(by, people, options.stable_through);
    arrow::job(facts, owners, *made, scores, options).run();
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
