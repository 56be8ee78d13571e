// The store: one SQLite file in which a city system keeps subjects, records,
// rulebooks, scores, consents and disclosures (lib/store/STORE.md). Declarations
// only. Never answers a third party without a consent, and never before the
// answer stands in the subject's log.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "chengxin/assessment.hpp"
#include "chengxin/date.hpp"
#include "chengxin/facts.hpp"
#include "chengxin/io/population.hpp"
#include "chengxin/io/report.hpp"
#include "chengxin/io/rulebook.hpp"
#include "chengxin/io/source.hpp"
#include "chengxin/points.hpp"
#include "chengxin/result.hpp"

namespace chengxin {

/// A moment in UTC, in milliseconds since 1970-01-01T00:00:00Z.
struct moment {
  std::int64_t milliseconds = 0;

  friend constexpr auto operator<=>(moment, moment) = default;
};

/// Reads RFC 3339 with up to three decimals of a second ("2026-02-28T08:00:00.000Z",
/// "…T16:00:00+08:00"). Bounds: the years 1900 to 2199.
[[nodiscard]] std::optional<moment> parse_moment(std::string_view text) noexcept;
/// "2026-02-28T08:00:00.000Z". Bounds: the years 0 to 9999.
[[nodiscard]] std::string to_string(moment at);

/// How much of an answer a consent covers, each containing those before it.
enum class scope : std::uint8_t { entitled, tier, score, report };
inline constexpr std::array<std::string_view, 4> scope_names{"entitled", "tier", "score", "report"};

/// Why a disclosure is denied. Of several consents, the first of these that
/// applies to any; `none` where it is granted.
enum class denial : std::uint8_t {
  none,
  unknown_use,
  no_consent,
  scope_exceeded,
  not_yet_in_force,
  lapsed,
  revoked,
};
inline constexpr std::array<std::string_view, 7> denial_names{
    "none", "unknown_use", "no_consent", "scope_exceeded", "not_yet_in_force", "lapsed", "revoked"};

/// The digest that chains the ledger: SHA-256, or SM3 (GB/T 32905).
enum class chain_digest : std::uint8_t { sha256, sm3 };
inline constexpr std::array<std::string_view, 2> chain_digest_names{"sha256", "sm3"};

struct store_create_options {
  chain_digest digest = chain_digest::sha256;
  /// The store may be opened with a clock of the program's. For tests alone.
  bool test_clock = false;
  std::string vfs;  ///< the SQLite VFS to go through; empty: the system's
};

struct store_options {
  bool read_only = false;
  /// How long a call waits for another process before it says `busy`.
  std::int32_t wait_milliseconds = 5000;
  std::string vfs;
  /// Instead of the system's clock; only of a store that was made with test_clock.
  std::function<moment()> clock;
};

/// The day T and the moment K of a question: T is today where it is not given, K
/// is now. Given K, nothing is cached and nothing read from the cache.
struct question {
  std::optional<date> as_of;
  std::optional<moment> known_at;
};

struct import_options {
  /// When the store learned it; else the later of now and the last entry.
  std::optional<moment> at;
  std::size_t keep_bad_rows = SIZE_MAX;
  /// Where a row is bad, nothing is added, and the summary says so.
  bool refuse_bad_rows = false;
  /// Told from time to time how many bytes of how many are read. False stops the
  /// import, which then has changed nothing.
  std::function<bool(std::uint64_t done, std::uint64_t total)> progress;
};

struct import_summary {
  bool added = true;  ///< false: nothing was, since rows were bad (refuse_bad_rows)
  std::uint64_t subjects_new = 0;
  std::uint64_t subjects_changed = 0;
  std::uint64_t subjects_same = 0;
  std::uint64_t records_new = 0;
  std::uint64_t records_changed = 0;
  std::uint64_t records_same = 0;
  std::uint64_t held_back = 0;  ///< rows of erased subjects, and purged records
  std::uint64_t barred = 0;     ///< records of barred categories, written nowhere
  std::uint64_t bad = 0;        ///< rows of both kinds that could not be used
  std::vector<io::bad_row> bad_rows;
};

/// A source of rows and the format that they are in.
struct import_source {
  io::source* from = nullptr;  ///< null: none
  io::row_format format = io::row_format::csv;
};

struct dimension_value {
  std::string_view id;
  points value;
};

/// A subject's score on a day. Without a score the figures mean nothing. Texts live
/// as long as the store, the list of dimensions until its next call.
struct store_score {
  date as_of;
  bool eligible = false;
  std::int64_t score = 0;
  points total;
  std::string_view tier;
  std::span<const dimension_value> dimensions;  ///< in rulebook order; empty without a score
  /// The last day through which the figures stay as they are, at most the last
  /// on which this rulebook is the effective one; nothing: for ever.
  std::optional<date> stable_through;
  std::string_view fingerprint;  ///< of the rulebook
  bool from_cache = false;
};

struct refresh_options {
  std::optional<date> as_of;
  unsigned threads = 0;  ///< 0: one for each core
  /// False stops; what was done by then is kept, and the next refresh goes on.
  std::function<bool(std::uint64_t done, std::uint64_t total)> progress;
};
struct refresh_summary {
  std::uint64_t computed = 0;
  std::uint64_t already_valid = 0;
};

struct consent_request {
  std::string subject_id;
  std::string grantee;  ///< who may ask
  std::string use;      ///< one of the rulebook's uses
  chengxin::scope scope = scope::entitled;
  date first_day;
  date last_day;
  std::string evidence;  ///< where the authorisation was recorded
};

struct consent {
  std::string id;
  std::string grantee;
  std::string use;
  chengxin::scope scope = scope::entitled;
  date first_day;
  date last_day;
  std::optional<moment> revoked_at;
  std::string evidence;
};

struct disclosure_request {
  std::string subject_id;
  std::string grantee;
  std::string use;
  chengxin::scope scope = scope::entitled;
  std::optional<date> as_of;  ///< today where it is not given
};

/// What a grantee, or the subject, is told. Members beyond the scope are absent.
struct disclosure {
  denial why = denial::none;
  std::string use;  ///< empty of the subject's own read
  date as_of;
  std::optional<bool> entitled;
  std::optional<std::string> tier;
  std::optional<std::int64_t> score;
  std::optional<std::string> report;  ///< JSON

  [[nodiscard]] bool granted() const noexcept { return why == denial::none; }
};

/// One who asked. `grantee` and `use` are empty of the subject's own read.
struct log_entry {
  moment at;
  std::string grantee;
  std::string use;
  std::string authentication;  ///< of the subject's own read
  chengxin::scope scope = scope::entitled;
  date as_of;
  denial why = denial::none;
  std::string told;  ///< JSON: what the answer said, without a report's content
};

enum class change_part : std::uint8_t {
  new_record,
  changed_record,
  changed_subject,
  time,
  rulebook,
};
inline constexpr std::array<std::string_view, 5> change_part_names{
    "new_record", "changed_record", "changed_subject", "time", "rulebook"};

struct explained_part {
  change_part what = change_part::time;
  std::string record_id;  ///< of a record
  points value;           ///< never 0
};
struct explained_side {
  date as_of;
  moment known_at;
  std::optional<points> total;
};
/// The parts add up to the difference of the totals. Without one of the totals
/// there are none, and `why` says why.
struct explained_change {
  explained_side from;
  explained_side to;
  std::vector<explained_part> parts;
  std::string why;
};

struct verification {
  bool ok = false;
  std::uint64_t entries = 0;
  std::string head;         ///< of a file that is whole
  std::uint64_t entry = 0;  ///< the first that does not fit; 0: it is not one entry's
  std::string why;
};

struct store_statistics {
  std::uint64_t subjects = 0;
  std::uint64_t records = 0;
  std::uint64_t versions = 0;
  std::uint64_t entries = 0;
  std::uint64_t cached_scores = 0;
  std::uint64_t hits = 0;
  std::uint64_t absent = 0;  ///< misses, by their reason
  std::uint64_t newer_data = 0;
  std::uint64_t past_stable_through = 0;
  std::uint64_t other_rulebook = 0;
};

struct purge_summary {
  std::uint64_t records = 0;
};

/// An open store. For one thread at a time; any number of threads and processes
/// may each open the same file, of which one writes at a time. Who calls is the
/// program's word: a grantee, an authentication or evidence is taken as a
/// reference that the program has verified.
///
/// Besides those named, every function may give: `busy` (another process held the
/// file longer than the caller would wait), `read_only`, `disk_full`, `io_error`,
/// `damaged`. A function that fails has changed nothing, unless it says otherwise.
/// What a function acknowledges survives the end of the process and of power.
class store {
public:
  /// Makes a file (mode 0600) that did not exist or was empty. Errors: `exists`.
  [[nodiscard]] static result<store> create(const std::string& path,
                                            const store_create_options& options = {});
  /// Errors: `cannot_open`, `not_a_store`, `newer_format`, `clock_not_allowed`.
  [[nodiscard]] static result<store> open(const std::string& path,
                                          const store_options& options = {});
  store(store&&) noexcept;
  store& operator=(store&&) noexcept;
  ~store();

  // ------------------------------------------------------------------- ledger

  /// Adds a rulebook, and erases what the store holds of categories that it bars.
  /// One that is the same as the last added changes nothing. False where nothing
  /// was added. Errors: the first finding's, `time_not_allowed`.
  [[nodiscard]] result<bool> add_rulebook(std::string_view json,
                                          std::optional<moment> at = std::nullopt);

  /// Adds what is new in rows of subjects and records, all in one step. Errors:
  /// those of io::read_population(), `time_not_allowed`, `stopped`.
  [[nodiscard]] result<import_summary> import(const import_source& subjects,
                                              const import_source& records,
                                              const import_options& options = {});

  /// Adds one subject, or a new version of it.
  [[nodiscard]] result<import_summary> add(const subject& given,
                                           std::optional<moment> at = std::nullopt);
  /// Adds records of one subject. Errors: `unknown_subject`, and what makes a row bad.
  [[nodiscard]] result<import_summary> add(std::string_view subject_id,
                                           std::span<const record> given,
                                           std::optional<moment> at = std::nullopt);

  // -------------------------------------------------------------------- scores

  /// Errors: `unknown_subject`, `withdrawn`, `not_effective`, `no_longer_held`
  /// (what it rests on was erased, purged or barred since), `day_not_allowed`.
  [[nodiscard]] result<store_score> score(std::string_view subject_id, const question& asked = {});

  /// Writes every subject's score as the CSV of `score`, by subject_id. Those who
  /// have withdrawn, and those whose score cannot be computed again, are left out;
  /// gives how many could not. Errors: `stopped` where `write` gives false.
  [[nodiscard]] result<std::uint64_t> scores(
      const question& asked, bool stable_through,
      const std::function<bool(std::string_view bytes)>& write);
  /// The same of one subject. Errors: as for score().
  [[nodiscard]] result<std::string> score_csv(std::string_view subject_id, const question& asked,
                                              bool stable_through);

  /// Computes the score of everyone who has no valid one. Errors: `stopped`.
  [[nodiscard]] result<refresh_summary> refresh(const refresh_options& options = {});

  enum class report_format : std::uint8_t { text, json, html };
  /// The whole report, for the officer in charge and for the resident.
  [[nodiscard]] result<std::string> explain(std::string_view subject_id, const question& asked,
                                            report_format format, io::language language);
  /// The JSON of `timeline`, each day under the rulebook effective on it; days on which
  /// none is are a segment with `why`.
  [[nodiscard]] result<std::string> timeline(std::string_view subject_id, date from, date to,
                                             std::optional<moment> known_at = std::nullopt);
  /// Errors: `moment_goes_back`.
  [[nodiscard]] result<explained_change> explain_change(std::string_view subject_id,
                                                        const question& from, const question& to);

  /// Holds one read transaction over the reads that follow, until it is ended:
  /// they are faster, and blind to what is committed meanwhile. Writing is refused
  /// with `in_snapshot`.
  [[nodiscard]] result<bool> begin_snapshot();
  void end_snapshot() noexcept;

  // ---------------------------------------------------- consent and disclosure

  // Texts that are handed in have 1 to 256 bytes of UTF-8, an objection's 4096 (`invalid_text`).

  // `before_commit` is handed what will be returned, for whoever needs memory to pass it on:
  // where it throws, nothing was done.

  /// Gives the consent's id. Errors: `unknown_subject`, `withdrawn`, `unknown_use`,
  /// `empty_interval`, `invalid_date`, `not_effective`.
  [[nodiscard]] result<std::string> grant(
      const consent_request& asked,
      const std::function<void(const std::string& id)>& before_commit = {});
  /// False where it was revoked before. Errors: `unknown_consent`.
  [[nodiscard]] result<bool> revoke(std::string_view consent_id);
  [[nodiscard]] result<std::vector<consent>> consents(std::string_view subject_id);

  /// Answers a grantee. A denial is an answer. Errors: `day_not_allowed`, `not_effective`.
  [[nodiscard]] result<disclosure> disclose(
      const disclosure_request& asked,
      const std::function<void(const disclosure& answer)>& before_commit = {});
  /// The subject's own read: the whole report. Errors: `unknown_subject`, `withdrawn`,
  /// `not_effective`.
  [[nodiscard]] result<disclosure> self(
      std::string_view subject_id, std::string_view authentication,
      const std::function<void(const disclosure& answer)>& before_commit = {});
  /// Everyone who asked about a subject, oldest first.
  [[nodiscard]] result<std::vector<log_entry>> log(std::string_view subject_id);

  // ----------------------------------------------------------- a resident's acts

  /// Marks a record as disputed until it is decided. Errors: `unknown_subject`,
  /// `unknown_record`, `already_disputed`.
  [[nodiscard]] result<bool> object(std::string_view subject_id, std::string_view record_id,
                                    std::string_view text);
  /// Upheld: the record is revoked. Errors: `unknown_subject`, `unknown_record`,
  /// `not_disputed`.
  [[nodiscard]] result<bool> decide(std::string_view subject_id, std::string_view record_id,
                                    bool upheld, std::string_view evidence);
  /// Errors: `unknown_subject`, `withdrawn`.
  [[nodiscard]] result<bool> withdraw(std::string_view subject_id, std::string_view evidence);
  /// Ends a withdrawal, or follows an erasure. Errors: `unknown_subject`, `already_enrolled`.
  [[nodiscard]] result<bool> enrol(std::string_view subject_id, std::string_view evidence);
  /// Removes a subject's personal data and their bytes. `busy` where another
  /// process's snapshot still keeps the bytes: the erasure stands, and the next
  /// call of erase(), purge() or tidy() removes them. Errors: `unknown_subject`.
  [[nodiscard]] result<bool> erase(std::string_view subject_id, std::string_view evidence);
  /// Erases records that can have had no effect for more than so many months.
  /// Bounds: `months` 0 to 1200 (`months_not_allowed`).
  [[nodiscard]] result<purge_summary> purge(std::int32_t months);
  /// Removes the bytes of what was erased, where that is still due.
  [[nodiscard]] result<bool> tidy();

  // --------------------------------------------------------------------- proof

  /// The last entry's digest, 64 hexadecimal digits, for safe keeping elsewhere.
  [[nodiscard]] result<std::string> head();
  /// Walks the whole ledger. `expected` is a head that was kept elsewhere; the file
  /// may have grown since.
  [[nodiscard]] result<verification> verify(
      std::optional<std::string_view> expected = std::nullopt,
      const std::function<bool(std::uint64_t done, std::uint64_t total)>& progress = {});
  [[nodiscard]] result<store_statistics> statistics();

private:
  struct content;
  explicit store(std::unique_ptr<content>) noexcept;
  std::unique_ptr<content> content_;
};

}  // namespace chengxin
