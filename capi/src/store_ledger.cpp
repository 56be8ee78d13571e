// Adding to a store: rulebooks, files of rows, and facts given as structs.
// Never decides what is new: the store does.
#include <vector>

#include "chengxin/io/rulebook.hpp"
#include "chengxin/io/source.hpp"
#include "chengxin/io/store_json.hpp"
#include "from_structs.hpp"
#include "store.hpp"

using namespace chengxin::capi;
namespace io = chengxin::io;

namespace {

std::optional<io::row_format> format_of(std::int32_t asked, std::string_view name) {
  switch (asked) {
    case CX_ROWS_CSV: return io::row_format::csv;
    case CX_ROWS_JSONL: return io::row_format::jsonl;
    default: return io::row_format_of(name);
  }
}

bool is_row_format(std::int32_t format) noexcept {
  return format >= CX_ROWS_BY_NAME && format <= CX_ROWS_JSONL;
}

cx_status check(const cx_import_options& options, cx_error* err) {
  if (!is_row_format(options.subjects_format) || !is_row_format(options.records_format)) {
    return misuse(err, "a format is not a CX_ROWS constant");
  }
  if (options.refuse_bad_rows != 0 && options.refuse_bad_rows != 1) {
    return misuse(err, "refuse_bad_rows is neither 0 nor 1");
  }
  if (!is_text(options.subjects_name) || !is_text(options.records_name)) {
    return misuse(err, "a name of the options is NULL");
  }
  return CX_OK;
}

/// One of the two sources of an import, if it is there.
struct opened_source {
  std::unique_ptr<io::source> from;
  chengxin::import_source given;

  cx_status give(std::int32_t format, std::string_view name, cx_error* err) {
    if (!from) return CX_OK;
    const std::optional<io::row_format> found = format_of(format, name);
    if (!found) {
      return fail(err, {CX_ERROR_INPUT, "unknown_format",
                        "expected a file whose name ends in .csv or .jsonl", name});
    }
    given = {from.get(), *found};
    return CX_OK;
  }
};

cx_status import(chengxin::store& on, opened_source& subjects, opened_source& records,
                 const cx_import_options& options, cx_import** out, cx_error* err) {
  if (const cx_status bad =
          subjects.give(options.subjects_format, view(options.subjects_name), err);
      bad != CX_OK) {
    return bad;
  }
  if (const cx_status bad = records.give(options.records_format, view(options.records_name), err);
      bad != CX_OK) {
    return bad;
  }
  chengxin::import_options how;
  how.at = moment_of(options.at);
  how.refuse_bad_rows = options.refuse_bad_rows != 0;
  if (options.keep_bad_rows != 0) how.keep_bad_rows = options.keep_bad_rows;
  if (options.progress != nullptr) {
    how.progress = [&options](std::uint64_t done, std::uint64_t total) {
      return options.progress(options.progress_context, done, total) == 0;
    };
  }
  auto made = std::make_unique<cx_import>();
  chengxin::result<chengxin::import_summary> told = on.import(subjects.given, records.given, how);
  if (!told) return fail_store(err, told.failure());
  made->summary = std::move(*told);
  *out = made.release();
  return CX_OK;
}

cx_status open_path(std::string_view path, opened_source& into, cx_error* err) {
  if (path.empty()) return CX_OK;
  if (path.find('\0') != std::string_view::npos) return misuse(err, "a path holds a NUL");
  chengxin::result<std::unique_ptr<io::source>> opened = io::open_file(std::string(path));
  if (!opened) {
    return fail(err, {CX_ERROR_IO, opened.failure().code, opened.failure().message, path});
  }
  into.from = std::move(*opened);
  return CX_OK;
}

cx_import_counts counts_of(const chengxin::import_summary& told) noexcept {
  cx_import_counts made = CX_IMPORT_COUNTS_INIT;
  made.added = told.added ? 1 : 0;
  made.subjects_new = told.subjects_new;
  made.subjects_changed = told.subjects_changed;
  made.subjects_same = told.subjects_same;
  made.records_new = told.records_new;
  made.records_changed = told.records_changed;
  made.records_same = told.records_same;
  made.held_back = told.held_back;
  made.barred = told.barred;
  made.bad = told.bad;
  made.kept_bad_rows = told.bad_rows.size();
  return made;
}

cx_status give(const chengxin::result<chengxin::import_summary>& told, cx_import_counts* out,
               cx_error* err) {
  if (!told) return fail_store(err, told.failure());
  if (out != nullptr) write_struct(out, counts_of(*told));
  return CX_OK;
}

/// Attributes as the library takes them. False where one cannot be told.
bool read_attributes(const cx_attribute* first, std::size_t count,
                     std::vector<chengxin::named_value>& into) {
  if (first == nullptr && count != 0) return false;
  for (const cx_attribute& it : attributes_of(first, count)) {
    if (!is_text(it.name) || !is_text(it.text)) return false;
    chengxin::value value;
    switch (it.type) {
      case CX_VALUE_INTEGER: value = chengxin::value::of(it.integer); break;
      case CX_VALUE_NUMBER: value = chengxin::value::of(it.number); break;
      case CX_VALUE_STRING: value = chengxin::value::of(view(it.text)); break;
      case CX_VALUE_BOOLEAN: value = chengxin::value::of(it.integer == 1); break;
      case CX_VALUE_DATE:
        value = chengxin::value::of(chengxin::date{static_cast<std::int32_t>(it.integer)});
        break;
      default: return false;
    }
    into.push_back({view(it.name), value});
  }
  return true;
}

bool read_subject(const cx_subject& given, std::vector<chengxin::named_value>& attributes,
                  chengxin::subject& into) {
  if (!is_text(given.subject_id) || given.reserved != 0 || given.residency < 0 ||
      given.residency > CX_RESIDENCY_NONE || given.capacity < 0 ||
      given.capacity > CX_CAPACITY_NONE ||
      !read_attributes(given.attributes, given.attribute_count, attributes)) {
    return false;
  }
  into.subject_id = view(given.subject_id);
  into.birth_date = optional_day(given.birth_date);
  into.enrolled_on = optional_day(given.enrolled_on);
  into.residency = static_cast<chengxin::residency>(given.residency);
  into.capacity = static_cast<chengxin::capacity>(given.capacity);
  into.attributes = attributes;
  return true;
}

bool read_record(const cx_record& given, std::vector<chengxin::named_value>& attributes,
                 chengxin::record& into) {
  if (!is_text(given.record_id) || !is_text(given.category) || !is_text(given.provider) ||
      !is_text(given.matter) || given.reserved != 0 || given.origin < 0 ||
      given.origin > CX_ORIGIN_USAGE || given.status < 0 || given.status > CX_RECORD_REVOKED ||
      !read_attributes(given.attributes, given.attribute_count, attributes)) {
    return false;
  }
  into.record_id = view(given.record_id);
  into.category = view(given.category);
  into.provider = view(given.provider);
  into.matter = view(given.matter);
  into.occurred_on = chengxin::date{given.occurred_on};
  into.expires_on = optional_day(given.expires_on);
  into.repaired_on = optional_day(given.repaired_on);
  into.corrected_on = optional_day(given.corrected_on);
  into.service_on = optional_day(given.service_on);
  into.conduct_on = optional_day(given.conduct_on);
  into.origin = static_cast<chengxin::origin>(given.origin);
  into.status = static_cast<chengxin::record_status>(given.status);
  into.attributes = attributes;
  return true;
}

}  // namespace

cx_status cx_store_add_rulebook(cx_store* store, const char* json, size_t size, cx_moment at,
                                int32_t* added, cx_error* err) {
  return call(store, err, [&](chengxin::store& on) -> cx_status {
    if (!is_text(json, size)) return misuse(err, "json is NULL");
    const std::string_view text = view(json, size);
    // Looked at here as well, so that the first error is told with its place.
    cx_rulebook* read = nullptr;
    if (const cx_status bad = cx_rulebook_load(json, size, &read, err); bad != CX_OK) return bad;
    cx_rulebook_free(read);
    const chengxin::result<bool> done = on.add_rulebook(text, moment_of(at));
    if (!done) return fail_store(err, done.failure());
    if (added != nullptr) *added = *done ? 1 : 0;
    return CX_OK;
  });
}

cx_status cx_store_import(cx_store* store, const cx_import_options* options, cx_import** out,
                          cx_error* err) {
  return call(store, err, [&](chengxin::store& on) -> cx_status {
    if (out == nullptr) return misuse(err, "out is NULL");
    cx_import_options known = CX_IMPORT_OPTIONS_INIT;
    if (!read_options(options, known)) return misuse(err, "bad options");
    if (const cx_status bad = check(known, err); bad != CX_OK) return bad;
    opened_source subjects;
    opened_source records;
    if (const cx_status bad = open_path(view(known.subjects_name), subjects, err); bad != CX_OK) {
      return bad;
    }
    if (const cx_status bad = open_path(view(known.records_name), records, err); bad != CX_OK) {
      return bad;
    }
    return import(on, subjects, records, known, out, err);
  });
}

cx_status cx_store_import_memory(cx_store* store, const char* subjects, size_t subjects_size,
                                 const char* records, size_t records_size,
                                 const cx_import_options* options, cx_import** out, cx_error* err) {
  return call(store, err, [&](chengxin::store& on) -> cx_status {
    if (!is_text(subjects, subjects_size) || !is_text(records, records_size) || out == nullptr) {
      return misuse(err, "subjects, records or out is NULL");
    }
    cx_import_options known = CX_IMPORT_OPTIONS_INIT;
    if (!read_options(options, known)) return misuse(err, "bad options");
    if (const cx_status bad = check(known, err); bad != CX_OK) return bad;
    opened_source people;
    opened_source facts;
    if (subjects != nullptr) {
      people.from =
          io::from_memory(view(subjects, subjects_size), std::string(view(known.subjects_name)));
    }
    if (records != nullptr) {
      facts.from =
          io::from_memory(view(records, records_size), std::string(view(known.records_name)));
    }
    return import(on, people, facts, known, out, err);
  });
}

void cx_import_free(cx_import* import) {
  delete import;
}

cx_status cx_import_count(const cx_import* import, cx_import_counts* out, cx_error* err) {
  return guard(err, [&]() -> cx_status {
    if (import == nullptr) return misuse(err, "import is NULL");
    if (!can_write(out)) return misuse(err, "out is NULL or has no struct_size");
    write_struct(out, counts_of(import->summary));
    return CX_OK;
  });
}

cx_status cx_import_bad_row(const cx_import* import, uint64_t index, cx_bad_row* out,
                            cx_error* err) {
  return guard(err, [&]() -> cx_status {
    if (import == nullptr) return misuse(err, "import is NULL");
    if (!can_write(out)) return misuse(err, "out is NULL or has no struct_size");
    const std::vector<io::bad_row>& rows = import->summary.bad_rows;
    if (index >= rows.size()) return misuse(err, "index is beyond the bad rows that were kept");
    write_struct(out, lend_bad_row(rows[static_cast<std::size_t>(index)]));
    return CX_OK;
  });
}

cx_status cx_import_rejects_csv(const cx_import* import, cx_buffer* out, cx_error* err) {
  return guard(err, [&]() -> cx_status {
    if (import == nullptr || out == nullptr) return misuse(err, "import or out is NULL");
    *out = make_buffer(io::rejects_csv(import->summary.bad_rows));
    return CX_OK;
  });
}

cx_status cx_import_json(const cx_import* import, cx_buffer* out, cx_error* err) {
  return guard(err, [&]() -> cx_status {
    if (import == nullptr || out == nullptr) return misuse(err, "import or out is NULL");
    std::string text;
    io::append_json(text, import->summary);
    *out = make_buffer(text);
    return CX_OK;
  });
}

cx_status cx_store_add_subject(cx_store* store, const cx_subject* subject, cx_moment at,
                               cx_import_counts* out, cx_error* err) {
  return call(store, err, [&](chengxin::store& on) -> cx_status {
    cx_subject known = CX_SUBJECT_INIT;
    if (!read_options(subject, known)) return misuse(err, "subject is NULL or of no known size");
    if (out != nullptr && !can_write(out)) return misuse(err, "out has no struct_size");
    std::vector<chengxin::named_value> attributes;
    chengxin::subject given;
    if (!read_subject(known, attributes, given)) {
      return misuse(err, "a text of the subject is NULL, or a constant is none that there is");
    }
    return give(on.add(given, moment_of(at)), out, err);
  });
}

cx_status cx_store_add_records(cx_store* store, const char* subject_id, size_t size,
                               const cx_record* records, size_t count, cx_moment at,
                               cx_import_counts* out, cx_error* err) {
  return call(store, err, [&](chengxin::store& on) -> cx_status {
    if (!is_text(subject_id, size)) return misuse(err, "subject_id is NULL");
    if (records == nullptr && count != 0) return misuse(err, "records is NULL");
    if (count != 0 && records->struct_size < first_size<cx_record>) {
      return misuse(err, "records have no struct_size");
    }
    if (out != nullptr && !can_write(out)) return misuse(err, "out has no struct_size");
    std::vector<std::vector<chengxin::named_value>> attributes(count);
    std::vector<chengxin::record> given(count);
    for (std::size_t i = 0; i < count; ++i) {
      cx_record copy = CX_RECORD_INIT;
      const cx_record* const known = read_element(records, i, copy);
      if (known == nullptr || !read_record(*known, attributes[i], given[i])) {
        return misuse(err, "a text of a record is NULL, or a constant is none that there is");
      }
    }
    return give(on.add(view(subject_id, size), given, moment_of(at)), out, err);
  });
}
