// The scores of a population as CSV (SPECIFICATION section 7).
// Never computes a score itself: the engine does.
#include <cstddef>
#include <memory>

#include "chengxin/io/population_scores.hpp"
#include "chengxin/io/report.hpp"
#include "chunks.hpp"
#include "internal.hpp"

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
    if (population->alone &&
        (population->alone->day.days != known.day ||
         population->alone->stable_through != (known.with_stable_through != 0))) {
      return misuse(err, "the population was read for other scores alone");
    }
    const cx_status effective = check_effective(population->engine.book(), known.day, err);
    if (effective != CX_OK) return effective;

    const bool with_stable_through = known.with_stable_through != 0;
    chunked_work work;
    work.subjects = population->content->size();
    // Most scores may be known, of which many are written as soon as few.
    work.subjects_in_chunk = 2048;
    work.threads = known.threads;
    chengxin::io::append_score_header(work.header, population->engine, with_stable_through);
    const chengxin::io::population_scores scores(population->engine, *population->content,
                                                 chengxin::date{known.day}, with_stable_through);
    work.new_maker = [&]() -> chunk_maker {
      auto worker = std::make_shared<chengxin::io::population_scores::worker>(scores);
      return [worker](std::size_t first, std::size_t last, std::string& out) {
        worker->append(first, last, out);
      };
    };
    work.write = write;
    work.write_context = write_context;
    work.progress = known.progress;
    work.progress_context = known.progress_context;
    return write_in_order(work, err);
  });
}
