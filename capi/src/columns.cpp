// A population as tables (cx_score_columns, cx_explain_columns).
// Never looks into a column itself: lib/arrow/ does.
#include "chengxin/io/arrow.hpp"
#include "chengxin/io/arrow_c_data.h"
#include "chunks.hpp"
#include "internal.hpp"

using namespace chengxin::capi;

namespace {

cx_status status_of(const chengxin::error& failed) noexcept {
  if (failed.code == "stopped") return CX_ERROR_STOPPED;
  if (failed.code == "not_effective") return CX_ERROR_NOT_EFFECTIVE;
  return CX_ERROR_INPUT;
}

/// Releases a stream that nobody has released, whatever became of it.
class taken {
public:
  explicit taken(ArrowArrayStream* it) noexcept : it_(it) {}
  ~taken() {
    if (it_ != nullptr && it_->release != nullptr) it_->release(it_);
  }
  taken(const taken&) = delete;
  taken& operator=(const taken&) = delete;

private:
  ArrowArrayStream* it_;
};

/// What both functions have in common: `assess` is called where nothing is misused.
template <class Assess>
cx_status run(const cx_engine* engine, const cx_score_options* options, cx_error* err,
              const Assess& assess) {
  cx_score_options known = CX_SCORE_OPTIONS_INIT;
  if (!read_options(options, known)) return misuse(err, "bad options");
  if (known.threads < 0 || known.threads > max_threads) {
    return misuse(err, "threads is not from 0 to 1024");
  }
  if (known.with_stable_through != 0 && known.with_stable_through != 1) {
    return misuse(err, "with_stable_through is neither 0 nor 1");
  }
  if (known.day == CX_NO_DAY) return misuse(err, "day is not set");
  const cx_status effective = check_effective(engine->engine.book(), known.day, err);
  if (effective != CX_OK) return effective;

  chengxin::io::arrow_options asked;
  asked.as_of = {known.day};
  asked.stable_through = known.with_stable_through != 0;
  asked.threads = known.threads;
  if (known.progress != nullptr) {
    asked.progress = [&](std::uint64_t done, std::uint64_t total) {
      return known.progress(known.progress_context, done, total) == 0;
    };
  }
  const chengxin::result<bool> made = assess(asked);
  if (made) return CX_OK;
  return fail(err, {status_of(made.failure()), made.failure().code, made.failure().message});
}

}  // namespace

cx_status cx_score_columns(const cx_engine* engine, struct ArrowArrayStream* subjects,
                           struct ArrowArrayStream* records, const cx_score_options* options,
                           struct ArrowArrayStream* out, cx_error* err) {
  const taken first(subjects);
  const taken second(records);
  return guard(err, [&]() -> cx_status {
    if (engine == nullptr || subjects == nullptr || records == nullptr || out == nullptr) {
      return misuse(err, "engine, subjects, records or out is NULL");
    }
    return run(engine, options, err, [&](const chengxin::io::arrow_options& asked) {
      return chengxin::io::assess_columns(engine->engine, *subjects, *records, asked, *out);
    });
  });
}

cx_status cx_explain_columns(const cx_engine* engine, struct ArrowArrayStream* subjects,
                             struct ArrowArrayStream* records, const cx_score_options* options,
                             struct ArrowArrayStream* scores, struct ArrowArrayStream* details,
                             cx_error* err) {
  const taken first(subjects);
  const taken second(records);
  return guard(err, [&]() -> cx_status {
    if (engine == nullptr || subjects == nullptr || records == nullptr || scores == nullptr ||
        details == nullptr) {
      return misuse(err, "engine, subjects, records, scores or details is NULL");
    }
    return run(engine, options, err, [&](const chengxin::io::arrow_options& asked) {
      return chengxin::io::explain_columns(engine->engine, *subjects, *records, asked, *scores,
                                           *details);
    });
  });
}
