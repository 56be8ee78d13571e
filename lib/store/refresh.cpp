// Computing everyone's score, part by part: in one transaction one thread finds who needs one
// and keeps what was computed; all read facts and compute meanwhile (see refresh_crew.hpp).
#include <algorithm>
#include <deque>
#include <memory>
#include <optional>
#include <string_view>
#include <thread>
#include <vector>

#include "store/content.hpp"
#include "store/refresh_crew.hpp"

namespace chengxin::storage {
namespace {

constexpr std::int64_t people_at_once = 256;
constexpr std::int64_t people_in_a_commit = 32768;
constexpr std::uint64_t people_in_a_step = 1024;  // between two calls of progress
// After each commit. Whoever waits to write looks more often than it is long, and so gets in.
constexpr std::int32_t pause = longest_nap + 1;  // milliseconds
constexpr unsigned errands_ahead = 16;
// Below this share, those who have no valid score are looked up one by one.
constexpr std::size_t worth_a_scan = 4;

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
                "BY s.key LIMIT ?3") {}

  refresh_summary run() {
    total_ = static_cast<std::uint64_t>(std::max<std::int64_t>(0, session_.counted("subjects")));
    bool goes_on = true;
    for (bool first = true; goes_on; first = false) {
      transaction part(session_.file(), transaction::kind::write);
      prepare_part(first);
      goes_on = refresh_part();
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
    crew_ = std::make_unique<refresh_crew>(session_, std::min(threads, errands_ahead), *by_,
                                           resolved.day, resolved.by_through);
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

  // False where there is nobody after these people.
  [[nodiscard]] bool refresh_part() {
    ids_.clear();
    bool goes_on = true;
    for (std::int64_t seen = 0; goes_on && !is_stopped_ && seen < people_in_a_commit;
         seen += people_at_once) {
      errand& next = next_errand();
      goes_on = find_people(next);
      if (next.block.people.empty()) {
        free_.push_back(&next);
        continue;
      }
      crew_->give(next);
      under_way_.push_back(&next);
      if (under_way_.size() == errands_ahead) keep_oldest();
    }
    while (!under_way_.empty()) keep_oldest();
    return goes_on;
  }

  // Looks at the next people for those of whom no valid score is kept. False where these are
  // the last.
  [[nodiscard]] bool find_people(errand& to) {
    std::int64_t seen = 0;
    const reset_after done(people_.bind(day_->days, last_key_, people_at_once));
    while (people_.step()) {
      ++seen;
      last_key_ = people_.integer(0);
      if (people_.integer(2) != 0) {
        ++told_.already_valid;
      } else {
        to.block.add_person(last_key_, ids_.keep(people_.text(1)));
      }
    }
    to.scans = to.block.people.size() >= people_at_once / worth_a_scan;
    return seen == people_at_once;
  }

  errand& next_errand() {
    if (free_.empty()) {
      errands_.push_back(std::make_unique<errand>());
      free_.push_back(errands_.back().get());
    }
    errand& it = *free_.back();
    free_.pop_back();
    it.clear();
    return it;
  }

  void keep_oldest() {
    errand& it = *under_way_.front();
    under_way_.pop_front();
    crew_->finish(it);
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
  std::optional<date> day_ = options_.as_of;
  const standard* by_ = nullptr;
  date by_through_;
  io::rows::fact_memory ids_;
  std::int64_t last_key_ = 0;
  std::uint64_t total_ = 0;
  refresh_summary told_;
  std::uint64_t last_told_ = 0;
  bool is_stopped_ = false;
  std::vector<std::unique_ptr<errand>> errands_;
  std::vector<errand*> free_;
  std::deque<errand*> under_way_;
  std::unique_ptr<refresh_crew> crew_;  // the last: its threads run the errands
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
