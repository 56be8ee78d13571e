// Walking the whole ledger (see store.hpp): every entry, its content, and what the
// other tables make of it. Never mends anything.
#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "store/content.hpp"
#include "store/content_finder.hpp"
#include "store/tombstone.hpp"

namespace chengxin {
namespace storage {
namespace {

/// The first thing that does not fit.
struct misfit {
  std::uint64_t entry = 0;
  std::string why;
};

[[noreturn]] void refuse(std::int64_t entry, std::string why) {
  throw misfit{static_cast<std::uint64_t>(entry), std::move(why)};
}

std::string entry_name(std::int64_t position) {
  return "entry " + std::to_string(position);
}

class verifier {
public:
  verifier(session& on, std::optional<std::string_view> expected,
           const std::function<bool(std::uint64_t, std::uint64_t)>& progress)
      : session_(on),
        expected_(expected),
        progress_(progress),
        chain_(on.entries().algorithm()),
        contents_(on.file()) {}

  verification verify() {
    verification made;
    try {
      const transaction whole(session_.file(), transaction::kind::read);
      check_file();
      walk();
      check_references();
      check_tombstones();
      check_held_back();
      check_counts();
      check_people();
      check_consents();
      check_scores();
      made.ok = true;
      made.entries = static_cast<std::uint64_t>(last_);
      made.head = hexadecimal(view(digest_));
    } catch (const misfit& found) {
      made.entry = found.entry;
      made.why = found.why;
    } catch (const failure& failed) {
      if (failed.what.code != "damaged") throw;
      made.why = failed.what.message;
    }
    return made;
  }

private:
  void check_file() {
    const std::string found = session_.file().text("PRAGMA integrity_check(1)");
    if (found != "ok") refuse(0, "the file is damaged: " + found);
  }

  // After the walk, which names the entry that is missing.
  void check_references() {
    statement broken(session_.file(), "PRAGMA foreign_key_check");
    if (broken.bind().step()) {
      refuse(0, "a row of table " + std::string(broken.text(0)) + " refers to one that is gone");
    }
  }

  void walk() {
    const auto total = static_cast<std::uint64_t>(session_.entries().last());
    bool is_expected = !expected_ || *expected_ == hexadecimal(view(digest_));
    moment before;
    statement entries(session_.file(),
                      "SELECT position, at, kind, subject, digest, content_digest FROM entry ORDER "
                      "BY position");
    for (entries.bind(); entries.step();) {
      const entry_head head{entries.integer(0),
                            {entries.integer(1)},
                            static_cast<entry_kind>(entries.integer(2)),
                            entries.integer(3)};
      if (head.position != last_ + 1) {
        refuse(last_ + 1, entry_name(last_ + 1) + " is missing");
      }
      last_ = head.position;
      if (entries.integer(2) < 1 || entries.integer(2) > 13) {
        refuse(last_, entry_name(last_) + " is of no kind that there is");
      }
      if (last_ > 1 && head.at < before) {
        refuse(last_, entry_name(last_) + " is of an earlier time than the one before it");
      }
      before = head.at;
      check_entry(head, entries.is_null(5) ? std::nullopt : std::optional(entries.bytes(5)),
                  entries.bytes(4));
      is_expected = is_expected || *expected_ == hexadecimal(view(digest_));
      if (progress_ && last_ % 4096 == 0 && !progress_(static_cast<std::uint64_t>(last_), total)) {
        fail("stopped", "the verification was asked to stop");
      }
    }
    if (!is_expected) {
      refuse(0, "the head that was kept is not in the chain: the file was cut short or rewritten");
    }
  }

  void check_entry(const entry_head& head, std::optional<std::string_view> kept_digest,
                   std::string_view digest) {
    count_who_is_held_back(head);
    const std::optional<std::string_view> content =
        contents_.find(head.position, head.kind, head.subject);
    digest_value of_content;
    if (content) {
      if (kept_digest) {
        refuse(last_, entry_name(last_) + " was erased, and its content is there");
      }
      of_content = chain_.of_content(*content);
      take_content(head, content->substr(salt_size));
    } else {
      if (!kept_digest) refuse(last_, "the content of " + entry_name(last_) + " is missing");
      if (kept_digest->size() != of_content.size()) {
        refuse(last_, "the digest of what was erased of " + entry_name(last_) + " is cut short");
      }
      std::copy(kept_digest->begin(), kept_digest->end(), of_content.begin());
      gone_.push_back(head.position);
    }
    digest_ = chain_.of_entry(digest_, head, of_content);
    if (view(digest_) != digest) {
      refuse(last_, entry_name(last_) + " is not what was written, or not where it was");
    }
  }

  void take_content(const entry_head& head, std::string_view content) {
    ++contents_of_[head.kind];
    switch (head.kind) {
      case entry_kind::subject: {
        subject_state& state = people_[head.subject];
        state.subject_id = unpack_subject(content).subject_id;
        ++versions_;
        break;
      }
      case entry_kind::record:
      case entry_kind::objection:
      case entry_kind::decision: ++versions_; break;
      case entry_kind::withdrawal: people_[head.subject].withdrawn = true; break;
      case entry_kind::enrolment: {
        subject_state& state = people_[head.subject];
        state.withdrawn = false;
        if (const std::string_view id = unpack_new_id(content); !id.empty()) state.new_id = id;
        break;
      }
      case entry_kind::erasure:
      case entry_kind::purge:
      case entry_kind::barring: take_tombstone(head.position, content); break;
      default: break;
    }
  }

  void take_tombstone(std::int64_t position, std::string_view content) {
    tombstone read = unpack_tombstone(content);
    for (const std::int64_t entry : read.entries) {
      if (entry >= position) refuse(position, "a tombstone names an entry that comes after it");
      named_.push_back(entry);
    }
    kept_.insert(kept_.end(), read.kept.begin(), read.kept.end());
    // An older library wrote down no number.
    if (read.kind == entry_kind::purge && !read.evidence.empty()) purges_[position] = read.evidence;
  }

  // A content may be missing where a tombstone says so, and nowhere else.
  void check_tombstones() {
    std::sort(named_.begin(), named_.end());
    const auto differs = std::mismatch(gone_.begin(), gone_.end(), named_.begin(), named_.end());
    if (differs.first != gone_.end() &&
        (differs.second == named_.end() || *differs.first < *differs.second)) {
      refuse(*differs.first, "the content of " + entry_name(*differs.first) +
                                 " is missing, and no tombstone says why");
    }
    if (differs.second != named_.end()) {
      refuse(*differs.second, entry_name(*differs.second) + " was erased, and is there");
    }
    statement row(session_.file(), "SELECT use, scope, granted FROM disclosure WHERE entry = ?");
    for (const kept_disclosure& it : kept_) {
      const reset_after done(row.bind(it.entry));
      if (!row.step() || row.text(0) != it.use || row.integer(1) != it.scope ||
          row.integer(2) != it.granted) {
        refuse(it.entry, "what the log keeps of " + entry_name(it.entry) + " is not what it was");
      }
    }
  }

  // An erasure holds one id back. Keys are given in order, so that a key that is new
  // with an enrolment is someone who came back.
  void count_who_is_held_back(const entry_head& head) {
    if (head.kind == entry_kind::erasure) ++held_back_;
    if (head.kind == entry_kind::enrolment && head.subject > last_key_) --held_back_;
    last_key_ = std::max(last_key_, head.subject);
  }

  // Else the next import would take in again who was erased.
  void check_held_back() {
    statement rows(
        session_.file(),
        "SELECT h.digest, h.entry, h.seal, e.kind FROM held_back AS h JOIN entry AS e ON "
        "e.position = h.entry");
    std::int64_t found = 0;
    std::map<std::int64_t, std::uint64_t> purged;
    for (rows.bind(); rows.step();) {
      if (rows.bytes(2) != view(session_.seal_of_mark(rows.bytes(0), rows.integer(1)))) {
        refuse(rows.integer(1), "who is held back is not who was when it was written");
      }
      if (rows.integer(3) == static_cast<std::int64_t>(entry_kind::erasure)) ++found;
      if (rows.integer(3) == static_cast<std::int64_t>(entry_kind::purge))
        ++purged[rows.integer(1)];
    }
    for (const auto& [entry, records] : purges_) {
      if (std::to_string(purged[entry]) == records) continue;
      refuse(0, "records that " + entry_name(entry) + " purged are not held back");
    }
    if (found != held_back_) {
      refuse(0, "those who are held back are not those who were erased");
    }
  }

  [[nodiscard]] std::uint64_t contents_of(entry_kind first, entry_kind last) {
    std::uint64_t count = 0;
    for (const auto& [kind, number] : contents_of_) {
      if (kind >= first && kind <= last) count += number;
    }
    return count;
  }

  // Facts lie by subject, so that the ids of one person's records are enough at a time.
  [[nodiscard]] std::int64_t count_records() {
    std::int64_t count = 0;
    std::int64_t whose = 0;
    std::unordered_set<std::string> ids;
    statement facts(session_.file(), "SELECT subject, body FROM fact ORDER BY subject, entry");
    for (facts.bind(); facts.step();) {
      if (facts.integer(0) != whose) ids.clear();
      whose = facts.integer(0);
      const std::string_view content = facts.bytes(1).substr(salt_size);
      if (kind_of(content) != entry_kind::record) continue;
      if (ids.emplace(unpack_record(content).record_id).second) ++count;
    }
    return count;
  }

  void check_table(const char* sql, std::uint64_t expected, const char* name) {
    if (static_cast<std::uint64_t>(session_.file().number(sql)) == expected) return;
    refuse(0, std::string("table ") + name + " holds rows that no entry knows");
  }

  void check_counts() {
    check_table("SELECT count(*) FROM fact",
                contents_of(entry_kind::subject, entry_kind::enrolment), "fact");
    check_table("SELECT count(*) FROM rulebook",
                contents_of(entry_kind::rulebook, entry_kind::rulebook), "rulebook");
    check_table("SELECT count(*) FROM consent",
                contents_of(entry_kind::consent, entry_kind::consent), "consent");
    check_table("SELECT count(revocation) FROM consent",
                contents_of(entry_kind::revocation, entry_kind::revocation), "consent");
    check_table("SELECT count(*) FROM disclosure",
                contents_of(entry_kind::disclosure, entry_kind::disclosure) + kept_.size(),
                "disclosure");
    check_table("SELECT count(*) FROM tombstone",
                contents_of(entry_kind::erasure, entry_kind::barring), "tombstone");
    if (session_.counted("versions") != static_cast<std::int64_t>(versions_)) {
      refuse(0, "the count of versions is not that of the ledger");
    }
    if (session_.counted("records") != count_records()) {
      refuse(0, "the count of records is not that of the ledger");
    }
  }

  // What the table of subjects says follows from the facts.
  void check_people() {
    std::int64_t with_version = 0;
    statement rows(session_.file(), "SELECT key, subject_id, withdrawn FROM subject");
    for (rows.bind(); rows.step();) {
      const auto found = people_.find(rows.integer(0));
      if (rows.is_null(1)) {
        if (found != people_.end()) refuse(0, "a subject who is in the ledger has lost their id");
        continue;
      }
      if (found == people_.end()) refuse(0, "a subject is in no entry of the ledger");
      const subject_state& state = found->second;
      if (!state.subject_id.empty()) ++with_version;
      if (!state.new_id.empty() && state.new_id != rows.text(1)) {
        refuse(0, "a subject's id is not that of their enrolment");
      }
      if (!state.subject_id.empty() && state.subject_id != rows.text(1)) {
        refuse(0, "a subject's id is not that of their facts");
      }
      if (state.withdrawn != (rows.integer(2) != 0)) {
        refuse(0, "a withdrawal is not what the ledger says");
      }
    }
    if (session_.counted("subjects") != with_version) {
      refuse(0, "the count of subjects is not that of the ledger");
    }
  }

  void check_consents() {
    statement wrong(
        session_.file(),
        "SELECT c.entry FROM consent AS c JOIN entry AS e ON e.position = c.entry WHERE "
        "e.kind <> 8 OR e.subject <> c.subject UNION SELECT c.revocation FROM consent "
        "AS c JOIN entry AS e ON e.position = c.revocation WHERE e.kind <> 9");
    if (wrong.bind().step()) refuse(wrong.integer(0), "a consent is not that of its entry");
  }

  void check_scores() {
    statement last_fact(session_.file(), "SELECT max(entry) FROM fact WHERE subject = ?");
    statement rows(session_.file(),
                   "SELECT c.subject_id, c.first_day, c.last_day, c.body, s.key, s.withdrawn, "
                   "c.subject, c.stale FROM score AS c LEFT JOIN subject AS s ON s.subject_id = "
                   "c.subject_id");
    for (rows.bind(); rows.step();) {
      if (rows.is_null(4) || rows.integer(4) != rows.integer(6) || rows.integer(5) != 0) {
        refuse(0, "a score is kept of one who is not to be scored");
      }
      if (!score_cache::is_whole(rows.text(0), rows.integer(1), rows.integer(2), rows.bytes(3)) ||
          (rows.integer(7) != 0 && rows.integer(7) != 32257 && rows.integer(7) != 32258)) {
        refuse(0, "a cached score is not what was written");
      }
      const reset_after done(last_fact.bind(rows.integer(4)));
      if (rows.integer(7) == 0 && last_fact.step() &&
          score_cache::last_fact_of(rows.bytes(3)) != last_fact.integer(0)) {
        refuse(0, "a cached score passes for valid and rests on older facts");
      }
    }
  }

  struct subject_state {
    std::string subject_id;
    std::string new_id;  ///< of one who came back
    bool withdrawn = false;
  };

  session& session_;
  std::optional<std::string_view> expected_;
  const std::function<bool(std::uint64_t, std::uint64_t)>& progress_;
  chain chain_;
  content_finder contents_;
  std::int64_t last_ = 0;
  digest_value digest_ = chain::start();
  std::vector<std::int64_t> gone_;
  std::vector<std::int64_t> named_;
  std::vector<kept_disclosure> kept_;
  std::map<std::int64_t, std::string> purges_;
  std::map<entry_kind, std::uint64_t> contents_of_;
  std::unordered_map<std::int64_t, subject_state> people_;
  std::uint64_t versions_ = 0;
  std::int64_t held_back_ = 0;
  std::int64_t last_key_ = 0;
};

}  // namespace
}  // namespace storage

result<verification> store::verify(
    std::optional<std::string_view> expected,
    const std::function<bool(std::uint64_t done, std::uint64_t total)>& progress) {
  return storage::attempt(
      [&] { return storage::verifier(content_->session, expected, progress).verify(); });
}

}  // namespace chengxin
