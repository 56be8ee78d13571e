// Answering those who ask (see disclosures.hpp).
#include "store/disclosures.hpp"

#include <algorithm>
#include <functional>
#include <optional>
#include <vector>

#include "chengxin/io/report.hpp"
#include "chengxin/io/store_json.hpp"
#include "store/consents.hpp"
#include "store/content.hpp"
#include "store/given_text.hpp"
#include "store/told.hpp"

namespace chengxin {
namespace storage {

std::string disclosure_content(const disclosure_row& row) {
  std::string content;
  packer to(content);
  to.byte(static_cast<std::uint8_t>(entry_kind::disclosure));
  to.text(row.asked_about);
  to.text(row.grantee);
  to.text(row.use);
  to.integer(row.scope);
  to.integer(row.as_of);
  to.integer(row.granted);
  to.integer(row.reason);
  to.text(row.told);
  to.text(row.authentication);
  return content;
}

namespace {

bool contains(scope consented, scope asked) noexcept {
  return static_cast<int>(consented) >= static_cast<int>(asked);
}

/// Whether a consent lets an answer be given.
class judge {
public:
  judge(const disclosure_request& asked, date day, date today)
      : asked_(asked.scope), day_(day), today_(today) {}

  void take(scope consented, date first_day, date last_day, bool is_revoked) {
    bool fits = true;
    const auto against = [&](denial why, bool applies) {
      if (!applies) return;
      applies_[static_cast<std::size_t>(why)] = true;
      fits = false;
    };
    against(denial::scope_exceeded, !contains(consented, asked_));
    against(denial::not_yet_in_force, day_ < first_day || today_ < first_day);
    against(denial::lapsed, today_ > last_day);
    against(denial::revoked, is_revoked);
    granted_ = granted_ || fits;
  }

  [[nodiscard]] denial verdict() const noexcept {
    if (granted_) return denial::none;
    const auto* const first = std::find(std::begin(applies_), std::end(applies_), true);
    return first == std::end(applies_) ? denial::no_consent
                                       : static_cast<denial>(first - std::begin(applies_));
  }

private:
  scope asked_;
  date day_;
  date today_;
  bool granted_ = false;
  bool applies_[denial_names.size()] = {};
};

/// The same statements whoever it is: nobody is told by the time it takes whether
/// there is such a subject.
denial judge_consents(session& on, std::int64_t key, const disclosure_request& asked, date day) {
  judge made(asked, day, on.today());
  statement consents(on.file(),
                     "SELECT scope, first_day, last_day, revocation FROM consent WHERE subject = ? "
                     "AND grantee = ? AND use = ?");
  for (consents.bind(key, asked.grantee, asked.use); consents.step();) {
    made.take(scope_from(consents.integer(0)), {static_cast<std::int32_t>(consents.integer(1))},
              {static_cast<std::int32_t>(consents.integer(2))}, !consents.is_null(3));
  }
  return made.verdict();
}

void assess_for_grantee(computation& with, const resolved_question& asked) {
  prepare(asked.by->engine, with.who, with.prepared);
  std::vector<prepared_record>& records = with.prepared.records;
  const auto hidden = [&](const prepared_record& it) {
    return io::hidden_from_grantees(asked.by->book(), it);
  };
  records.erase(std::remove_if(records.begin(), records.end(), hidden), records.end());
  static_cast<void>(asked.by->engine.assess(with.prepared.subject, records, asked.day,
                                            depth::everything, with.result));
}

/// The score that a subject has, if any.
std::optional<score_figures> figures_of(session& on, score_cache& cache, computation& with,
                                        kept_score& scratch, std::string_view subject_id,
                                        date day) {
  try {
    bool from_cache = false;
    const kept_score& found =
        score_of(on, cache, subject_id, {day, std::nullopt}, with, scratch, from_cache);
    if (found.figures.eligible) return found.figures;
  } catch (const failure& failed) {
    // Enrolled again, and nothing certified since.
    if (failed.what.code != "unknown_subject") throw;
  }
  return std::nullopt;
}

/// Answers a request that a consent covers.
void answer(session& on, computation& with, score_figures figures, const disclosure_request& asked,
            const resolved_question& resolved, const use& purpose, disclosure& into) {
  if (asked.scope == scope::report) {
    load_for(on, asked.subject_id, resolved, with);
    assess_for_grantee(with, resolved);
    take_figures(with.result, figures);
    io::report_input report;
    report.engine = &resolved.by->engine;
    report.subject = &with.prepared.subject;
    report.records = with.prepared.records;
    report.assessment = &with.result;
    io::append_grantee_report_json(into.report.emplace(), report);
  }
  into.entitled = points::whole(figures.score) >= purpose.min_score;
  if (contains(asked.scope, scope::tier)) into.tier = resolved.by->book().tiers[figures.tier].id;
  if (contains(asked.scope, scope::score)) into.score = figures.score;
}

/// Answers the subject. Throws what is_about_the_subject().
void answer_to_self(session& on, computation& with, std::string_view subject_id, disclosure& into) {
  static_cast<void>(on.require_enrolled(subject_id));
  const resolved_question resolved = resolve(on, {});
  load_for(on, subject_id, resolved, with);
  with.assess(*resolved.by, resolved.day, depth::everything);
  io::report_input report;
  report.engine = &resolved.by->engine;
  report.subject = &with.prepared.subject;
  report.records = with.prepared.records;
  report.assessment = &with.result;
  report.stable_through = with.stable_through(*resolved.by, resolved.by_through);
  io::append_report_json(into.report.emplace(), report);
  if (!with.result.eligible) return;
  into.tier = resolved.by->book().tiers[with.result.tier].id;
  into.score = with.result.score;
}

/// Whether the answer is that there is nothing to tell, rather than that telling went wrong.
bool is_about_the_subject(const failure& why) {
  return why.what.code == "unknown_subject" || why.what.code == "withdrawn" ||
         why.what.code == "not_effective";
}

/// What the log keeps of an answer.
std::string told_of(const disclosure& answer) {
  std::string told;
  append_told(told, answer);
  return told;
}

void write_to_log(session& on, std::int64_t key, disclosure_row row) {
  const std::string salt(on.new_salt());
  ledger_writer entries = on.begin_entries();
  const std::int64_t entry =
      entries.add(entry_kind::disclosure, key, salt, disclosure_content(row));
  statement(on.file(),
            "INSERT INTO disclosure (entry, asked_about, salt, grantee, use, scope, as_of, "
            "granted, reason, told, authentication) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
      .bind(entry, blob{row.asked_about}, blob{salt}, row.grantee, row.use, row.scope, row.as_of,
            row.granted, row.reason, row.told, row.authentication)
      .run();
}

const use* find_use(const rulebook& in, std::string_view id) {
  const auto found =
      std::find_if(in.uses.begin(), in.uses.end(), [&](const use& it) { return it.id == id; });
  return found == in.uses.end() ? nullptr : &*found;
}

}  // namespace
}  // namespace storage

using storage::attempt;
using storage::fail;
using storage::require_text;
using storage::transaction;

result<disclosure> store::disclose(
    const disclosure_request& asked,
    const std::function<void(const disclosure& answer)>& before_commit) {
  return attempt([&] {
    storage::session& on = content_->session;
    on.require_writing();
    require_text("subject_id", asked.subject_id);
    require_text("grantee", asked.grantee);
    require_text("use", asked.use);
    transaction whole(on.file(), transaction::kind::write);
    const storage::resolved_question resolved =
        storage::resolve_day(on, {asked.as_of, std::nullopt});
    const bool is_yet_to_come = resolved.day > on.today();
    disclosure made;
    made.use = asked.use;
    made.as_of = resolved.day;
    const std::optional<storage::subject_row> found = on.find(asked.subject_id);
    const std::int64_t key = found && !found->withdrawn ? found->key : 0;
    // Where no rulebook is effective, no use is known.
    const use* const purpose =
        resolved.by == nullptr ? nullptr : storage::find_use(resolved.by->book(), asked.use);
    made.why = storage::judge_consents(on, key, asked, resolved.day);
    if (purpose == nullptr) made.why = denial::unknown_use;
    if (is_yet_to_come) made.why = denial::not_yet_in_force;
    // Who has no score is answered as one who never consented, whatever became of a consent.
    if (!is_yet_to_come && made.why != denial::no_consent && made.why != denial::unknown_use) {
      const std::optional<storage::score_figures> figures =
          storage::figures_of(on, content_->cache, content_->computation, content_->kept,
                              asked.subject_id, resolved.day);
      if (!figures) made.why = denial::no_consent;
      if (made.granted()) {
        storage::answer(on, content_->computation, *figures, asked, resolved, *purpose, made);
      }
    }
    const storage::digest_value mark = on.mark_of_subject(asked.subject_id);
    const std::string told = storage::told_of(made);
    storage::write_to_log(on, found ? found->key : 0,
                          {storage::view(mark),
                           asked.grantee,
                           asked.use,
                           static_cast<std::int64_t>(asked.scope),
                           resolved.day.days,
                           std::int64_t{made.granted()},
                           static_cast<std::int64_t>(made.why),
                           told,
                           {}});
    const bool is_answer = resolved.by != nullptr && !is_yet_to_come;
    if (before_commit && is_answer) before_commit(made);
    whole.commit();
    if (resolved.by == nullptr) storage::fail_not_effective(resolved.day);
    if (is_yet_to_come) {
      fail("day_not_allowed", "expected a day that is not after today, " + to_string(on.today()) +
                                  "; found " + to_string(resolved.day));
    }
    return made;
  });
}

result<disclosure> store::self(std::string_view subject_id, std::string_view authentication,
                               const std::function<void(const disclosure& answer)>& before_commit) {
  return attempt([&] {
    storage::session& on = content_->session;
    on.require_writing();
    require_text("subject_id", subject_id);
    require_text("authentication", authentication);
    transaction whole(on.file(), transaction::kind::write);
    disclosure made;
    made.as_of = on.today();
    std::optional<storage::failure> failed;
    try {
      storage::answer_to_self(on, content_->computation, subject_id, made);
    } catch (const storage::failure& why) {
      if (!storage::is_about_the_subject(why)) throw;
      failed = why;
      made.why = denial::no_consent;
    }
    const std::optional<storage::subject_row> found = on.find(subject_id);
    const storage::digest_value mark = on.mark_of_subject(subject_id);
    const std::string told = storage::told_of(made);
    storage::write_to_log(on, found ? found->key : 0,
                          {storage::view(mark),
                           {},
                           {},
                           static_cast<std::int64_t>(scope::report),
                           made.as_of.days,
                           std::int64_t{made.granted()},
                           static_cast<std::int64_t>(made.why),
                           told,
                           authentication});
    if (before_commit && !failed) before_commit(made);
    whole.commit();
    if (failed) throw storage::failure(*failed);
    return made;
  });
}

result<std::vector<log_entry>> store::log(std::string_view subject_id) {
  return attempt([&] {
    storage::session& on = content_->session;
    const transaction whole(on.file(), transaction::kind::read);
    const storage::digest_value mark = on.mark_of_subject(subject_id);
    std::vector<log_entry> found;
    storage::statement rows(
        on.file(),
        "SELECT e.at, d.grantee, d.use, d.authentication, d.scope, d.as_of, d.reason, d.told FROM "
        "disclosure AS d JOIN entry AS e ON e.position = d.entry WHERE d.asked_about = ? ORDER BY "
        "d.entry");
    for (rows.bind(storage::blob{storage::view(mark)}); rows.step();) {
      log_entry& it = found.emplace_back();
      it.at = {rows.integer(0)};
      it.grantee = rows.text(1);
      it.use = rows.text(2);
      it.authentication = rows.text(3);
      it.scope = storage::scope_from(rows.integer(4));
      it.as_of = {static_cast<std::int32_t>(rows.integer(5))};
      const std::int64_t reason = rows.integer(6);
      if (reason < 0 || reason >= static_cast<std::int64_t>(denial_names.size())) {
        fail("damaged", "a denial is none that this library knows");
      }
      it.why = static_cast<denial>(reason);
      it.told = rows.text(7);
    }
    return found;
  });
}

}  // namespace chengxin
