// Computing everyone's score: facts are read in one long range, scores computed by
// other threads meanwhile (see scores.hpp).
#include <algorithm>
#include <condition_variable>
#include <deque>
#include <exception>
#include <memory>
#include <mutex>
#include <new>
#include <optional>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

#include "store/content.hpp"
#include "store/fact_scan.hpp"
#include "store/many_scores.hpp"

namespace chengxin::storage {
namespace {

constexpr std::size_t people_at_once = 256;
constexpr std::int64_t people_in_a_commit = 32768;
constexpr std::uint64_t people_in_a_step = 1024;  // between two calls of progress
// After each commit. Whoever waits to write looks more often than it is long, and so gets in.
constexpr std::int32_t pause = longest_nap + 1;  // milliseconds
constexpr std::size_t batches_ahead = 16;
// Below this share, those who have no valid score are looked up one by one.
constexpr std::size_t worth_a_scan = 4;

/// Some people, and whether what is kept of them is computed.
struct batch {
  void clear() noexcept {
    block.clear();
    is_done = false;
    failed = nullptr;
  }

  people_block block;
  bool is_done = false;
  std::exception_ptr failed;
};

/// Threads that compute one batch after another; none of their own where one thread
/// is all there is.
class workers {
public:
  workers(unsigned threads, const standard& by, date day, date by_through)
      : plan_(by, day, by_through), own_(plan_) {
    try {
      for (unsigned i = 1; i < threads; ++i) threads_.emplace_back([this] { work(); });
    } catch (const std::system_error&) {
      // With those that there are, be it none.
    } catch (const std::bad_alloc&) {
      // Likewise.
    }
  }
  ~workers() {
    {
      const std::lock_guard lock(mutex_);
      is_over_ = true;
    }
    changed_.notify_all();
    for (std::thread& it : threads_) it.join();
  }
  workers(const workers&) = delete;
  workers& operator=(const workers&) = delete;

  void give(batch& it) {
    if (threads_.empty()) {
      own_.compute(it.block);
      it.is_done = true;
      return;
    }
    {
      const std::lock_guard lock(mutex_);
      waiting_.push_back(&it);
    }
    changed_.notify_one();
  }

  void wait_for(const batch& it) {
    std::unique_lock lock(mutex_);
    done_.wait(lock, [&] { return it.is_done; });
    if (it.failed) std::rethrow_exception(it.failed);
  }

private:
  void work() {
    std::optional<many_scores> with;  // it may find no memory, which is the batch's failure
    for (;;) {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [this] { return is_over_ || !waiting_.empty(); });
      if (is_over_) return;
      batch& it = *waiting_.front();
      waiting_.pop_front();
      lock.unlock();
      try {
        if (!with) with.emplace(plan_);
        with->compute(it.block);
      } catch (...) {
        it.failed = std::current_exception();
      }
      lock.lock();
      it.is_done = true;
      done_.notify_all();
    }
  }

  refresh_plan plan_;
  many_scores own_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::condition_variable done_;
  std::deque<batch*> waiting_;
  bool is_over_ = false;
  std::vector<std::thread> threads_;
};

/// Gives each of a block's people their facts; those between them are nobody's.
class collector final : public fact_taker {
public:
  explicit collector(people_block& to) noexcept : to_(to) {}

  void take(std::int64_t subject, std::int64_t entry, std::string_view body) override {
    while (at_ < to_.people.size() && to_.people[at_].key < subject) begin_next();
    if (at_ < to_.people.size() && to_.people[at_].key == subject) to_.add_fact(entry, body);
  }
  /// After the last fact.
  void finish() noexcept {
    while (at_ < to_.people.size()) begin_next();
  }

private:
  void begin_next() noexcept {
    if (++at_ < to_.people.size()) to_.people[at_].first_fact = to_.facts.size();
  }

  people_block& to_;
  std::size_t at_ = 0;
};

class refresher {
public:
  refresher(session& on, score_cache& cache, const refresh_options& options)
      : session_(on),
        cache_(cache),
        options_(options),
        people_(on.file(),
                "SELECT s.key, s.subject_id, ifnull(c.stale = 0 AND c.first_day <= ?1 AND "
                "c.last_day >= ?1, 0) FROM subject AS s LEFT JOIN score AS c ON c.subject_id = "
                "s.subject_id WHERE s.key > ?2 AND s.subject_id NOTNULL AND s.withdrawn = 0 ORDER "
                "BY s.key LIMIT ?3"),
        range_(on.file()),
        one_(on.file(), "SELECT subject, entry, body FROM fact WHERE subject = ? ORDER BY entry") {}

  refresh_summary run() {
    total_ = static_cast<std::uint64_t>(std::max<std::int64_t>(0, session_.counted("subjects")));
    bool goes_on = true;
    for (bool first = true; goes_on; first = false) {
      transaction part(session_.file(), transaction::kind::write);
      prepare_part(first);
      goes_on = find_people();
      goes_on = !compute_people() || goes_on;
      part.commit();
      // What is done is kept, and the next refresh goes on after it.
      tell();
      if (is_stopped_ && goes_on) fail("stopped", "the refresh was asked to stop");
      if (goes_on) database::nap(pause);
    }
    return told_;
  }

private:
  void tell() {
    const std::uint64_t done = told_.computed + told_.already_valid;
    if (!options_.progress || is_stopped_ || done == last_told_) return;
    last_told_ = done;
    is_stopped_ = !options_.progress(done, total_);
  }

  struct person_row {
    std::int64_t key = 0;
    std::string_view subject_id;
  };

  // Each part sees what others committed before it: its rulebook may be a new one.
  void prepare_part(bool first) {
    const resolved_question resolved = resolve(session_, {day_, std::nullopt});
    day_ = resolved.day;
    if (first) forget_other_builtin(*resolved.by);
    if (resolved.by == by_ && resolved.by_through == by_through_) return;
    by_ = resolved.by;
    by_through_ = resolved.by_through;
    const unsigned threads = options_.threads != 0
                                 ? options_.threads
                                 : std::max(1U, std::thread::hardware_concurrency());
    workers_ = std::make_unique<workers>(threads, *by_, resolved.day, resolved.by_through);
  }

  // A newer library may have another built-in rulebook than the scores were made with.
  void forget_other_builtin(const standard& by) {
    if (by.entry != 0) return;
    statement seen(session_.file(), "SELECT value FROM setting WHERE name = 'builtin'");
    const bool is_same = seen.bind().step() && seen.text(0) == by.book().fingerprint;
    seen.reset();
    if (is_same) return;
    statement(session_.file(), "UPDATE score SET stale = 32258 WHERE stale = 0").bind().run();
    statement(session_.file(), "INSERT OR REPLACE INTO setting VALUES ('builtin', ?)")
        .bind(by.book().fingerprint)
        .run();
  }

  // Finds the next people of whom no valid score is kept. False where these are the last.
  bool find_people() {
    found_.clear();
    ids_.clear();
    std::int64_t seen = 0;
    const reset_after done(people_.bind(day_->days, last_key_, people_in_a_commit));
    while (people_.step()) {
      ++seen;
      last_key_ = people_.integer(0);
      if (people_.integer(2) != 0) {
        ++told_.already_valid;
      } else {
        found_.push_back({last_key_, ids_.keep(people_.text(1))});
      }
    }
    scans_ = found_.size() >= static_cast<std::size_t>(seen) / worth_a_scan;
    return seen == people_in_a_commit;
  }

  // False where it was asked to stop before the last.
  [[nodiscard]] bool compute_people() {
    if (found_.empty()) return true;
    std::size_t at = 0;
    while (at < found_.size() && !is_stopped_) {
      batch& next = next_batch();
      people_block& it = next.block;
      const std::size_t end = std::min(found_.size(), at + people_at_once);
      for (std::size_t i = at; i < end; ++i) {
        it.people.push_back({found_[i].key, found_[i].subject_id, it.facts.size(), 0, {}});
        if (!scans_) take_one(it, found_[i].key);
      }
      if (scans_) {
        collector into(it);
        range_.run(found_[at].key, found_[end - 1].key, into);
        into.finish();
      }
      at = end;
      workers_->give(next);
      under_way_.push_back(&next);
      if (under_way_.size() == batches_ahead) keep_oldest();
    }
    while (!under_way_.empty()) keep_oldest();
    return at == found_.size();
  }

  void take_one(people_block& into, std::int64_t key) {
    const reset_after done(one_.bind(key));
    while (one_.step()) into.add_fact(one_.integer(1), one_.bytes(2));
  }

  batch& next_batch() {
    if (free_.empty()) {
      batches_.push_back(std::make_unique<batch>());
      free_.push_back(batches_.back().get());
    }
    batch& it = *free_.back();
    free_.pop_back();
    it.clear();
    return it;
  }

  void keep_oldest() {
    batch& it = *under_way_.front();
    under_way_.pop_front();
    workers_->wait_for(it);
    std::size_t begin = 0;
    for (const people_block::one& one : it.block.people) {
      const std::string_view packed =
          std::string_view(it.block.scores).substr(begin, one.score_end - begin);
      begin = one.score_end;
      if (packed.empty()) continue;  // enrolled again, and nothing certified since
      cache_.keep_packed(one.subject_id, one.key, *day_, one.last_day, packed);
      ++told_.computed;
    }
    free_.push_back(&it);
    if (told_.computed + told_.already_valid - last_told_ >= people_in_a_step) tell();
  }

  session& session_;
  score_cache& cache_;
  const refresh_options& options_;
  statement people_;
  fact_scan range_;
  statement one_;
  std::optional<date> day_ = options_.as_of;
  const standard* by_ = nullptr;
  date by_through_;
  io::rows::fact_memory ids_;
  std::vector<person_row> found_;
  bool scans_ = true;
  std::int64_t last_key_ = 0;
  std::uint64_t total_ = 0;
  refresh_summary told_;
  std::uint64_t last_told_ = 0;
  bool is_stopped_ = false;
  std::vector<std::unique_ptr<batch>> batches_;
  std::vector<batch*> free_;
  std::deque<batch*> under_way_;
  std::unique_ptr<workers> workers_;  // the last: its threads work on the batches
};

}  // namespace

refresh_summary refresh_scores(session& on, score_cache& cache, const refresh_options& options) {
  on.require_writing();
  return refresher(on, cache, options).run();
}

}  // namespace chengxin::storage

namespace chengxin {

result<refresh_summary> store::refresh(const refresh_options& options) {
  return storage::attempt(
      [&] { return storage::refresh_scores(content_->session, content_->cache, options); });
}

}  // namespace chengxin
