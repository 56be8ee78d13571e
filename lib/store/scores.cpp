// One subject's score (see scores.hpp).
#include "store/scores.hpp"

#include <algorithm>
#include <utility>

#include "chengxin/diagnostics.hpp"
#include "chengxin/io/report.hpp"
#include "store/content.hpp"
#include "store/tombstone.hpp"

namespace chengxin::storage {
namespace {

// Whether a fact that was there at a position was erased after it.
bool rests_on_what_is_gone(session& on, std::int64_t key, std::int64_t position) {
  statement gone(on.file(),
                 "SELECT position FROM entry WHERE subject = ? AND position <= ? AND kind <= 4 AND "
                 "content_digest IS NOT NULL");
  std::vector<std::int64_t> positions;
  for (gone.bind(key, position); gone.step();) {
    positions.push_back(gone.integer(0));
  }
  if (positions.empty()) return false;
  statement tombstones(on.file(), "SELECT content FROM tombstone WHERE entry > ?");
  for (tombstones.bind(position); tombstones.step();) {
    for (const std::int64_t erased : unpack_tombstone(tombstones.bytes(0)).entries) {
      if (std::find(positions.begin(), positions.end(), erased) != positions.end()) return true;
    }
  }
  return false;
}

// Whether one who is held back was known at a position, and erased after it.
bool was_known_and_erased(session& on, std::string_view subject_id, std::int64_t position) {
  const digest_value mark = on.mark_of_subject(subject_id);
  statement erased(on.file(),
                   "SELECT e.position, e.subject FROM held_back AS h JOIN entry AS e ON e.position "
                   "= h.entry WHERE h.digest = ?");
  return erased.bind(blob{view(mark)}).step() && position < erased.integer(0) &&
         rests_on_what_is_gone(on, erased.integer(1), position);
}

[[noreturn]] void fail_no_longer_held(std::string_view subject_id) {
  fail("no_longer_held", "what the score of " + shown(subject_id) +
                             " rested on then was erased, purged or barred since");
}

void require_input_day(date day) {
  if (day >= first_input_day && day <= last_input_day) return;
  fail("day_not_allowed", "expected a day from 1900-01-01 to 2199-12-31");
}

// Keeps a score where nobody else is writing; whoever asked has the answer either way.
void try_to_keep(session& on, score_cache& cache, std::string_view subject_id, std::int64_t key,
                 std::int64_t last_fact, const kept_score& score, transaction& whole) {
  if (on.in_snapshot() || on.file().is_read_only()) return;
  try {
    cache.keep(subject_id, key, last_fact, score);
    whole.commit();
  } catch (const failure& failed) {
    // Inside another's transaction, which such a failure may have undone, it is theirs.
    if (!whole.is_whole() || failed.what.code == "damaged" || failed.what.code == "internal") {
      throw;
    }
  }
}

}  // namespace

resolved_question resolve_day(session& on, const question& asked) {
  on.books().look();
  resolved_question made;
  made.day = asked.as_of ? *asked.as_of : on.today();
  require_input_day(made.day);
  require_moment(asked.known_at);
  made.is_now = !asked.known_at;
  if (asked.known_at && *asked.known_at > on.now()) {
    fail("time_not_allowed",
         "what will be known at " + to_string(*asked.known_at) + " is not known yet");
  }
  made.position = made.is_now ? on.entries().last() : on.entries().position_at(*asked.known_at);
  made.by = on.books().find(made.day, made.position);
  made.by_through = on.books().effective_through(made.day, made.position);
  return made;
}

resolved_question resolve(session& on, const question& asked) {
  resolved_question made = resolve_day(on, asked);
  if (made.by == nullptr) fail_not_effective(made.day);
  return made;
}

void computation::assess(const standard& by, date day, depth how) {
  prepare(by.engine, who, prepared);
  static_cast<void>(by.engine.assess(prepared.subject, prepared.records, day, how, result));
}

std::optional<date> computation::stable_through(const standard& by, date by_through) {
  const std::optional<date> stable =
      by.engine.stable_through(prepared.subject, prepared.records, result, scratch);
  return day_or_for_ever(std::min(stable.value_or(for_ever), by_through));
}

std::int64_t load_for(session& on, std::string_view subject_id, const resolved_question& asked,
                      computation& into) {
  if (!asked.is_now && !on.find(subject_id) &&
      was_known_and_erased(on, subject_id, asked.position)) {
    fail_no_longer_held(subject_id);
  }
  const subject_row row = on.require_enrolled(subject_id);
  if (!asked.is_now && rests_on_what_is_gone(on, row.key, asked.position)) {
    fail_no_longer_held(subject_id);
  }
  on.load(row.key, asked.position, into.who);
  if (!into.who.has_subject()) {
    fail("unknown_subject", "nothing was known of subject " + shown(subject_id));
  }
  return row.key;
}

void take_figures(const assessment& from, score_figures& into) {
  into.eligible = from.eligible;
  into.values.clear();
  if (!from.eligible) return;
  into.score = from.score;
  into.total = from.total;
  into.tier = from.tier;
  for (const dimension_result& it : from.dimensions) into.values.push_back(it.value);
}

void compute_kept(computation& with, const standard& by, date day, date by_through,
                  kept_score& into) {
  with.assess(by, day, depth::figures);
  into.by = &by;
  into.first_day = day;
  into.last_day = with.stable_through(by, by_through).value_or(for_ever);
  take_figures(with.result, into.figures);
}

const kept_score& score_of(session& on, score_cache& cache, std::string_view subject_id,
                           const question& asked, computation& with, kept_score& scratch,
                           bool& from_cache) {
  from_cache = false;
  if (asked.as_of) require_input_day(*asked.as_of);
  if (!asked.known_at) {
    const kept_score* const found = cache.find(subject_id, asked.as_of ? *asked.as_of : on.today());
    from_cache = found != nullptr;
    if (from_cache) return *found;
  }
  transaction whole(on.file(), transaction::kind::read);
  const resolved_question resolved = resolve(on, asked);
  const std::int64_t key = load_for(on, subject_id, resolved, with);
  compute_kept(with, *resolved.by, resolved.day, resolved.by_through, scratch);
  if (resolved.is_now) {
    try_to_keep(on, cache, subject_id, key, with.who.last_entry(), scratch, whole);
  }
  return scratch;
}

}  // namespace chengxin::storage

namespace chengxin {

using storage::attempt;

result<store_score> store::score(std::string_view subject_id, const question& asked) {
  return attempt([&] {
    bool from_cache = false;
    const date day = asked.as_of ? *asked.as_of : content_->session.today();
    const storage::kept_score& kept =
        storage::score_of(content_->session, content_->cache, subject_id, {day, asked.known_at},
                          content_->computation, content_->kept, from_cache);
    const rulebook& book = kept.by->book();
    store_score made;
    made.as_of = day;
    made.fingerprint = book.fingerprint;
    made.from_cache = from_cache;
    made.stable_through = storage::day_or_for_ever(kept.last_day);
    made.eligible = kept.figures.eligible;
    if (!made.eligible) return made;
    made.score = kept.figures.score;
    made.total = kept.figures.total;
    made.tier = book.tiers[kept.figures.tier].id;
    std::vector<dimension_value>& dimensions = content_->dimensions;
    // The names of a rulebook's dimensions live as long as the store does.
    if (dimensions.size() != book.dimensions.size() ||
        (!dimensions.empty() && dimensions[0].id.data() != book.dimensions[0].id.data())) {
      dimensions.clear();
      for (const dimension& it : book.dimensions) dimensions.push_back({it.id, {}});
    }
    for (std::size_t d = 0; d < dimensions.size(); ++d)
      dimensions[d].value = kept.figures.values[d];
    made.dimensions = dimensions;
    return made;
  });
}

result<std::string> store::explain(std::string_view subject_id, const question& asked,
                                   report_format format, io::language language) {
  return attempt([&] {
    storage::session& session = content_->session;
    const storage::transaction whole(session.file(), storage::transaction::kind::read);
    const storage::resolved_question resolved = storage::resolve(session, asked);
    storage::computation& with = content_->computation;
    storage::load_for(session, subject_id, resolved, with);
    with.assess(*resolved.by, resolved.day, depth::everything);
    io::report_input report;
    report.engine = &resolved.by->engine;
    report.subject = &with.prepared.subject;
    report.records = with.prepared.records;
    report.assessment = &with.result;
    report.stable_through = with.stable_through(*resolved.by, resolved.by_through);
    std::string text;
    switch (format) {
      case report_format::text: io::append_report_text(text, report, language); break;
      case report_format::json: io::append_report_json(text, report); break;
      case report_format::html: io::append_report_html(text, report, language); break;
    }
    return text;
  });
}

}  // namespace chengxin
