/* Chengxin (诚信): the C interface, complete, and the only header that it needs.
 * Never asks for more than <stddef.h> and <stdint.h>, and never for a C++
 * compiler: it compiles as C89 to C23 and as C++98 and later.
 *
 * CONVENTIONS.md beside this file holds the rules that all functions keep
 * (ownership, threads, errors, growth). In short:
 *
 *  - Text is UTF-8, a pointer and a length. Days are counted from 1970-01-01.
 *  - Out-parameters come last before `err` and are untouched on failure.
 *  - `err` may be NULL. A function that gives no cx_status cannot fail: asked
 *    about NULL or about an index that does not exist it gives 0 or empty text.
 *  - Handles are immutable. Any number of threads may use one at once; freeing
 *    it is for one thread, when no other uses it. They may be freed in any order.
 *  - Unless a comment says otherwise, a function is in the library since 0.1 and
 *    may be called from any thread; besides the errors that it names, each may
 *    give CX_ERROR_MISUSE, CX_ERROR_NO_MEMORY and CX_ERROR_INTERNAL.
 */
#ifndef CHENGXIN_H
#define CHENGXIN_H

#include <stddef.h>
#include <stdint.h>

#if defined(CX_STATIC)
#define CX_API
#elif defined(_WIN32) && defined(CX_BUILDING)
#define CX_API __declspec(dllexport)
#elif defined(_WIN32)
#define CX_API __declspec(dllimport)
#elif defined(__GNUC__)
#define CX_API __attribute__((visibility("default")))
#else
#define CX_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* ------------------------------------------------------------------ version */

/** Raised by one whenever programs must be compiled anew. Compare it with
 *  cx_abi_version() before anything else. */
#define CX_ABI_VERSION 1

/** The library's version, such as "0.1.0": ASCII, ends in NUL, lives for ever. */
CX_API const char* cx_version(void);

/** The CX_ABI_VERSION that the library was built with. */
CX_API int32_t cx_abi_version(void);

/* ------------------------------------------------------------------- status */

/** How a call went. Values are stable; take one that you do not know for a failure. */
typedef int32_t cx_status;
enum {
  CX_OK = 0,
  CX_ERROR_MISUSE = 1,        /**< NULL, a bad size, index or constant: the program is wrong */
  CX_ERROR_NO_MEMORY = 2,     /**< memory ran out */
  CX_ERROR_INTERNAL = 3,      /**< a defect of the library */
  CX_ERROR_RULEBOOK = 4,      /**< the rulebook is refused */
  CX_ERROR_NOT_EFFECTIVE = 5, /**< the rulebook is not effective on that day */
  CX_ERROR_INPUT = 6,         /**< what was given cannot be read or is not allowed */
  CX_ERROR_NOT_FOUND = 7,     /**< there is no such thing */
  CX_ERROR_IO = 8,            /**< the system could not read or write */
  CX_ERROR_STOPPED = 9        /**< a callback asked to stop */
};

/** The name of a status ("CX_ERROR_IO"), "CX_UNKNOWN" for one that does not
 *  exist: ASCII, ends in NUL, lives for ever. */
CX_API const char* cx_status_name(cx_status status);

/** What went wrong, filled on failure in memory of the caller's; untouched on
 *  success. Texts end in NUL and are cut to fit, never inside a character. */
typedef struct cx_error {
  uint32_t struct_size; /**< set by CX_ERROR_INIT */
  cx_status status;     /**< what the function gave */
  uint32_t line;        /**< from 1; 0 where there is no such place */
  uint32_t column;      /**< in characters, from 1; 0 where there is no such place */
  char code[64];        /**< stable, for programs: lower_snake_case */
  char where[256];      /**< a JSON Pointer or a file's name, or empty */
  char message[768];    /**< one line of English, for people */
} cx_error;
#define CX_ERROR_INIT                                \
  {                                                  \
    (uint32_t)sizeof(cx_error), 0, 0, 0, {0}, {0}, { \
      0                                              \
    }                                                \
  }

/* --------------------------------------------------------------------- text */

/** Borrowed text, not ended by NUL. `data` may be NULL where `size` is 0. */
typedef struct cx_string {
  const char* data;
  size_t size;
} cx_string;

/** Text that the library allocated for the caller, who gives it back with
 *  cx_buffer_dispose(). A NUL follows `size` bytes. A function that fills one
 *  does not look at what was in it. */
typedef struct cx_buffer {
  char* data;
  size_t size;
} cx_buffer;
#define CX_BUFFER_INIT \
  { NULL, 0 }

/** Frees a buffer's text and empties it. Does nothing where `buffer` is NULL or empty. */
CX_API void cx_buffer_dispose(cx_buffer* buffer);

/** Text made fit for a terminal or a log line: control characters (C0, DEL,
 *  C1), line and paragraph separators and bidirectional controls are spelt
 *  out as `\u{001B}`, and each byte that is not UTF-8 becomes U+FFFD.
 *  Ownership: *out is the caller's. */
CX_API cx_status cx_escape_controls(const char* text, size_t size, cx_buffer* out, cx_error* err);

/** Receives `size` bytes (never 0); `data` is borrowed for the call. Gives 0 to go on,
 *  anything else to end the function that called it with CX_ERROR_STOPPED.
 *  Called on the thread that called that function. Must not throw or longjmp. */
typedef int32_t (*cx_write_function)(void* context, const char* data, size_t size);

/** Told from time to time how much of how much is done; `total` is 0 where it
 *  is not known. Result and thread as for cx_write_function. */
typedef int32_t (*cx_progress_function)(void* context, uint64_t done, uint64_t total);

/* --------------------------------------------------------------------- days */

/** Days since 1970-01-01, proleptic Gregorian. */
typedef int32_t cx_day;
/** Stands for "no such day" where a day is optional. */
#define CX_NO_DAY ((cx_day)0x7fffffff)

/** Reads "YYYY-MM-DD". Bounds: 1900-01-01 to 2199-12-31.
 *  Errors: CX_ERROR_INPUT (`invalid_date`). */
CX_API cx_status cx_date_parse(const char* text, size_t size, cx_day* out, cx_error* err);

/** Writes "YYYY-MM-DD" and a NUL to `out`. Bounds: years 0 to 9999; `capacity`
 *  is at least 11. */
CX_API cx_status cx_date_format(cx_day day, char* out, size_t capacity, cx_error* err);

/* ----------------------------------------------------------------- rulebook */

/** A rulebook that was found valid. */
typedef struct cx_rulebook cx_rulebook;

/** Loads a rulebook from its JSON text, which is not needed afterwards. Bounds:
 *  16 MiB, 32 levels. Ownership: *out is the caller's (cx_rulebook_free).
 *  Errors: CX_ERROR_RULEBOOK, with the first error's code, JSON Pointer (`where`),
 *  line and column; cx_rulebook_verify() tells all. */
CX_API cx_status cx_rulebook_load(const char* json, size_t size, cx_rulebook** out, cx_error* err);

/** Loads the built-in rulebook. Ownership as above. */
CX_API cx_status cx_rulebook_builtin(cx_rulebook** out, cx_error* err);

/** Does nothing where `rulebook` is NULL. */
CX_API void cx_rulebook_free(cx_rulebook* rulebook);

/** These live as long as the rulebook. The fingerprint is the SHA-256 of the
 *  canonical JSON, 64 hexadecimal digits (SPECIFICATION section 6). */
CX_API cx_string cx_rulebook_id(const cx_rulebook* rulebook);
CX_API cx_string cx_rulebook_version(const cx_rulebook* rulebook);
CX_API cx_string cx_rulebook_fingerprint(const cx_rulebook* rulebook);

/** The first and the last day on which it is effective; CX_NO_DAY where there is no last. */
CX_API cx_day cx_rulebook_effective_from(const cx_rulebook* rulebook);
CX_API cx_day cx_rulebook_effective_until(const cx_rulebook* rulebook);

/** The JSON text of the built-in rulebook; lives for ever. */
CX_API cx_string cx_builtin_rulebook_json(void);

/** The canonical form (RFC 8785) of any JSON text. Ownership: *out is the
 *  caller's. Errors: CX_ERROR_INPUT. */
CX_API cx_status cx_rulebook_canonical(const char* json, size_t size, cx_buffer* out,
                                       cx_error* err);

/** Formats of reports. */
enum { CX_FORMAT_TEXT = 0, CX_FORMAT_JSON = 1, CX_FORMAT_HTML = 2 };

/** All findings about a rulebook. A rulebook with errors is no failure of this
 *  function. `name` is how the findings call the file. CX_FORMAT_TEXT: a line
 *  each, `file:line:column: error|warning: message [code]`, fit for a terminal.
 *  CX_FORMAT_JSON: one line, an array of {"file", "line", "column", "pointer",
 *  "level", "code", "message"}.
 *  Ownership: *out is the caller's; the counts may be NULL. */
CX_API cx_status cx_rulebook_verify(const char* json, size_t size, const char* name,
                                    size_t name_size, int32_t format, cx_buffer* out,
                                    uint64_t* errors, uint64_t* warnings, cx_error* err);

/* ------------------------------------------------------------------- engine */

/** A rulebook compiled for assessing. */
typedef struct cx_engine cx_engine;

/** Compiles a rulebook, which may be freed afterwards. Ownership: *out is the
 *  caller's (cx_engine_free). Errors: CX_ERROR_RULEBOOK. */
CX_API cx_status cx_engine_new(const cx_rulebook* rulebook, cx_engine** out, cx_error* err);

/** Does nothing where `engine` is NULL. */
CX_API void cx_engine_free(cx_engine* engine);

/* --------------------------------------------------------------- population */

/** Subjects and their records, read and made ready for the engine they were
 *  read with (which may be freed afterwards). */
typedef struct cx_population cx_population;

/** How rows are written; CX_ROWS_BY_NAME: as the file's name ends (.csv, .jsonl). */
enum { CX_ROWS_BY_NAME = 0, CX_ROWS_CSV = 1, CX_ROWS_JSONL = 2 };

/** How to read a population. All zeros but `struct_size` are the defaults. */
typedef struct cx_population_options {
  uint32_t struct_size;
  int32_t subjects_format;
  int32_t records_format;
  uint32_t reserved;             /**< 0 */
  cx_string subjects_name;       /**< a path; of text in memory, how messages call it */
  cx_string records_name;        /**< likewise */
  cx_string only_subject;        /**< keep the records of this subject alone; empty: of all */
  uint64_t keep_bad_rows;        /**< so many are kept, all are counted; 0: all are kept */
  cx_progress_function progress; /**< bytes read; may be NULL */
  void* progress_context;
} cx_population_options;
#define CX_POPULATION_OPTIONS_INIT                                                              \
  {                                                                                             \
    (uint32_t)sizeof(cx_population_options), 0, 0, 0, {NULL, 0}, {NULL, 0}, {NULL, 0}, 0, NULL, \
        NULL                                                                                    \
  }

/** Reads both files (SPECIFICATION sections 2 and 7). Bad rows are no failure:
 *  they are left out and listed. Ownership: *out is the caller's
 *  (cx_population_free). Errors: CX_ERROR_INPUT (a file refused as a whole: an
 *  unknown ending, its header), CX_ERROR_IO, CX_ERROR_STOPPED. */
CX_API cx_status cx_population_read(const cx_engine* engine, const cx_population_options* options,
                                    cx_population** out, cx_error* err);

/** The same from text in memory, which is not needed afterwards. */
CX_API cx_status cx_population_read_memory(const cx_engine* engine, const char* subjects,
                                           size_t subjects_size, const char* records,
                                           size_t records_size,
                                           const cx_population_options* options,
                                           cx_population** out, cx_error* err);

/** Does nothing where `population` is NULL. */
CX_API void cx_population_free(cx_population* population);

/** How many subjects there are. */
CX_API uint64_t cx_population_subjects(const cx_population* population);
/** How many records there are: those of `only_subject` where one was named. */
CX_API uint64_t cx_population_records(const cx_population* population);
/** How many rows were bad. */
CX_API uint64_t cx_population_bad_rows(const cx_population* population);
/** How many of them were kept, and so can be asked for. */
CX_API uint64_t cx_population_kept_bad_rows(const cx_population* population);

/** The identifier of a subject, in input order from 0; lives as long as the population. */
CX_API cx_string cx_population_subject_id(const cx_population* population, uint64_t index);

/** The position of a subject. Errors: CX_ERROR_NOT_FOUND (`unknown_subject`). */
CX_API cx_status cx_population_find(const cx_population* population, const char* subject_id,
                                    size_t size, uint64_t* out, cx_error* err);

/** A row that could not be used, and why. Texts live as long as the population. */
typedef struct cx_bad_row {
  uint32_t struct_size; /**< set by CX_BAD_ROW_INIT */
  uint32_t column;      /**< in characters, from 1 */
  uint64_t line;        /**< where the row begins, from 1 */
  cx_string file;
  cx_string code;   /**< stable, lower_snake_case */
  cx_string reason; /**< one line of English */
  cx_string row;    /**< the row's own text, at most 4 KiB of it */
} cx_bad_row;
#define CX_BAD_ROW_INIT                                                    \
  {                                                                        \
    (uint32_t)sizeof(cx_bad_row), 0, 0, {NULL, 0}, {NULL, 0}, {NULL, 0}, { \
      NULL, 0                                                              \
    }                                                                      \
  }

/** A bad row that was kept, by its position from 0: the subjects' first, in the
 *  order of the files. */
CX_API cx_status cx_population_bad_row(const cx_population* population, uint64_t index,
                                       cx_bad_row* out, cx_error* err);

/** The bad rows that were kept as CSV with the header
 *  `file,line,column,code,reason,row`. A cell that begins with `=`, `+`, `-` or
 *  `@` gets a `'` before it; what is not UTF-8, and NUL, becomes U+FFFD.
 *  Ownership: *out is the caller's. */
CX_API cx_status cx_population_rejects_csv(const cx_population* population, cx_buffer* out,
                                           cx_error* err);

/* ------------------------------------------------------------------ answers */

/** How to score. `day` must be set. */
typedef struct cx_score_options {
  uint32_t struct_size;
  cx_day day;
  int32_t threads;               /**< 0: as many as the machine has cores; at most 1024 */
  int32_t with_stable_through;   /**< 1: one column more; else 0 */
  cx_progress_function progress; /**< subjects done; may be NULL */
  void* progress_context;
} cx_score_options;
#define CX_SCORE_OPTIONS_INIT \
  { (uint32_t)sizeof(cx_score_options), CX_NO_DAY, 0, 0, NULL, NULL }

/** Writes the score of every subject as CSV (SPECIFICATION section 7), in
 *  pieces of whole lines: the same bytes with any number of threads.
 *  Errors: CX_ERROR_NOT_EFFECTIVE (nothing was written), CX_ERROR_STOPPED. */
CX_API cx_status cx_score(const cx_population* population, const cx_score_options* options,
                          cx_write_function write, void* write_context, cx_error* err);

/** Languages of reports. */
enum { CX_LANGUAGE_ZH = 0, CX_LANGUAGE_EN = 1 };

/** How to explain. `day` must be set; the others are CX_FORMAT_TEXT and
 *  CX_LANGUAGE_ZH where they are 0. JSON has no language. */
typedef struct cx_explain_options {
  uint32_t struct_size;
  cx_day day;
  int32_t format;
  int32_t language;
  int32_t threads;               /**< of cx_explain_all(): as in cx_score_options */
  uint32_t reserved;             /**< 0 */
  cx_progress_function progress; /**< of cx_explain_all(): subjects done; may be NULL */
  void* progress_context;
} cx_explain_options;
#define CX_EXPLAIN_OPTIONS_INIT \
  { (uint32_t)sizeof(cx_explain_options), CX_NO_DAY, 0, 0, 0, 0, NULL, NULL }

/** The report on one subject; JSON is one object on one line. Ownership: *out
 *  is the caller's. Errors: CX_ERROR_NOT_EFFECTIVE. */
CX_API cx_status cx_explain(const cx_population* population, uint64_t index,
                            const cx_explain_options* options, cx_buffer* out, cx_error* err);

/** Writes the report on every subject as JSON Lines, in input order, in pieces
 *  of whole lines. `format` must be CX_FORMAT_JSON. Errors as for cx_score(). */
CX_API cx_status cx_explain_all(const cx_population* population, const cx_explain_options* options,
                                cx_write_function write, void* write_context, cx_error* err);

/** The days from `from` to `to` as segments of days that are alike, and why they
 *  differ: one JSON array on one line (SPECIFICATION sections 5 and 7).
 *  Ownership: *out is the caller's. Errors: CX_ERROR_INPUT (`to` is before
 *  `from`), CX_ERROR_NOT_EFFECTIVE (on any of the days). */
CX_API cx_status cx_timeline(const cx_population* population, uint64_t index, cx_day from,
                             cx_day to, cx_buffer* out, cx_error* err);

/* ---------------------------------------------------------------- synthesis */

/** How to make up a population. */
typedef struct cx_synthesis_options {
  uint32_t struct_size;
  int32_t format;    /**< CX_ROWS_CSV or CX_ROWS_JSONL */
  uint64_t subjects; /**< how many, at most 99,999,999 */
  uint64_t seed;     /**< the same seed, the same bytes */
  uint32_t bad_rows; /**< how many rows of every kind that cannot be used */
  cx_day day;        /**< most records lie in the six years before it; CX_NO_DAY: 2026-02-28 */
  cx_progress_function progress; /**< subjects done; may be NULL */
  void* progress_context;
} cx_synthesis_options;
#define CX_SYNTHESIS_OPTIONS_INIT \
  { (uint32_t)sizeof(cx_synthesis_options), CX_ROWS_CSV, 1000, 1, 0, CX_NO_DAY, NULL, NULL }

/** Writes two files of made-up subjects and records that fit a rulebook; nobody
 *  in them exists. Either function may be called at any time.
 *  Errors: CX_ERROR_INPUT, CX_ERROR_STOPPED. */
CX_API cx_status cx_synthesize(const cx_engine* engine, const cx_synthesis_options* options,
                               cx_write_function write_subjects, void* subjects_context,
                               cx_write_function write_records, void* records_context,
                               cx_error* err);

#ifdef __cplusplus
}
#endif

#endif
