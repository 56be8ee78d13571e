// The JSON report on every subject of a population (SPECIFICATION 7).
// Never words a report: chengxin/io/report.hpp does.
#include <cstddef>

#include "chengxin/io/report.hpp"
#include "chunks.hpp"
#include "internal.hpp"

namespace chengxin::capi {
namespace {

// Appends one subject's report after another, into memory that it keeps.
class report_maker {
public:
  report_maker(const cx_population& population, date day)
      : engine_(&population.engine), population_(population.content.get()), day_(day) {}

  void operator()(std::size_t first, std::size_t last, std::string& out) {
    for (std::size_t i = first; i < last; ++i) {
      append(i, out);
      out += '\n';
    }
  }

private:
  void append(std::size_t index, std::string& out) {
    io::report_input report;
    report.engine = engine_;
    report.subject = &population_->subject(index);
    report.records = population_->records(index, records_);
    if (!engine_->assess(*report.subject, report.records, day_, depth::everything, today_)) return;
    report.assessment = &today_;
    report.stable_through =
        engine_->stable_through(*report.subject, report.records, today_, later_);
    io::append_report_json(out, report);
  }

  const engine* engine_;
  const io::population* population_;
  date day_;
  io::record_memory records_;
  assessment today_;
  assessment later_;
};

}  // namespace
}  // namespace chengxin::capi

using namespace chengxin::capi;

cx_status cx_population_explain(const cx_population* population, const cx_explain_options* options,
                                cx_write_function write, void* write_context, cx_error* err) {
  return guard(err, [&]() -> cx_status {
    if (population == nullptr || write == nullptr) {
      return misuse(err, "population or write is NULL");
    }
    cx_explain_options known = CX_EXPLAIN_OPTIONS_INIT;
    if (!read_options(options, known)) return misuse(err, "bad options");
    if (known.threads < 0 || known.threads > max_threads) {
      return misuse(err, "threads is not from 0 to 1024");
    }
    if (known.reserved != 0) return misuse(err, "reserved is not 0");
    if (known.day == CX_NO_DAY) return misuse(err, "day is not set");
    if (population->only) return misuse(err, "the records of one subject alone were kept");
    if (population->alone) return misuse(err, "the population was read for scores alone");
    const cx_status effective = check_effective(population->engine.book(), known.day, err);
    if (effective != CX_OK) return effective;

    chunked_work work;
    work.subjects = population->content->size();
    work.subjects_in_chunk = 32;  // a report is a hundred times a score line
    work.threads = known.threads;
    work.new_maker = [&]() -> chunk_maker {
      return report_maker(*population, chengxin::date{known.day});
    };
    work.write = write;
    work.write_context = write_context;
    work.progress = known.progress;
    work.progress_context = known.progress_context;
    return write_in_order(work, err);
  });
}
