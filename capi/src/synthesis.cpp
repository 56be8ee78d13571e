// Made-up populations through the C interface.
// Never draws anything itself: chengxin/io/synthesis.hpp does.
#include "chengxin/io/synthesis.hpp"

#include <cstddef>

#include "internal.hpp"

using namespace chengxin::capi;
namespace io = chengxin::io;

namespace {

io::byte_writer writer(cx_write_function write, void* context, const bool& stop) {
  return [write, context, &stop](std::string_view bytes) -> std::optional<chengxin::error> {
    if (!stop && (bytes.empty() || write(context, bytes.data(), bytes.size()) == 0)) {
      return std::nullopt;
    }
    return chengxin::error{"stopped", "a callback asked to stop"};
  };
}

}  // namespace

cx_status cx_synthesize(const cx_engine* engine, const cx_synthesis_options* options,
                        cx_write_function write_subjects, void* subjects_context,
                        cx_write_function write_records, void* records_context, cx_error* err) {
  return guard(err, [&]() -> cx_status {
    if (engine == nullptr || write_subjects == nullptr || write_records == nullptr) {
      return misuse(err, "engine, write_subjects or write_records is NULL");
    }
    cx_synthesis_options known = CX_SYNTHESIS_OPTIONS_INIT;
    if (!read_options(options, known)) return misuse(err, "bad options");
    if (known.format != CX_ROWS_CSV && known.format != CX_ROWS_JSONL) {
      return misuse(err, "format is neither CX_ROWS_CSV nor CX_ROWS_JSONL");
    }
    if (known.day != CX_NO_DAY && (chengxin::date{known.day} < chengxin::first_input_day ||
                                   chengxin::date{known.day} > chengxin::last_input_day)) {
      return misuse(err, "day is not from 1900-01-01 to 2199-12-31");
    }
    io::synthesis_options how;
    how.subjects = known.subjects;
    how.seed = known.seed;
    how.format = known.format == CX_ROWS_CSV ? io::row_format::csv : io::row_format::jsonl;
    how.bad_rows = known.bad_rows;
    if (known.day != CX_NO_DAY) how.as_of = chengxin::date{known.day};

    bool stop = false;
    io::synthesis_progress progress;
    if (known.progress != nullptr) {
      progress = [&](std::uint64_t done, std::uint64_t total) {
        if (!stop) stop = known.progress(known.progress_context, done, total) != 0;
      };
    }
    const auto made =
        io::synthesize(engine->engine, how, writer(write_subjects, subjects_context, stop),
                       writer(write_records, records_context, stop), progress);
    if (stop) return fail(err, {CX_ERROR_STOPPED, "stopped", "a callback asked to stop"});
    if (!made) {
      const cx_status status = made.failure().code == "stopped" ? CX_ERROR_STOPPED : CX_ERROR_INPUT;
      return fail(err, {status, made.failure().code, made.failure().message});
    }
    return CX_OK;
  });
}
