// The scores of a population as CSV (SPECIFICATION section 7).
// Never computes a score itself: the engine does.
#include <cstddef>

#include "chengxin/io/report.hpp"
#include "chunks.hpp"
#include "internal.hpp"

namespace chengxin::capi {
namespace {

// Appends score lines, subject after subject, into memory that it keeps.
class score_maker {
public:
  score_maker(const cx_population& population, date day, bool with_stable_through)
      : engine_(&population.engine),
        population_(population.content.get()),
        day_(day),
        with_stable_through_(with_stable_through) {}

  void operator()(std::size_t first, std::size_t last, std::string& out) {
    for (std::size_t i = first; i < last; ++i) {
      const prepared_subject& subject = population_->subject(i);
      const std::span<const prepared_record> records = population_->records(i);
      if (!engine_->assess(subject, records, day_, depth::figures, today_)) continue;
      std::optional<date> stable_through;
      if (with_stable_through_) {
        stable_through = engine_->stable_through(subject, records, today_, later_);
      }
      io::append_score_row(out, *engine_, subject, today_,
                           with_stable_through_ ? &stable_through : nullptr);
    }
  }

private:
  const engine* engine_;
  const io::population* population_;
  date day_;
  bool with_stable_through_;
  assessment today_;
  assessment later_;
};

}  // namespace
}  // namespace chengxin::capi

using namespace chengxin::capi;

cx_status cx_population_score(const cx_population* population, const cx_score_options* options,
                              cx_write_function write, void* write_context, cx_error* err) {
  return guard(err, [&]() -> cx_status {
    if (population == nullptr || write == nullptr) {
      return misuse(err, "population or write is NULL");
    }
    cx_score_options known = CX_SCORE_OPTIONS_INIT;
    if (!read_options(options, known)) return misuse(err, "bad options");
    if (known.threads < 0 || known.threads > max_threads) {
      return misuse(err, "threads is not from 0 to 1024");
    }
    if (known.with_stable_through != 0 && known.with_stable_through != 1) {
      return misuse(err, "with_stable_through is neither 0 nor 1");
    }
    if (known.day == CX_NO_DAY) return misuse(err, "day is not set");
    if (population->only) return misuse(err, "the records of one subject alone were kept");
    const cx_status effective = check_effective(population->engine.book(), known.day, err);
    if (effective != CX_OK) return effective;

    const bool with_stable_through = known.with_stable_through != 0;
    chunked_work work;
    work.subjects = population->content->size();
    work.threads = known.threads;
    chengxin::io::append_score_header(work.header, population->engine, with_stable_through);
    work.new_maker = [&]() -> chunk_maker {
      return score_maker(*population, chengxin::date{known.day}, with_stable_through);
    };
    work.write = write;
    work.write_context = write_context;
    work.progress = known.progress;
    work.progress_context = known.progress_context;
    return write_in_order(work, err);
  });
}
