// Reports and timelines of the C interface (SPECIFICATION sections 5 and 7).
// Never words a report: chengxin/io/report.hpp does.
#include <cstddef>

#include "chengxin/io/report.hpp"
#include "chengxin/timeline.hpp"
#include "chunks.hpp"
#include "internal.hpp"

namespace chengxin::capi {
namespace {

constexpr std::size_t first_options_size =
    offsetof(cx_explain_options, progress_context) + sizeof(void*);

// Appends one subject's report after another, into memory that it keeps.
class report_maker {
public:
  report_maker(const cx_population& population, const cx_explain_options& options)
      : engine_(&population.engine),
        population_(&*population.content),
        day_{options.day},
        format_(options.format),
        language_(options.language == CX_LANGUAGE_EN ? io::language::en : io::language::zh) {}

  void append(std::size_t index, std::string& out) {
    io::report_input report;
    report.engine = engine_;
    report.subject = &population_->subject(index);
    report.records = population_->records(index);
    if (!engine_->assess(*report.subject, report.records, day_, depth::everything, today_)) return;
    report.assessment = &today_;
    report.stable_through =
        engine_->stable_through(*report.subject, report.records, today_, later_);
    switch (format_) {
      case CX_FORMAT_JSON: io::append_report_json(out, report); break;
      case CX_FORMAT_HTML: io::append_report_html(out, report, language_); break;
      default: io::append_report_text(out, report, language_);
    }
  }

  void operator()(std::size_t first, std::size_t last, std::string& out) {
    for (std::size_t i = first; i < last; ++i) {
      append(i, out);
      out += '\n';
    }
  }

private:
  const engine* engine_;
  const io::population* population_;
  date day_;
  std::int32_t format_;
  io::language language_;
  assessment today_;
  assessment later_;
};

cx_status read_and_check(const cx_population* population, const cx_explain_options* given,
                         cx_explain_options& known, cx_error* err) {
  if (population == nullptr) return misuse(err, "population is NULL");
  if (!read_options(given, first_options_size, known)) return misuse(err, "bad options");
  if (known.format < CX_FORMAT_TEXT || known.format > CX_FORMAT_HTML) {
    return misuse(err, "format is not a CX_FORMAT constant");
  }
  if (known.language != CX_LANGUAGE_ZH && known.language != CX_LANGUAGE_EN) {
    return misuse(err, "language is not a CX_LANGUAGE constant");
  }
  if (known.threads < 0 || known.threads > max_threads) {
    return misuse(err, "threads is not from 0 to 1024");
  }
  if (known.reserved != 0) return misuse(err, "reserved is not 0");
  if (known.day == CX_NO_DAY) return misuse(err, "day is not set");
  return check_effective(population->engine.book(), known.day, err);
}

}  // namespace
}  // namespace chengxin::capi

using namespace chengxin::capi;

cx_status cx_explain(const cx_population* population, uint64_t index,
                     const cx_explain_options* options, cx_buffer* out, cx_error* err) {
  return guard(err, [&]() -> cx_status {
    if (out == nullptr) return misuse(err, "out is NULL");
    cx_explain_options known = CX_EXPLAIN_OPTIONS_INIT;
    const cx_status ready = read_and_check(population, options, known, err);
    if (ready != CX_OK) return ready;
    if (index >= population->content->size()) return misuse(err, "index is beyond the subjects");
    std::string text;
    report_maker(*population, known).append(static_cast<std::size_t>(index), text);
    *out = make_buffer(text);
    return CX_OK;
  });
}

cx_status cx_explain_all(const cx_population* population, const cx_explain_options* options,
                         cx_write_function write, void* write_context, cx_error* err) {
  return guard(err, [&]() -> cx_status {
    if (write == nullptr) return misuse(err, "write is NULL");
    cx_explain_options known = CX_EXPLAIN_OPTIONS_INIT;
    const cx_status ready = read_and_check(population, options, known, err);
    if (ready != CX_OK) return ready;
    if (known.format != CX_FORMAT_JSON) return misuse(err, "format is not CX_FORMAT_JSON");

    chunked_work work;
    work.subjects = population->content->size();
    work.subjects_in_chunk = 32;  // a report is a hundred times a score line
    work.threads = known.threads;
    work.new_maker = [&]() -> chunk_maker { return report_maker(*population, known); };
    work.write = write;
    work.write_context = write_context;
    work.progress = known.progress;
    work.progress_context = known.progress_context;
    return write_in_order(work, err);
  });
}

cx_status cx_timeline(const cx_population* population, uint64_t index, cx_day from, cx_day to,
                      cx_buffer* out, cx_error* err) {
  return guard(err, [&]() -> cx_status {
    if (population == nullptr || out == nullptr) return misuse(err, "population or out is NULL");
    if (index >= population->content->size()) return misuse(err, "index is beyond the subjects");
    const chengxin::engine& engine = population->engine;
    const auto subject = static_cast<std::size_t>(index);
    const auto records = population->content->records(subject);
    const chengxin::result<chengxin::timeline> made =
        chengxin::make_timeline(engine, population->content->subject(subject), records,
                                chengxin::date{from}, chengxin::date{to});
    if (!made) {
      const cx_status status =
          made.failure().code == "not_effective" ? CX_ERROR_NOT_EFFECTIVE : CX_ERROR_INPUT;
      return fail(err, {status, made.failure().code, made.failure().message});
    }
    std::string text;
    chengxin::io::append_timeline_json(text, engine, *made, records);
    *out = make_buffer(text);
    return CX_OK;
  });
}
