// What became of a score between two questions, split into steps that add up
// (STORE 2). Never leaves a rest that nobody explains.
#include <algorithm>
#include <memory>
#include <utility>

#include "chengxin/io/rulebook.hpp"
#include "store/content.hpp"

namespace chengxin {
namespace storage {
namespace {

/// The rulebook as it would be if it were effective on every day: the day changes
/// before the rulebook does.
std::unique_ptr<engine> without_period(const standard& by) {
  auto book = std::make_shared<rulebook>(by.book());
  book->effective_from = first_input_day;
  book->effective_until.reset();
  result<engine> compiled = engine::compile(std::move(book));
  if (!compiled) fail("internal", compiled.failure().message);
  return std::make_unique<engine>(std::move(*compiled));
}

/// One side of the comparison.
struct side {
  resolved_question asked;
  computation facts;
  bool is_known = false;  ///< the subject was in the store
};

/// The facts and the standard at one step.
class state {
public:
  /// The records of the later side, in its order, each as the earlier side had it.
  state(const side& from, const side& to)
      : subject_(from.facts.who.subject()),
        by_(without_period(*from.asked.by)),
        day_(from.asked.day) {
    for (const held_record& later : to.facts.who.records()) {
      const held_record* const earlier = from.facts.who.find(later.given.record_id);
      records_.push_back(earlier == nullptr ? nullptr : &earlier->now);
    }
  }

  void set_record(std::size_t index, const record_content& now) { records_[index] = &now; }
  void set_subject(const subject_content& now) { subject_ = now; }
  void set_day(date day) { day_ = day; }
  void set_rulebook(const standard& by) { by_ = without_period(by); }

  [[nodiscard]] std::optional<points> total() {
    memory_.clear();
    prepared_.records.clear();
    prepare_subject(*by_, subject_, memory_, prepared_);
    for (const record_content* it : records_) {
      if (it != nullptr) prepare_record(*by_, *it, memory_, prepared_);
    }
    static_cast<void>(
        by_->assess(prepared_.subject, prepared_.records, day_, depth::figures, result_));
    return result_.eligible ? std::optional(result_.total) : std::nullopt;
  }

  [[nodiscard]] std::string why_not() const {
    std::string why;
    for (std::size_t i = 0; i < ineligibility_names.size(); ++i) {
      if (!result_.ineligible_because.contains(static_cast<ineligibility>(i))) continue;
      why += why.empty() ? "" : ", ";
      why += ineligibility_names[i];
    }
    return why;
  }

private:
  subject_content subject_;
  std::vector<const record_content*> records_;
  std::unique_ptr<engine> by_;
  date day_;
  io::rows::fact_memory memory_;
  prepared_person prepared_;
  assessment result_;
};

bool same_now(const held_record& a, const held_record& b) {
  return same_content(a.now, b.now);
}

class splitter {
public:
  splitter(side& from, side& to, explained_change& into) : from_(from), to_(to), into_(into) {}

  void split() {
    state at(from_, to_);
    before_ = at.total();
    into_.from.total = before_;
    if (!before_) into_.why = "there is no total at the beginning: " + at.why_not();
    const std::span<const held_record> records = to_.facts.who.records();
    for (std::size_t i = 0; i < records.size(); ++i) {
      if (from_.facts.who.find(records[i].given.record_id) != nullptr) continue;
      at.set_record(i, records[i].now);
      step(at, change_part::new_record, records[i].given.record_id);
    }
    for (std::size_t i = 0; i < records.size(); ++i) {
      const held_record* const earlier = from_.facts.who.find(records[i].given.record_id);
      if (earlier == nullptr || same_now(*earlier, records[i])) continue;
      at.set_record(i, records[i].now);
      step(at, change_part::changed_record, records[i].given.record_id);
    }
    if (!same_content(from_.facts.who.subject(), to_.facts.who.subject())) {
      at.set_subject(to_.facts.who.subject());
      step(at, change_part::changed_subject);
    }
    at.set_day(to_.asked.day);
    step(at, change_part::time);
    at.set_rulebook(*to_.asked.by);
    step(at, change_part::rulebook);
    into_.to.total = at.total();
    if (!into_.to.total && into_.why.empty()) {
      into_.why = "there is no total at the end: " + at.why_not();
    }
    if (!into_.why.empty()) into_.parts.clear();
  }

private:
  // A step on which there is no total passes its effect on to the next that has one.
  void step(state& at, change_part what, std::string_view record_id = {}) {
    const std::optional<points> now = at.total();
    if (!now || !before_) return;
    if (*now != *before_) {
      into_.parts.push_back({what, std::string(record_id), *now - *before_});
    }
    before_ = now;
  }

  side& from_;
  side& to_;
  explained_change& into_;
  std::optional<points> before_;
};

void load_side(session& on, std::string_view subject_id, const question& asked, side& into) {
  into.asked = resolve_day(on, asked);
  try {
    load_for(on, subject_id, into.asked, into.facts);
    into.is_known = true;
  } catch (const failure& failed) {
    if (failed.what.code != "unknown_subject") throw;
  }
}

/// What a side has not that a total would need; empty: nothing.
std::string lack_of(const side& it, const std::string& which) {
  if (!it.is_known) return "the subject was not known at " + which;
  if (it.asked.by != nullptr) return {};
  return "no rulebook is effective on " + to_string(it.asked.day) + ", the day at " + which;
}

std::optional<points> total_of(side& it) {
  if (!it.is_known || it.asked.by == nullptr) return std::nullopt;
  it.facts.assess(*it.asked.by, it.asked.day, depth::figures);
  return it.facts.result.eligible ? std::optional(it.facts.result.total) : std::nullopt;
}

}  // namespace
}  // namespace storage

result<explained_change> store::explain_change(std::string_view subject_id, const question& from,
                                               const question& to) {
  return storage::attempt([&] {
    storage::session& session = content_->session;
    const storage::transaction whole(session.file(), storage::transaction::kind::read);
    storage::require_moment(from.known_at);
    storage::require_moment(to.known_at);
    explained_change made;
    made.from.known_at = from.known_at.value_or(session.now());
    made.to.known_at = to.known_at.value_or(session.now());
    if (made.to.known_at < made.from.known_at) {
      storage::fail("moment_goes_back", "what was known at " + to_string(made.to.known_at) +
                                            " comes before what was known at " +
                                            to_string(made.from.known_at));
    }
    storage::side before;
    storage::side after;
    storage::load_side(session, subject_id, from, before);
    storage::load_side(session, subject_id, to, after);
    static_cast<void>(session.require_enrolled(subject_id));
    made.from.as_of = before.asked.day;
    made.to.as_of = after.asked.day;
    made.why = storage::lack_of(before, "the beginning");
    if (made.why.empty()) made.why = storage::lack_of(after, "the end");
    if (!made.why.empty()) {
      made.from.total = storage::total_of(before);
      made.to.total = storage::total_of(after);
      return made;
    }
    storage::splitter(before, after, made).split();
    return made;
  });
}

}  // namespace chengxin
