// Reading facts and computing scores, by many threads (see refresh_crew.hpp).
#include "store/refresh_crew.hpp"

#include <new>
#include <string>
#include <system_error>

#include "store/schema.hpp"

namespace chengxin::storage {
namespace {

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

}  // namespace

refresh_crew::hands::hands(database& reads, const refresh_plan& plan) noexcept
    : plan_(plan),
      range_(reads),
      one_(reads, "SELECT entry, body FROM fact WHERE subject = ? ORDER BY entry") {}

void refresh_crew::hands::run(errand& it) noexcept {
  try {
    if (!scores_) scores_.emplace(plan_);
    read_facts(it.block, it.scans);
    scores_->compute(it.block);
  } catch (...) {
    it.failed = std::current_exception();
  }
}

void refresh_crew::hands::read_facts(people_block& of, bool scans) {
  if (scans) {
    collector into(of);
    range_.run(of.people.front().key, of.people.back().key, into);
    into.finish();
    return;
  }
  for (std::size_t person = 0; person < of.people.size(); ++person) read_facts_of(of, person);
}

void refresh_crew::hands::read_facts_of(people_block& of, std::size_t person) {
  of.people[person].first_fact = of.facts.size();
  const reset_after done(one_.bind(of.people[person].key));
  while (one_.step()) of.add_fact(one_.integer(0), one_.bytes(1));
}

refresh_crew::refresh_crew(session& on, unsigned threads, const standard& by, date day,
                           date by_through)
    : writes_(on.file()),
      most_helpers_(threads - 1),
      plan_(by, day, by_through),
      own_(on.file(), plan_) {}

void refresh_crew::add_helper() {
  // Outside, for what fails on the connection that writes may have undone its transaction.
  const std::string head = head_of(writes_);
  try {
    start_helper(head);
    return;
  } catch (const failure&) {
    // With those that there are.
  } catch (const std::system_error&) {
    // Likewise.
  } catch (const std::bad_alloc&) {
    // Likewise.
  }
  most_helpers_ = helpers_.size();
}

void refresh_crew::start_helper(const std::string& head) {
  helpers_.reserve(most_helpers_);
  std::unique_ptr<database> file = open_beside(writes_, head);
  database& reads = *file;
  helpers_.push_back({std::move(file), std::thread([this, &reads] { help(reads); })});
}

refresh_crew::~refresh_crew() {
  {
    const std::lock_guard lock(mutex_);
    is_over_ = true;
  }
  changed_.notify_all();
  for (helper& it : helpers_) it.runs.join();
}

void refresh_crew::give(errand& it) {
  bool is_alone = false;
  {
    const std::lock_guard lock(mutex_);
    waiting_.push_back(&it);
    is_alone = waiting_.size() == 1;
  }
  changed_.notify_one();
  if (!is_alone && helpers_.size() < most_helpers_) add_helper();
}

void refresh_crew::finish(errand& it) {
  std::unique_lock lock(mutex_);
  while (!it.is_done) {
    if (waiting_.empty()) {
      done_.wait(lock);
      continue;
    }
    // What failed on this connection may have undone its transaction: nothing more is kept.
    const errand& ran = run_next(own_, lock);
    if (ran.failed) std::rethrow_exception(ran.failed);
  }
  if (it.failed) std::rethrow_exception(it.failed);
}

void refresh_crew::help(database& reads) {
  hands with(reads, plan_);
  std::unique_lock lock(mutex_);
  for (;;) {
    changed_.wait(lock, [this] { return is_over_ || !waiting_.empty(); });
    if (is_over_) return;
    run_next(with, lock);
  }
}

errand& refresh_crew::run_next(hands& with, std::unique_lock<std::mutex>& lock) {
  errand& it = *waiting_.front();
  waiting_.pop_front();
  lock.unlock();
  with.run(it);
  lock.lock();
  it.is_done = true;
  done_.notify_one();  // one thread alone waits for errands
  return it;
}

}  // namespace chengxin::storage
