// Populations of the C interface: reading them, and asking what was read.
// Never interprets a row.
#include <cstddef>

#include "chengxin/io/source.hpp"
#include "chunks.hpp"
#include "internal.hpp"
#include "text.hpp"

using namespace chengxin::capi;
namespace io = chengxin::io;

namespace {

// Whether the caller's progress function has asked to stop. The reader cannot
// be told, but a source that fails ends it.
struct stop_request {
  bool asked = false;
};

class stoppable_source final : public io::source {
public:
  stoppable_source(io::source& inner, const stop_request& stop) : inner_(inner), stop_(stop) {}

  chengxin::result<std::size_t> read(char* into, std::size_t size) override {
    if (stop_.asked) return chengxin::error{"stopped", "the progress callback asked to stop"};
    return inner_.read(into, size);
  }
  bool restart() override { return inner_.restart(); }
  std::string_view name() const noexcept override { return inner_.name(); }
  std::uint64_t size() const noexcept override { return inner_.size(); }

private:
  io::source& inner_;
  const stop_request& stop_;
};

cx_status fail_reading(cx_error* err, const chengxin::error& failure) {
  cx_status status = CX_ERROR_INPUT;
  if (failure.code == "io_error") status = CX_ERROR_IO;
  if (failure.code == "stopped") status = CX_ERROR_STOPPED;
  return fail(err, {status, failure.code, failure.message});
}

// `where` says which file it is, so the message need not begin with it as well.
cx_status fail_opening(cx_error* err, const chengxin::error& failure, std::string_view path) {
  std::string_view message = failure.message;
  const std::string named = std::string(path) + ": ";
  if (message.substr(0, named.size()) == named) message.remove_prefix(named.size());
  return fail(err, {CX_ERROR_IO, failure.code, message, path});
}

std::optional<io::row_format> format_of(int32_t asked, std::string_view name) {
  switch (asked) {
    case CX_ROWS_CSV: return io::row_format::csv;
    case CX_ROWS_JSONL: return io::row_format::jsonl;
    default: return io::row_format_of(name);
  }
}

bool is_row_format(int32_t format) noexcept {
  return format >= CX_ROWS_BY_NAME && format <= CX_ROWS_JSONL;
}

cx_status check(const cx_population_options& options, cx_error* err) {
  if (!is_row_format(options.subjects_format) || !is_row_format(options.records_format)) {
    return misuse(err, "a format is not a CX_ROWS constant");
  }
  if (options.threads > max_threads) return misuse(err, "threads is more than 1024");
  if (!is_text(options.subjects_name) || !is_text(options.records_name) ||
      !is_text(options.only_subject)) {
    return misuse(err, "a text of the options is NULL");
  }
  if (options.scores_alone != nullptr && options.only_subject.size != 0) {
    return misuse(err, "of one subject alone there are no scores (only_subject, scores_alone)");
  }
  return CX_OK;
}

// What `scores_alone` asks for, where it is given.
cx_status read_alone(const cx_population_options& options, const chengxin::rulebook& book,
                     std::optional<io::scored_as_read>& into, cx_error* err) {
  if (options.scores_alone == nullptr) return CX_OK;
  cx_score_options known = CX_SCORE_OPTIONS_INIT;
  if (!read_options(options.scores_alone, known)) return misuse(err, "bad options");
  if (known.with_stable_through != 0 && known.with_stable_through != 1) {
    return misuse(err, "with_stable_through is neither 0 nor 1");
  }
  if (known.day == CX_NO_DAY) return misuse(err, "day is not set");
  into = {chengxin::date{known.day}, known.with_stable_through != 0};
  return check_effective(book, known.day, err);
}

cx_status fail_format(cx_error* err, std::string_view name) {
  return fail(err, {CX_ERROR_INPUT, "unknown_format",
                    "expected a file whose name ends in .csv or .jsonl", name});
}

cx_status read(const cx_engine& engine, io::source& subjects, io::source& records,
               const cx_population_options& options, cx_population** out, cx_error* err) {
  const auto subjects_format = format_of(options.subjects_format, view(options.subjects_name));
  if (!subjects_format) return fail_format(err, view(options.subjects_name));
  const auto records_format = format_of(options.records_format, view(options.records_name));
  if (!records_format) return fail_format(err, view(options.records_name));

  stop_request stop;
  io::read_options how;
  if (const cx_status bad = read_alone(options, engine.engine.book(), how.scored, err);
      bad != CX_OK) {
    return bad;
  }
  how.threads = static_cast<std::int32_t>(thread_count(options.threads));
  if (options.keep_bad_rows != 0) {
    how.keep_bad_rows =
        static_cast<std::size_t>(std::min<std::uint64_t>(options.keep_bad_rows, how.keep_bad_rows));
  }
  if (options.only_subject.size != 0) how.only_subject = std::string(view(options.only_subject));
  if (options.progress != nullptr) {
    how.progress = [&options, &stop](std::uint64_t done, std::uint64_t total) {
      if (!stop.asked) stop.asked = options.progress(options.progress_context, done, total) != 0;
    };
  }

  auto made = std::make_unique<cx_population>(
      cx_population{engine.engine, nullptr, how.only_subject, how.scored});
  stoppable_source stoppable_subjects(subjects, stop);
  stoppable_source stoppable_records(records, stop);
  chengxin::result<io::population> content = io::read_population(
      made->engine, stoppable_subjects, *subjects_format, stoppable_records, *records_format, how);
  if (!content) return fail_reading(err, content.failure());
  if (stop.asked) {
    return fail_reading(err, {"stopped", "the progress callback asked to stop"});
  }
  made->content = std::make_shared<const io::population>(std::move(*content));
  *out = made.release();
  return CX_OK;
}

}  // namespace

cx_status cx_population_read(const cx_engine* engine, const cx_population_options* options,
                             cx_population** out, cx_error* err) {
  return guard(err, [&]() -> cx_status {
    if (engine == nullptr || out == nullptr) return misuse(err, "engine or out is NULL");
    cx_population_options known = CX_POPULATION_OPTIONS_INIT;
    if (!read_options(options, known)) return misuse(err, "bad options");
    if (const cx_status bad = check(known, err); bad != CX_OK) return bad;
    const std::string subjects_path(view(known.subjects_name));
    const std::string records_path(view(known.records_name));
    if ((subjects_path + records_path).find('\0') != std::string::npos) {
      return misuse(err, "a path holds a NUL");
    }
    if (!format_of(known.subjects_format, subjects_path)) return fail_format(err, subjects_path);
    if (!format_of(known.records_format, records_path)) return fail_format(err, records_path);
    auto subjects = io::open_file(subjects_path);
    if (!subjects) return fail_opening(err, subjects.failure(), subjects_path);
    auto records = io::open_file(records_path);
    if (!records) return fail_opening(err, records.failure(), records_path);
    return read(*engine, **subjects, **records, known, out, err);
  });
}

cx_status cx_population_read_memory(const cx_engine* engine, const char* subjects,
                                    size_t subjects_size, const char* records, size_t records_size,
                                    const cx_population_options* options, cx_population** out,
                                    cx_error* err) {
  return guard(err, [&]() -> cx_status {
    if (engine == nullptr || out == nullptr) return misuse(err, "engine or out is NULL");
    if (!is_text(subjects, subjects_size) || !is_text(records, records_size)) {
      return misuse(err, "subjects or records is NULL");
    }
    cx_population_options known = CX_POPULATION_OPTIONS_INIT;
    if (!read_options(options, known)) return misuse(err, "bad options");
    if (const cx_status bad = check(known, err); bad != CX_OK) return bad;
    const auto subjects_source =
        io::from_memory(view(subjects, subjects_size), std::string(view(known.subjects_name)));
    const auto records_source =
        io::from_memory(view(records, records_size), std::string(view(known.records_name)));
    return read(*engine, *subjects_source, *records_source, known, out, err);
  });
}

void cx_population_free(cx_population* population) {
  delete population;
}

uint64_t cx_population_subjects(const cx_population* population) {
  return population == nullptr ? 0 : population->content->size();
}

uint64_t cx_population_records(const cx_population* population) {
  return population == nullptr ? 0 : population->content->record_count();
}

uint64_t cx_population_bad_rows(const cx_population* population) {
  return population == nullptr ? 0 : population->content->bad_row_count();
}

uint64_t cx_population_kept_bad_rows(const cx_population* population) {
  return population == nullptr ? 0 : population->content->bad_rows().size();
}

cx_string cx_population_subject_id(const cx_population* population, uint64_t index) {
  if (population == nullptr || index >= population->content->size()) return {nullptr, 0};
  return lend(population->content->subject(static_cast<std::size_t>(index)).subject_id);
}

cx_status cx_population_find(const cx_population* population, const char* subject_id, size_t size,
                             uint64_t* out, cx_error* err) {
  return guard(err, [&]() -> cx_status {
    if (population == nullptr || !is_text(subject_id, size) || out == nullptr) {
      return misuse(err, "population, subject_id or out is NULL");
    }
    const std::string_view id = view(subject_id, size);
    const std::optional<std::size_t> found = population->content->find(id);
    if (!found) {
      return fail(err, {CX_ERROR_NOT_FOUND, "unknown_subject",
                        "no subject has the identifier '" + excerpt(id) + "'"});
    }
    *out = *found;
    return CX_OK;
  });
}

cx_status cx_population_bad_row(const cx_population* population, uint64_t index, cx_bad_row* out,
                                cx_error* err) {
  return guard(err, [&]() -> cx_status {
    if (population == nullptr || out == nullptr) return misuse(err, "population or out is NULL");
    if (!can_write(out)) return misuse(err, "out has no struct_size");
    const std::vector<io::bad_row>& rows = population->content->bad_rows();
    if (index >= rows.size()) return misuse(err, "index is beyond the bad rows that were kept");
    write_struct(out, lend_bad_row(rows[static_cast<std::size_t>(index)]));
    return CX_OK;
  });
}
