// Everyone's score as CSV (see store.hpp).
#include "chengxin/io/report.hpp"
#include "store/content.hpp"

namespace chengxin {
namespace storage {
namespace {

constexpr std::size_t piece = std::size_t{1} << 18U;

// What append_score_row() reads of an assessment.
void put_figures(const score_figures& from, assessment& into) {
  into.eligible = from.eligible;
  into.dimensions.clear();
  if (!from.eligible) return;
  into.score = from.score;
  into.total = from.total;
  into.tier = from.tier;
  for (const points value : from.values) {
    into.dimensions.emplace_back().value = value;
  }
}

void append_row(std::string& out, std::string_view subject_id, const kept_score& score,
                bool stable_through, assessment& scratch) {
  put_figures(score.figures, scratch);
  prepared_subject subject;
  subject.subject_id = subject_id;
  const std::optional<date> stable = day_or_for_ever(score.last_day);
  io::append_score_row(out, score.by->engine, subject, scratch, stable_through ? &stable : nullptr);
}

class lister {
public:
  lister(session& on, score_cache& cache, const question& asked, bool stable_through)
      : session_(on), cache_(cache), asked_(asked), stable_through_(stable_through) {}

  std::uint64_t list(const std::function<bool(std::string_view)>& write) {
    const bool keeps =
        !asked_.known_at && !session_.in_snapshot() && !session_.file().is_read_only();
    if (keeps) try_to_refresh();
    const transaction whole(session_.file(), transaction::kind::read);
    resolved_ = resolve(session_, asked_);
    const engine& by = resolved_.by->engine;
    io::append_score_header(out_, by, stable_through_);
    statement people(session_.file(),
                     "SELECT key, subject_id FROM subject WHERE subject_id NOTNULL AND withdrawn = "
                     "0 ORDER BY subject_id");
    for (people.bind(); people.step();) {
      const std::string_view subject_id = people.text(1);
      const kept_score* const score = score_of_one(subject_id);
      if (score == nullptr) continue;
      append_row(out_, subject_id, *score, stable_through_, row_);
      if (out_.size() >= piece) flush(write);
    }
    flush(write);
    return left_out_ + (resolved_.is_now ? 0 : erased_since());
  }

private:
  // Those who were known and were erased since. Of one who had withdrawn nothing is told.
  [[nodiscard]] std::uint64_t erased_since() {
    statement erased(
        session_.file(),
        "SELECT count(*) FROM tombstone AS t JOIN entry AS e ON e.position = t.entry WHERE t.entry "
        "> ?1 AND e.kind = 11 AND EXISTS (SELECT 1 FROM entry AS f WHERE f.subject = e.subject AND "
        "f.content_digest IS NOT NULL AND f.kind = 1 AND f.position <= ?1) AND (SELECT a.kind FROM "
        "entry AS a WHERE a.subject = e.subject AND a.content_digest IS NOT NULL AND a.kind IN (5, "
        "6) ORDER BY a.position DESC LIMIT 1) IS NOT 5");
    const reset_after done(erased.bind(resolved_.position));
    return erased.step() ? static_cast<std::uint64_t>(erased.integer(0)) : 0;
  }

  void flush(const std::function<bool(std::string_view)>& write) {
    if (!out_.empty() && !write(out_)) fail("stopped", "the writing was asked to stop");
    out_.clear();
  }

  // Many threads do it before one would. A read never fails because another process
  // writes, or because nothing can be written.
  void try_to_refresh() {
    try {
      static_cast<void>(refresh_scores(session_, cache_, {asked_.as_of, 0, {}}));
    } catch (const failure& failed) {
      const std::string_view code = failed.what.code;
      if (code != "busy" && code != "disk_full" && code != "io_error" && code != "read_only") throw;
    }
  }

  const kept_score* score_of_one(std::string_view subject_id) {
    if (resolved_.is_now) {
      const kept_score* const found = cache_.peek(subject_id, resolved_.day);
      if (found != nullptr) return found;
    }
    try {
      load_for(session_, subject_id, resolved_, with_);
    } catch (const failure& failed) {
      if (failed.what.code == "no_longer_held") ++left_out_;
      if (failed.what.code == "no_longer_held" || failed.what.code == "unknown_subject") {
        return nullptr;  // nothing was known of them at that moment
      }
      throw;
    }
    compute_kept(with_, *resolved_.by, resolved_.day, resolved_.by_through, computed_);
    return &computed_;
  }

  session& session_;
  score_cache& cache_;
  question asked_;
  bool stable_through_;
  resolved_question resolved_;
  computation with_;
  kept_score computed_;
  assessment row_;
  std::string out_;
  std::uint64_t left_out_ = 0;
};

}  // namespace
}  // namespace storage

result<std::uint64_t> store::scores(const question& asked, bool stable_through,
                                    const std::function<bool(std::string_view)>& write) {
  return storage::attempt([&] {
    return storage::lister(content_->session, content_->cache, asked, stable_through).list(write);
  });
}

result<std::string> store::score_csv(std::string_view subject_id, const question& asked,
                                     bool stable_through) {
  return storage::attempt([&] {
    bool from_cache = false;
    const storage::kept_score& score =
        storage::score_of(content_->session, content_->cache, subject_id, asked,
                          content_->computation, content_->kept, from_cache);
    std::string text;
    io::append_score_header(text, score.by->engine, stable_through);
    assessment scratch;
    storage::append_row(text, subject_id, score, stable_through, scratch);
    return text;
  });
}

}  // namespace chengxin
