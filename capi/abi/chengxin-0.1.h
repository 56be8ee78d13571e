/* Chengxin (诚信): the C interface, complete, and the only header that it needs.
 * Never asks for more than <stddef.h> and <stdint.h>, and never for a C++
 * compiler: it compiles as C89 to C23 and as C++98 and later.
 *
 * This file is the specification of the interface, and CONVENTIONS.md beside it
 * the rules that all functions keep (ownership, threads, errors, growth). A
 * sentence with a mark such as [CASE-3] is a requirement that tests cite by it.
 * In short:
 *
 *  - Text is UTF-8, a pointer and a length. Days are counted from 1970-01-01,
 *    points in hundredths.
 *  - Out-parameters come last before `err` and are untouched on failure.
 *  - `err` may be NULL. A function that gives no cx_status cannot fail: asked
 *    about NULL or about an index that does not exist it gives 0 or empty text.
 *  - Handles may be freed in any order. A cx_case, a cx_assessment and a cx_store
 *    serve one thread at a time; the others never change, and any number of threads
 *    may use one at once. Freeing is for one thread, when no other uses the handle.
 *  - Unless a comment says otherwise, a function is in the library since 0.1 and
 *    may be called from any thread; besides the errors that it names, each may
 *    give CX_ERROR_MISUSE, CX_ERROR_NO_MEMORY and CX_ERROR_INTERNAL.
 *
 * The way from facts to a report: cx_rulebook_builtin() or cx_rulebook_load(),
 * cx_engine_new(), then for one resident cx_case_new(), cx_case_set_subject(),
 * cx_case_add_records(), cx_assess() and cx_assessment_report(), or for many
 * cx_population_read() and cx_population_score(). What is kept is kept in a store:
 * cx_store_create(), cx_store_import(), cx_store_score(), cx_store_disclose().
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
 *  cx_abi_version() before anything else. [VERSION-1] */
#define CX_ABI_VERSION 1

/** The library's version, such as "0.1.0": ASCII, ends in NUL, lives for ever. [VERSION-2] */
CX_API const char* cx_version(void);

/** The CX_ABI_VERSION that the library was built with. [VERSION-3] */
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
  CX_ERROR_STOPPED = 9,       /**< a callback asked to stop */
  CX_ERROR_BUSY = 10,         /**< another process held the store's file too long */
  CX_ERROR_DAMAGED = 11       /**< the file is not a store that this library can read */
};

/** The name of a status ("CX_ERROR_IO"), "CX_UNKNOWN" for one that does not
 *  exist: ASCII, ends in NUL, lives for ever. [STATUS-1] */
CX_API const char* cx_status_name(cx_status status);

/** What went wrong, filled on failure in memory of the caller's; untouched on
 *  success. [STATUS-2] Texts end in NUL and are cut to fit, never inside a
 *  character. [STATUS-3] No more than `struct_size` bytes are written. [STATUS-4] */
typedef struct cx_error {
  uint32_t struct_size; /**< set by CX_ERROR_INIT */
  cx_status status;     /**< what the function gave */
  uint32_t line;        /**< from 1; 0 where there is no such place */
  uint32_t column;      /**< in characters, from 1; 0 where there is no such place */
  char code[64];        /**< stable, for programs: lower_snake_case */
  char where[256];      /**< a JSON Pointer, a file's name or an argument's member, or empty */
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

/** A text in the two languages that residents and officers read; either may be empty. */
typedef struct cx_bilingual {
  cx_string zh;
  cx_string en;
} cx_bilingual;

/** Text that the library allocated for the caller, who gives it back with
 *  cx_buffer_dispose(). A NUL follows `size` bytes. [TEXT-3] A function that fills
 *  one does not look at what was in it. [TEXT-4] */
typedef struct cx_buffer {
  char* data;
  size_t size;
} cx_buffer;
#define CX_BUFFER_INIT \
  { NULL, 0 }

/** Frees a buffer's text and empties it. Does nothing where `buffer` is NULL or
 *  empty. [TEXT-1] */
CX_API void cx_buffer_dispose(cx_buffer* buffer);

/** Text made fit for a terminal or a log line: control characters (C0, DEL,
 *  C1), line and paragraph separators and bidirectional controls are spelt
 *  out as `\u{001B}`, and each byte that is not UTF-8 becomes U+FFFD. [TEXT-2]
 *  Ownership: *out is the caller's. */
CX_API cx_status cx_escape_controls(const char* text, size_t size, cx_buffer* out, cx_error* err);

/** Receives `size` bytes (never 0); `data` is borrowed for the call. Gives 0 to go on,
 *  anything else to end the function that called it with CX_ERROR_STOPPED. [TEXT-5]
 *  Called on the thread that called that function. [TEXT-6] Must not throw or longjmp. */
typedef int32_t (*cx_write_function)(void* context, const char* data, size_t size);

/** Told from time to time how much of how much is done; `total` is 0 where it
 *  is not known. [TEXT-7] Result and thread as for cx_write_function. */
typedef int32_t (*cx_progress_function)(void* context, uint64_t done, uint64_t total);

/* ---------------------------------------------------------- days and points */

/** Days since 1970-01-01, proleptic Gregorian. */
typedef int32_t cx_day;
/** Stands for "no such day" where a day is optional. */
#define CX_NO_DAY ((cx_day)0x7fffffff)
/** Stands for the last day of what never is: earlier than every day. */
#define CX_BEFORE_EVERY_DAY ((cx_day)(-0x7fffffff - 1))

/** Reads "YYYY-MM-DD". Bounds: 1900-01-01 to 2199-12-31. [DAY-1]
 *  Errors: CX_ERROR_INPUT (`invalid_date`). [DAY-2] */
CX_API cx_status cx_date_parse(const char* text, size_t size, cx_day* out, cx_error* err);

/** Writes "YYYY-MM-DD" and a NUL to `out`. Bounds: years 0 to 9999; `capacity`
 *  is at least 11. [DAY-3] */
CX_API cx_status cx_date_format(cx_day day, char* out, size_t capacity, cx_error* err);

/** The same day of the month `months` months on, or that month's last day where
 *  there is none: a period of so many months from `day` runs through it (Civil
 *  Code art. 201 and 202). [DAY-4] Bounds: years 0 to 9999, before and after. */
CX_API cx_status cx_date_add_months(cx_day day, int32_t months, cx_day* out, cx_error* err);

/** A number of points, in hundredths: 1250 is 12.5 points. */
typedef int64_t cx_points;
/** Stands for "no limit" where a number of points, or a count, is optional. */
#define CX_NO_LIMIT ((int64_t)(((uint64_t)1 << 63) - 1))

/** Reads a decimal with at most two places ("12", "-30.5"), also written with an
 *  exponent. [POINTS-1] Bounds: 1,000,000 points in magnitude.
 *  Errors: CX_ERROR_INPUT (`invalid_points`). [POINTS-2] */
CX_API cx_status cx_points_parse(const char* text, size_t size, cx_points* out, cx_error* err);

/** Writes the shortest decimal ("12", "-30.5", "0.25") and a NUL to `out`.
 *  Bounds: `capacity` is at least 24, which is enough for every number of
 *  points, and `points` is not the least of all numbers. [POINTS-3] */
CX_API cx_status cx_points_format(cx_points points, char* out, size_t capacity, cx_error* err);

/* ----------------------------------------------------------------- rulebook */

/** Stands for "none" where an index is optional. */
#define CX_NO_INDEX ((uint32_t)0xffffffff)

/** A rulebook that was found valid. */
typedef struct cx_rulebook cx_rulebook;

/** Loads a rulebook from its JSON text, which is not needed afterwards. [BOOK-1]
 *  Bounds: 16 MiB, 32 levels. Ownership: *out is the caller's (cx_rulebook_free).
 *  Errors: CX_ERROR_RULEBOOK, with the first error's code, JSON Pointer (`where`),
 *  line and column; cx_rulebook_verify() tells all. [BOOK-2] */
CX_API cx_status cx_rulebook_load(const char* json, size_t size, cx_rulebook** out, cx_error* err);

/** Loads the built-in rulebook. [BOOK-3] Ownership as above. */
CX_API cx_status cx_rulebook_builtin(cx_rulebook** out, cx_error* err);

/** Does nothing where `rulebook` is NULL. [BOOK-4] */
CX_API void cx_rulebook_free(cx_rulebook* rulebook);

/** The JSON text of the built-in rulebook; lives for ever. [BOOK-5] */
CX_API cx_string cx_rulebook_builtin_json(void);

/** The canonical form (RFC 8785) of any JSON text. [BOOK-6] Ownership: *out is the
 *  caller's. Errors: CX_ERROR_INPUT. */
CX_API cx_status cx_rulebook_canonical(const char* json, size_t size, cx_buffer* out,
                                       cx_error* err);

/** These live as long as the rulebook. The fingerprint is the SHA-256 of the
 *  canonical JSON, 64 hexadecimal digits (SPECIFICATION section 6). [BOOK-7] */
CX_API cx_string cx_rulebook_id(const cx_rulebook* rulebook);
CX_API cx_string cx_rulebook_version(const cx_rulebook* rulebook);
CX_API cx_string cx_rulebook_fingerprint(const cx_rulebook* rulebook);

/** Where subjects may live, and whether they may act for themselves in law (SPECIFICATION 2). */
enum { CX_RESIDENCY_REGISTERED = 0, CX_RESIDENCY_HABITUAL = 1, CX_RESIDENCY_NONE = 2 };
enum { CX_CAPACITY_FULL = 0, CX_CAPACITY_LIMITED = 1, CX_CAPACITY_NONE = 2 };

/** A rulebook as a whole. Texts live as long as the rulebook. A set has the bit
 *  `1 << constant` for each constant in it. */
typedef struct cx_rulebook_info {
  uint32_t struct_size; /**< set by CX_RULEBOOK_INFO_INIT */
  int32_t min_age;      /**< in full years */
  cx_string id;
  cx_string version;
  cx_string fingerprint;
  cx_string jurisdiction;
  cx_bilingual title;
  cx_bilingual note;
  cx_day effective_from;  /**< the first day on which it is effective */
  cx_day effective_until; /**< the last; CX_NO_DAY where there is none */
  cx_points base;
  int64_t min_score; /**< in whole points, as is max_score */
  int64_t max_score;
  uint32_t residencies; /**< a set of CX_RESIDENCY: who may be enrolled */
  uint32_t capacities;  /**< a set of CX_CAPACITY */
  uint32_t basis_count;
  uint32_t subject_attribute_count;
  uint32_t dimension_count;
  uint32_t category_count;
  uint32_t barred_count;
  uint32_t group_count;
  uint32_t rule_count;
  uint32_t ceiling_count;
  uint32_t tier_count;
  uint32_t use_count;
} cx_rulebook_info;
#define CX_RULEBOOK_INFO_INIT                                                                     \
  {                                                                                               \
    (uint32_t)sizeof(cx_rulebook_info), 0, {NULL, 0}, {NULL, 0}, {NULL, 0}, {NULL, 0},            \
        {{NULL, 0}, {NULL, 0}}, {{NULL, 0}, {NULL, 0}}, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, \
        0, 0, 0                                                                                   \
  }

/** What the rulebook says of itself. [BOOK-8] */
CX_API cx_status cx_rulebook_describe(const cx_rulebook* rulebook, cx_rulebook_info* out,
                                      cx_error* err);

/* The parts of a rulebook, each by its position from 0 in the rulebook's order; how
 * many there are says cx_rulebook_info. Texts and lists live as long as the
 * rulebook; a list of no elements may be NULL. The rulebook's own meaning of each
 * is in SPECIFICATION section 3. */

/** An article of one of the texts that the rulebook rests on. */
typedef struct cx_citation {
  cx_string basis;   /**< the id of a cx_basis */
  cx_string article; /**< such as "11" */
} cx_citation;

/** A text that the rulebook rests on. */
typedef struct cx_basis {
  uint32_t struct_size; /**< set by CX_BASIS_INIT */
  uint32_t reserved;
  cx_string id;
  cx_bilingual title;
} cx_basis;
#define CX_BASIS_INIT                           \
  {                                             \
    (uint32_t)sizeof(cx_basis), 0, {NULL, 0}, { \
      {NULL, 0}, {                              \
        NULL, 0                                 \
      }                                         \
    }                                           \
  }
/** [BOOK-9] */
CX_API cx_status cx_rulebook_basis(const cx_rulebook* rulebook, uint32_t index, cx_basis* out,
                                   cx_error* err);

/** Types of attribute values. */
enum {
  CX_VALUE_INTEGER = 0,
  CX_VALUE_NUMBER = 1,
  CX_VALUE_STRING = 2,
  CX_VALUE_BOOLEAN = 3,
  CX_VALUE_DATE = 4
};

/** An attribute that subjects, or records of a category, may carry. */
typedef struct cx_attribute_declaration {
  uint32_t struct_size; /**< set by CX_ATTRIBUTE_DECLARATION_INIT */
  int32_t type;         /**< CX_VALUE */
  cx_string name;
  cx_bilingual title;
  cx_bilingual unit;
  int32_t required; /**< 1 or 0, as are has_min and has_max */
  int32_t has_min;  /**< of an integer: min; of a number: min_number */
  int32_t has_max;  /**< of an integer: max; of a number: max_number */
  uint32_t reserved;
  int64_t min;
  int64_t max;
  double min_number;
  double max_number;
  const cx_string* values; /**< the only ones that a string may have; none: any */
  size_t value_count;
} cx_attribute_declaration;
#define CX_ATTRIBUTE_DECLARATION_INIT                                                 \
  {                                                                                   \
    (uint32_t)sizeof(cx_attribute_declaration), 0, {NULL, 0}, {{NULL, 0}, {NULL, 0}}, \
        {{NULL, 0}, {NULL, 0}}, 0, 0, 0, 0, 0, 0, 0.0, 0.0, NULL, 0                   \
  }
/** An attribute of a category, or where `category` is CX_NO_INDEX of subjects. [BOOK-10] */
CX_API cx_status cx_rulebook_attribute(const cx_rulebook* rulebook, uint32_t category,
                                       uint32_t index, cx_attribute_declaration* out,
                                       cx_error* err);

/** A dimension of the score. */
typedef struct cx_dimension {
  uint32_t struct_size; /**< set by CX_DIMENSION_INIT */
  int32_t repairs;      /**< 1: what the easing of bad records gives back is shown here */
  cx_string id;
  cx_bilingual title;
  cx_bilingual note;
  cx_points min;
  cx_points max;
} cx_dimension;
#define CX_DIMENSION_INIT                                                                         \
  {                                                                                               \
    (uint32_t)sizeof(cx_dimension), 0, {NULL, 0}, {{NULL, 0}, {NULL, 0}}, {{NULL, 0}, {NULL, 0}}, \
        0, 0                                                                                      \
  }
/** [BOOK-11] */
CX_API cx_status cx_rulebook_dimension(const cx_rulebook* rulebook, uint32_t index,
                                       cx_dimension* out, cx_error* err);

/** What records of a category say about a person. */
enum { CX_NATURE_GOOD = 0, CX_NATURE_BAD = 1, CX_NATURE_NEUTRAL = 2 };
/** Where a record comes from. */
enum { CX_ORIGIN_PLATFORM = 0, CX_ORIGIN_SELF_DECLARED = 1, CX_ORIGIN_USAGE = 2 };

/** A category of records. */
typedef struct cx_category {
  uint32_t struct_size; /**< set by CX_CATEGORY_INIT */
  int32_t nature;       /**< CX_NATURE */
  cx_string id;
  cx_bilingual title;
  cx_bilingual note;
  const cx_citation* citations;
  size_t citation_count;
  const cx_string* providers; /**< who may certify such a record */
  size_t provider_count;
  int32_t any_provider;     /**< 1: anybody may */
  int32_t heeds_matter;     /**< 1: of several records of one matter one counts */
  uint32_t origins;         /**< a set of CX_ORIGIN */
  uint32_t attribute_count; /**< see cx_rulebook_attribute() */
} cx_category;
#define CX_CATEGORY_INIT                                                                         \
  {                                                                                              \
    (uint32_t)sizeof(cx_category), 0, {NULL, 0}, {{NULL, 0}, {NULL, 0}}, {{NULL, 0}, {NULL, 0}}, \
        NULL, 0, NULL, 0, 0, 0, 0, 0                                                             \
  }
/** [BOOK-12] */
CX_API cx_status cx_rulebook_category(const cx_rulebook* rulebook, uint32_t index, cx_category* out,
                                      cx_error* err);

/** A kind of information that must not be collected: its records never count. */
typedef struct cx_barred_category {
  uint32_t struct_size; /**< set by CX_BARRED_CATEGORY_INIT */
  uint32_t reserved;
  cx_string category;
  cx_bilingual title;
  const cx_citation* citations;
  size_t citation_count;
} cx_barred_category;
#define CX_BARRED_CATEGORY_INIT \
  { (uint32_t)sizeof(cx_barred_category), 0, {NULL, 0}, {{NULL, 0}, {NULL, 0}}, NULL, 0 }
/** [BOOK-13] */
CX_API cx_status cx_rulebook_barred(const cx_rulebook* rulebook, uint32_t index,
                                    cx_barred_category* out, cx_error* err);

/** Rules of a dimension that are limited together. */
typedef struct cx_group {
  uint32_t struct_size; /**< set by CX_GROUP_INIT */
  uint32_t dimension;
  cx_string id;
  cx_bilingual title;
  cx_points total; /**< the magnitude that they are held to */
} cx_group;
#define CX_GROUP_INIT \
  { (uint32_t)sizeof(cx_group), 0, {NULL, 0}, {{NULL, 0}, {NULL, 0}}, 0 }
/** [BOOK-14] */
CX_API cx_status cx_rulebook_group(const cx_rulebook* rulebook, uint32_t index, cx_group* out,
                                   cx_error* err);

/** Kinds of rules (SPECIFICATION 3). */
enum { CX_RULE_RECORD = 0, CX_RULE_SUBJECT = 1, CX_RULE_ABSENCE = 2, CX_RULE_RESTORE = 3 };
/** How a rule's points are found. */
enum { CX_POINTS_FIXED = 0, CX_POINTS_PER = 1, CX_POINTS_TABLE = 2 };
/** How the claims of a rule combine: all of them, or the largest. */
enum { CX_COMBINE_SUM = 0, CX_COMBINE_MAX = 1 };
/** The three roads of repair. */
enum { CX_STEP_CORRECTED = 0, CX_STEP_SERVICE = 1, CX_STEP_CONDUCT = 2 };

/** A row of a table of points: the first whose condition is true counts. */
typedef struct cx_point_row {
  cx_string when;
  cx_points points;
} cx_point_row;

/** After so many months: of a decay, what is left in percent; of an absence rule, its points. */
typedef struct cx_step {
  int32_t months;
  int32_t percent;
  cx_points points;
} cx_step;

/** A rule. Members that its kind does not have are 0, empty, CX_NO_INDEX or CX_NO_LIMIT. */
typedef struct cx_rule {
  uint32_t struct_size; /**< set by CX_RULE_INIT */
  int32_t kind;         /**< CX_RULE */
  cx_string id;
  cx_bilingual title;
  cx_bilingual note;
  const cx_citation* citations;
  size_t citation_count;
  const cx_string* categories; /**< the ids of those whose records it claims or watches */
  size_t category_count;
  cx_string when;     /**< its condition; empty: none */
  uint32_t dimension; /**< CX_NO_INDEX of a restore rule */
  uint32_t group;     /**< CX_NO_INDEX: none */
  int32_t form;       /**< CX_POINTS */
  int32_t combine;    /**< CX_COMBINE */
  cx_points points;   /**< fixed: these; per: for each unit; table: where no row is true */
  cx_string per_attribute;
  int64_t per_unit;
  cx_points per_max; /**< per: the largest magnitude; CX_NO_LIMIT: none */
  const cx_point_row* rows;
  size_t row_count;
  const cx_step* decay;
  size_t decay_count;
  const cx_step* steps; /**< of an absence rule */
  size_t step_count;
  int32_t valid_months; /**< 0: without end */
  int32_t break_months; /**< of an absence rule */
  cx_points limit_per_year;
  cx_points limit_total;
  int64_t limit_count;
  int32_t step;          /**< of a restore rule: CX_STEP */
  int32_t percent;       /**< of a restore rule */
  int32_t after_days;    /**< of a restore rule */
  int32_t has_otherwise; /**< of a table: 1 where it says what counts when no row is true */
} cx_rule;
#define CX_RULE_INIT                                                                               \
  {                                                                                                \
    (uint32_t)sizeof(cx_rule), 0, {NULL, 0}, {{NULL, 0}, {NULL, 0}}, {{NULL, 0}, {NULL, 0}}, NULL, \
        0, NULL, 0, {NULL, 0}, 0, 0, 0, 0, 0, {NULL, 0}, 0, 0, NULL, 0, NULL, 0, NULL, 0, 0, 0, 0, \
        0, 0, 0, 0, 0, 0                                                                           \
  }
/** [BOOK-15] */
CX_API cx_status cx_rulebook_rule(const cx_rulebook* rulebook, uint32_t index, cx_rule* out,
                                  cx_error* err);

/** The most that a score may be while a record of certain categories is live. */
typedef struct cx_ceiling {
  uint32_t struct_size; /**< set by CX_CEILING_INIT */
  int32_t valid_months;
  cx_string id;
  cx_bilingual title;
  cx_bilingual note;
  const cx_citation* citations;
  size_t citation_count;
  const cx_string* categories;
  size_t category_count;
  cx_string when;    /**< empty: none */
  int64_t max_score; /**< in whole points */
} cx_ceiling;
#define CX_CEILING_INIT                                                                         \
  {                                                                                             \
    (uint32_t)sizeof(cx_ceiling), 0, {NULL, 0}, {{NULL, 0}, {NULL, 0}}, {{NULL, 0}, {NULL, 0}}, \
        NULL, 0, NULL, 0, {NULL, 0}, 0                                                          \
  }
/** [BOOK-16] */
CX_API cx_status cx_rulebook_ceiling(const cx_rulebook* rulebook, uint32_t index, cx_ceiling* out,
                                     cx_error* err);

/** A tier of scores, from `min` up. */
typedef struct cx_tier {
  uint32_t struct_size; /**< set by CX_TIER_INIT */
  uint32_t reserved;
  cx_string id;
  cx_bilingual title;
  cx_bilingual note;
  int64_t min; /**< in whole points */
} cx_tier;
#define CX_TIER_INIT \
  { (uint32_t)sizeof(cx_tier), 0, {NULL, 0}, {{NULL, 0}, {NULL, 0}}, {{NULL, 0}, {NULL, 0}}, 0 }
/** [BOOK-17] */
CX_API cx_status cx_rulebook_tier(const cx_rulebook* rulebook, uint32_t index, cx_tier* out,
                                  cx_error* err);

/** A purpose for which a score may be asked, and the score that it takes. */
typedef struct cx_use {
  uint32_t struct_size; /**< set by CX_USE_INIT */
  uint32_t reserved;
  cx_string id;
  cx_bilingual title;
  cx_bilingual note;
  const cx_citation* citations;
  size_t citation_count;
  cx_points min_score;
} cx_use;
#define CX_USE_INIT                                                                               \
  {                                                                                               \
    (uint32_t)sizeof(cx_use), 0, {NULL, 0}, {{NULL, 0}, {NULL, 0}}, {{NULL, 0}, {NULL, 0}}, NULL, \
        0, 0                                                                                      \
  }
/** [BOOK-18] */
CX_API cx_status cx_rulebook_use(const cx_rulebook* rulebook, uint32_t index, cx_use* out,
                                 cx_error* err);

/** Parts that have an id. */
enum {
  CX_PART_BASIS = 0,
  CX_PART_DIMENSION = 1,
  CX_PART_CATEGORY = 2,
  CX_PART_BARRED = 3,
  CX_PART_GROUP = 4,
  CX_PART_RULE = 5,
  CX_PART_CEILING = 6,
  CX_PART_TIER = 7,
  CX_PART_USE = 8
};

/** The position of the part with an id. Errors: CX_ERROR_NOT_FOUND (`unknown_part`). [BOOK-19] */
CX_API cx_status cx_rulebook_find(const cx_rulebook* rulebook, int32_t part, const char* id,
                                  size_t size, uint32_t* out, cx_error* err);

/* ----------------------------------------------------------------- findings */

/** Formats of reports. */
enum { CX_FORMAT_TEXT = 0, CX_FORMAT_JSON = 1, CX_FORMAT_HTML = 2 };

/** All that is to be said about a rulebook's text. */
typedef struct cx_findings cx_findings;

/** Finds everything that is wrong with a rulebook, in the order of its text, which
 *  is not needed afterwards. A rulebook with errors is no failure of this function.
 *  [FINDING-1] Ownership: *out is the caller's (cx_findings_free). */
CX_API cx_status cx_rulebook_verify(const char* json, size_t size, cx_findings** out,
                                    cx_error* err);

/** Does nothing where `findings` is NULL. [FINDING-2] */
CX_API void cx_findings_free(cx_findings* findings);

/** How many errors there are: a rulebook with none can be loaded. [FINDING-3] */
CX_API uint64_t cx_findings_errors(const cx_findings* findings);
/** How many warnings there are. [FINDING-4] */
CX_API uint64_t cx_findings_warnings(const cx_findings* findings);

/** One finding. Texts live as long as the findings. */
typedef struct cx_finding {
  uint32_t struct_size; /**< set by CX_FINDING_INIT */
  int32_t is_error;     /**< 1: an error; 0: a warning */
  uint32_t line;        /**< from 1 */
  uint32_t column;      /**< in characters, from 1 */
  cx_string pointer;    /**< JSON Pointer (RFC 6901) */
  cx_string code;       /**< stable, lower_snake_case */
  cx_string message;    /**< one line of English */
} cx_finding;
#define CX_FINDING_INIT                                            \
  {                                                                \
    (uint32_t)sizeof(cx_finding), 0, 0, 0, {NULL, 0}, {NULL, 0}, { \
      NULL, 0                                                      \
    }                                                              \
  }
/** A finding by its position from 0, errors and warnings alike. [FINDING-5] */
CX_API cx_status cx_findings_get(const cx_findings* findings, uint64_t index, cx_finding* out,
                                 cx_error* err);

/** All findings as text. `name` is how they call the file. CX_FORMAT_TEXT: a line
 *  each, `file:line:column: error|warning: message [code]`, fit for a terminal.
 *  CX_FORMAT_JSON: one line, an array of {"file", "line", "column", "pointer",
 *  "level", "code", "message"}. [FINDING-6] Ownership: *out is the caller's. */
CX_API cx_status cx_findings_text(const cx_findings* findings, const char* name, size_t name_size,
                                  int32_t format, cx_buffer* out, cx_error* err);

/* ------------------------------------------------------------------- engine */

/** A rulebook compiled for assessing. */
typedef struct cx_engine cx_engine;

/** Compiles a rulebook, which may be freed afterwards. [ENGINE-1] Ownership: *out is the
 *  caller's (cx_engine_free). Errors: CX_ERROR_RULEBOOK. */
CX_API cx_status cx_engine_new(const cx_rulebook* rulebook, cx_engine** out, cx_error* err);

/** Does nothing where `engine` is NULL. [ENGINE-2] */
CX_API void cx_engine_free(cx_engine* engine);

/* --------------------------------------------------------------------- case */

/** One subject and their records, ready for the engine that the case was made for
 *  (which may be freed afterwards). For one thread at a time. */
typedef struct cx_case cx_case;

/** A case without a subject. [CASE-1] Ownership: *out is the caller's (cx_case_free). */
CX_API cx_status cx_case_new(const cx_engine* engine, cx_case** out, cx_error* err);

/** Does nothing where `facts` is NULL. Assessments made of the case stay whole. [CASE-2] */
CX_API void cx_case_free(cx_case* facts);

/** An attribute's value. A boolean (0 or 1) and a date (a cx_day) are held by
 *  `integer`; members that its type does not use are not looked at. */
typedef struct cx_attribute {
  cx_string name;
  int32_t type; /**< CX_VALUE */
  uint32_t reserved;
  int64_t integer;
  double number;
  cx_string text;
} cx_attribute;

/** A resident (SPECIFICATION 2). CX_SUBJECT_INIT gives the defaults, which are not zero:
 *  no residency, no capacity, no day. */
typedef struct cx_subject {
  uint32_t struct_size; /**< set by CX_SUBJECT_INIT */
  int32_t residency;    /**< CX_RESIDENCY */
  cx_string subject_id; /**< 1 to 64 bytes */
  int32_t capacity;     /**< CX_CAPACITY */
  cx_day birth_date;    /**< CX_NO_DAY: not known */
  cx_day enrolled_on;   /**< CX_NO_DAY: not known */
  uint32_t reserved;    /**< 0 */
  const cx_attribute* attributes;
  size_t attribute_count;
} cx_subject;
#define CX_SUBJECT_INIT                                                                      \
  {                                                                                          \
    (uint32_t)sizeof(cx_subject), CX_RESIDENCY_NONE, {NULL, 0}, CX_CAPACITY_NONE, CX_NO_DAY, \
        CX_NO_DAY, 0, NULL, 0                                                                \
  }

/** Begins a new resident: forgets the subject and the records that were there. Copies
 *  all that it is given. [CASE-3] Errors: CX_ERROR_INPUT with the codes of a bad
 *  row (SPECIFICATION 2), and the case is as it was. [CASE-4] */
CX_API cx_status cx_case_set_subject(cx_case* facts, const cx_subject* subject, cx_error* err);

/** What has become of a record at its provider. */
enum {
  CX_RECORD_ACTIVE = 0,
  CX_RECORD_DISPUTED = 1,
  CX_RECORD_REPAIRED = 2,
  CX_RECORD_REVOKED = 3
};

/** One fact about the resident (SPECIFICATION 2). Days that there are not are CX_NO_DAY. */
typedef struct cx_record {
  uint32_t struct_size; /**< set by CX_RECORD_INIT */
  int32_t origin;       /**< CX_ORIGIN */
  cx_string record_id;  /**< 1 to 64 bytes */
  cx_string category;   /**< never empty */
  cx_string provider;   /**< who certified it; never empty */
  cx_string matter;     /**< empty: none */
  int32_t status;       /**< CX_RECORD */
  cx_day occurred_on;
  cx_day expires_on;
  cx_day repaired_on; /**< of a repaired record, and of no other */
  cx_day corrected_on;
  cx_day service_on;
  cx_day conduct_on;
  uint32_t reserved; /**< 0 */
  const cx_attribute* attributes;
  size_t attribute_count;
} cx_record;
#define CX_RECORD_INIT                                                                           \
  {                                                                                              \
    (uint32_t)sizeof(cx_record), CX_ORIGIN_PLATFORM, {NULL, 0}, {NULL, 0}, {NULL, 0}, {NULL, 0}, \
        CX_RECORD_ACTIVE, CX_NO_DAY, CX_NO_DAY, CX_NO_DAY, CX_NO_DAY, CX_NO_DAY, CX_NO_DAY, 0,   \
        NULL, 0                                                                                  \
  }

/** Adds records, in this order, to those that are there. Copies all that it is given.
 *  [CASE-5] All elements have the `struct_size` of the first one, which is how far
 *  apart they lie. [CASE-6] What the rulebook does not know or allow (a category, a
 *  provider, an attribute) is no error: it is the record's disposition. [CASE-7]
 *  Errors: CX_ERROR_INPUT with the codes of a bad row, `where` naming the element and
 *  its member ("records[3].occurred_on"); then none of them is added. [CASE-8] */
CX_API cx_status cx_case_add_records(cx_case* facts, const cx_record* records, size_t count,
                                     cx_error* err);

/** The same from JSON: the subject as one object, the records as one object a line
 *  (SPECIFICATION 7). Begins a new resident. [CASE-9] Errors: CX_ERROR_INPUT with the
 *  code, line and column of the first bad row and `where` "subject" or "records";
 *  then the case has no subject. [CASE-10] */
CX_API cx_status cx_case_read_json(cx_case* facts, const char* subject, size_t subject_size,
                                   const char* records, size_t records_size, cx_error* err);

/** The subject's identifier; empty where there is no subject. Lives until the case
 *  is given anything or freed, as does the next. [CASE-11] */
CX_API cx_string cx_case_subject_id(const cx_case* facts);
/** How many records there are. [CASE-12] */
CX_API uint64_t cx_case_records(const cx_case* facts);
/** The identifier of a record, in the order in which they came, from 0. [CASE-13] */
CX_API cx_string cx_case_record_id(const cx_case* facts, uint64_t index);

/** The last day on which a record, by the same position, can move any figure of anybody under
 *  the case's rulebook, whatever the other records and were it active (SPECIFICATION 5.22 to
 *  5.26): CX_NO_DAY where that never ends, CX_BEFORE_EVERY_DAY where it never does. Who goes by
 *  several rulebooks takes the latest of their days. [CASE-14] */
CX_API cx_status cx_case_last_effect(const cx_case* facts, uint64_t index, cx_day* out,
                                     cx_error* err);

/* --------------------------------------------------------------- assessment */

/** The result for one resident on one day. For one thread at a time while it is
 *  written to; else any number may read it. Its memory is kept from one cx_assess()
 *  to the next, as is a case's: a loop over residents with one of each allocates
 *  nothing once both have grown to the largest resident. [ASSESS-1] */
typedef struct cx_assessment cx_assessment;

/** An assessment that says nothing yet. [ASSESS-2] Ownership: *out is the caller's
 *  (cx_assessment_free). */
CX_API cx_status cx_assessment_new(cx_assessment** out, cx_error* err);

/** Does nothing where `assessment` is NULL. [ASSESS-3] */
CX_API void cx_assessment_free(cx_assessment* assessment);

/** What to compute: bits to be joined. */
enum {
  CX_ASSESS_EVERYTHING = 0,
  CX_ASSESS_FIGURES_ONLY = 1,  /**< figures and dimensions, but no list: faster */
  CX_ASSESS_STABLE_THROUGH = 2 /**< also how long the figures stay as they are */
};

/** Assesses a case on a day from 1900-01-01 to 2199-12-31 (SPECIFICATION 4) into `out`, which then
 * needs the case no longer: the case may be changed, used again and freed. [ASSESS-4] What was in
 *  `out` is forgotten; where the function fails it is as it was. [ASSESS-5]
 *  Errors: CX_ERROR_NOT_EFFECTIVE. */
CX_API cx_status cx_assess(const cx_case* facts, cx_day day, uint32_t flags, cx_assessment* out,
                           cx_error* err);

/** 1 where the resident has a score, else 0. [ASSESS-6] */
CX_API int32_t cx_assessment_eligible(const cx_assessment* assessment);
/** The score in whole points; -1 where there is none, since nobody has a low score
 *  for having none. [ASSESS-7] */
CX_API int64_t cx_assessment_score(const cx_assessment* assessment);
/** The tier's id; empty where there is no score. Lives as long as the assessment is
 *  not written to, as do all texts that it gives. [ASSESS-8] */
CX_API cx_string cx_assessment_tier(const cx_assessment* assessment);

/** Why a resident has no score: bits. */
enum {
  CX_INELIGIBLE_AGE = 1,
  CX_INELIGIBLE_NOT_ENROLLED = 2,
  CX_INELIGIBLE_RESIDENCY = 4,
  CX_INELIGIBLE_CAPACITY = 8
};

/** The figures, and how long the lists are. Where the resident is not eligible all
 *  but the first six members and `record_count` are 0, CX_NO_INDEX or empty. */
typedef struct cx_figures {
  uint32_t struct_size; /**< set by CX_FIGURES_INIT */
  cx_day day;
  int32_t eligible;             /**< 1 or 0 */
  uint32_t ineligible_because;  /**< a set of CX_INELIGIBLE */
  cx_day stable_through;        /**< where it is known; CX_NO_DAY: for ever */
  int32_t knows_stable_through; /**< 1 where it, or a report, was asked for */
  int64_t score;                /**< in whole points */
  cx_points total;              /**< base, awards and adjustments */
  cx_points base;
  cx_string tier_id;
  uint32_t tier;
  uint32_t dimension_count;
  uint32_t award_count;
  uint32_t adjustment_count;
  uint32_t record_count;
  uint32_t undetermined_count;
} cx_figures;
#define CX_FIGURES_INIT \
  { (uint32_t)sizeof(cx_figures), 0, 0, 0, 0, 0, 0, 0, 0, {NULL, 0}, 0, 0, 0, 0, 0, 0 }
/** [ASSESS-9] The base, the points of all awards and the points of all adjustments add
 *  up exactly to the total. [ASSESS-10] */
CX_API cx_status cx_assessment_figures(const cx_assessment* assessment, cx_figures* out,
                                       cx_error* err);

/** What a dimension comes to: `raw` before its bounds, `value` within them. */
typedef struct cx_dimension_result {
  uint32_t struct_size; /**< set by CX_DIMENSION_RESULT_INIT */
  uint32_t first_award; /**< its awards follow one another */
  uint32_t award_count;
  uint32_t reserved;
  cx_string id;
  cx_points raw;
  cx_points value;
} cx_dimension_result;
#define CX_DIMENSION_RESULT_INIT \
  { (uint32_t)sizeof(cx_dimension_result), 0, 0, 0, {NULL, 0}, 0, 0 }
/** By the rulebook's dimensions. [ASSESS-11] */
CX_API cx_status cx_assessment_dimension(const cx_assessment* assessment, uint32_t index,
                                         cx_dimension_result* out, cx_error* err);

/** Points that a rule gives or takes, never 0. */
typedef struct cx_award {
  uint32_t struct_size; /**< set by CX_AWARD_INIT */
  uint32_t dimension;
  uint32_t rule;
  uint32_t record; /**< CX_NO_INDEX: of a subject or absence rule */
  cx_string rule_id;
  cx_string record_id; /**< empty: of a subject or absence rule */
  cx_points points;
  cx_points before_limits; /**< of a record: what it weighed before the rule's limits */
  int32_t percent;         /**< of a record: the decay that is in it; else 100 */
  cx_day last_day;         /**< of a record: the last day it can count; CX_NO_DAY: none is set */
} cx_award;
#define CX_AWARD_INIT \
  { (uint32_t)sizeof(cx_award), 0, 0, 0, {NULL, 0}, {NULL, 0}, 0, 0, 0, 0 }
/** An award, by position from 0: dimension by dimension. [ASSESS-12] */
CX_API cx_status cx_assessment_award(const cx_assessment* assessment, uint32_t index, cx_award* out,
                                     cx_error* err);

/** What is added or taken besides awards. */
enum {
  CX_ADJUSTMENT_RESTORED = 0, /**< what the easing of bad records gives back of `dimension` */
  CX_ADJUSTMENT_BOUND = 1,    /**< a dimension held within its bounds */
  CX_ADJUSTMENT_SCORE = 2,    /**< the sum held within the score's bounds */
  CX_ADJUSTMENT_CEILING = 3   /**< the sum held under a ceiling */
};
typedef struct cx_adjustment {
  uint32_t struct_size;  /**< set by CX_ADJUSTMENT_INIT */
  int32_t what;          /**< CX_ADJUSTMENT */
  uint32_t dimension;    /**< CX_NO_INDEX of the score's bounds and of a ceiling */
  uint32_t ceiling;      /**< CX_NO_INDEX but of a ceiling */
  cx_points points;      /**< 0 only of a ceiling that takes nothing */
  uint32_t record_count; /**< whose doing it is: see cx_assessment_adjustment_record() */
  uint32_t reserved;
} cx_adjustment;
#define CX_ADJUSTMENT_INIT \
  { (uint32_t)sizeof(cx_adjustment), 0, 0, 0, 0, 0, 0 }
/** An adjustment, by position from 0. [ASSESS-13] */
CX_API cx_status cx_assessment_adjustment(const cx_assessment* assessment, uint32_t index,
                                          cx_adjustment* out, cx_error* err);

/** A record behind an adjustment. */
typedef struct cx_adjustment_record {
  uint32_t struct_size; /**< set by CX_ADJUSTMENT_RECORD_INIT */
  uint32_t record;
  cx_string record_id;
  int32_t percent;   /**< of CX_ADJUSTMENT_RESTORED: how far it is eased */
  uint32_t rules[3]; /**< the restore rules that ease it, then CX_NO_INDEX; none: a decision */
} cx_adjustment_record;
#define CX_ADJUSTMENT_RECORD_INIT                              \
  {                                                            \
    (uint32_t)sizeof(cx_adjustment_record), 0, {NULL, 0}, 0, { \
      0, 0, 0                                                  \
    }                                                          \
  }
/** [ASSESS-14] */
CX_API cx_status cx_assessment_adjustment_record(const cx_assessment* assessment,
                                                 uint32_t adjustment, uint32_t index,
                                                 cx_adjustment_record* out, cx_error* err);

/** What became of a record (SPECIFICATION 4, steps 1 and 5). */
enum {
  CX_DISPOSITION_COUNTED = 0,
  CX_DISPOSITION_DUPLICATE = 1,
  CX_DISPOSITION_BARRED = 2,
  CX_DISPOSITION_UNKNOWN_CATEGORY = 3,
  CX_DISPOSITION_INVALID_ATTRIBUTE = 4,
  CX_DISPOSITION_PROVIDER_NOT_AUTHORISED = 5,
  CX_DISPOSITION_ORIGIN_NOT_ALLOWED = 6,
  CX_DISPOSITION_REVOKED = 7,
  CX_DISPOSITION_DISPUTED = 8,
  CX_DISPOSITION_NOT_YET = 9,
  CX_DISPOSITION_LAPSED = 10,
  CX_DISPOSITION_MINOR = 11,
  CX_DISPOSITION_NO_RULE = 12,
  CX_DISPOSITION_EXPIRED = 13,
  CX_DISPOSITION_SAME_MATTER = 14,
  CX_DISPOSITION_NOT_HIGHEST = 15,
  CX_DISPOSITION_OVER_LIMIT = 16
};
typedef struct cx_record_result {
  uint32_t struct_size; /**< set by CX_RECORD_RESULT_INIT */
  int32_t disposition;  /**< CX_DISPOSITION */
  cx_string record_id;
  cx_string name;        /**< of the disposition: "counted", "not_yet"; lives for ever */
  int32_t eased;         /**< how far, in percent */
  uint32_t effect_count; /**< see cx_assessment_record_effect() */
} cx_record_result;
#define CX_RECORD_RESULT_INIT \
  { (uint32_t)sizeof(cx_record_result), 0, {NULL, 0}, {NULL, 0}, 0, 0 }
/** A record, in the order in which they were given, from 0: each is there once. [ASSESS-15] */
CX_API cx_status cx_assessment_record(const cx_assessment* assessment, uint32_t index,
                                      cx_record_result* out, cx_error* err);

/** What a record brings about besides points. */
enum { CX_EFFECT_CEILING = 0, CX_EFFECT_ABSENCE = 1 };
typedef struct cx_effect {
  uint32_t struct_size; /**< set by CX_EFFECT_INIT */
  int32_t what;         /**< CX_EFFECT: it sets a ceiling, or sets an absence rule back */
  uint32_t index;       /**< of the ceiling, or of the rule */
  uint32_t reserved;
  cx_string id; /**< of the ceiling, or of the rule */
} cx_effect;
#define CX_EFFECT_INIT                      \
  {                                         \
    (uint32_t)sizeof(cx_effect), 0, 0, 0, { \
      NULL, 0                               \
    }                                       \
  }
/** [ASSESS-16] */
CX_API cx_status cx_assessment_record_effect(const cx_assessment* assessment, uint32_t record,
                                             uint32_t index, cx_effect* out, cx_error* err);

/** A condition that could not be decided, which cost no point. */
typedef struct cx_undetermined {
  uint32_t struct_size; /**< set by CX_UNDETERMINED_INIT */
  int32_t of_ceiling;   /**< 1: the condition of a ceiling; 0: of a rule */
  uint32_t index;       /**< of the ceiling, or of the rule */
  uint32_t record;      /**< CX_NO_INDEX: of a subject rule */
  cx_string id;         /**< of the ceiling, or of the rule */
  cx_string record_id;
  cx_string attribute; /**< the attribute that is not known; empty where none is missing */
} cx_undetermined;
#define CX_UNDETERMINED_INIT                                            \
  {                                                                     \
    (uint32_t)sizeof(cx_undetermined), 0, 0, 0, {NULL, 0}, {NULL, 0}, { \
      NULL, 0                                                           \
    }                                                                   \
  }
/** [ASSESS-17] */
CX_API cx_status cx_assessment_undetermined(const cx_assessment* assessment, uint32_t index,
                                            cx_undetermined* out, cx_error* err);

/** Languages of reports. */
enum { CX_LANGUAGE_ZH = 0, CX_LANGUAGE_EN = 1 };

/** The report that the resident reads: every point with its rule, article, record and
 *  last day, and for each bad record who certified it, what it costs today, when it
 *  ends by itself, which roads of repair are open, and how to object. JSON is one
 *  object on one line and has no language. The text ends in NUL and lives until the
 *  assessment is written to or asked for another report: it counts as writing to it.
 *  [ASSESS-18] CX_ERROR_MISUSE where only the figures were asked for. [ASSESS-19] */
CX_API cx_status cx_assessment_report(cx_assessment* assessment, int32_t format, int32_t language,
                                      cx_string* out, cx_error* err);

/** The report as a grantee may see it, a third party to whom the resident shows it, as one JSON
 *  object on one line (SPECIFICATION 7.4.13 to 7.4.18): it lists the counted records alone, and
 *  a record that is revoked or disputed, or bad and repaired, changes no byte of it. [ASSESS-20]
 *  Whether the grantee may see it is not asked here; cx_store_disclose() asks. Ownership: *out
 *  is the caller's. Errors: CX_ERROR_NOT_EFFECTIVE. [ASSESS-21] */
CX_API cx_status cx_grantee_report(const cx_case* facts, cx_day day, cx_buffer* out, cx_error* err);

/* ------------------------------------------------------------------- advice */

/** What each bad record costs, and how the resident can mend it. */
typedef struct cx_advice cx_advice;

/** Advice on every record that is live and not of a good category, in the order in
 *  which they were given; none for a resident without a score. Each figure is the
 *  difference of two assessments. [ADVICE-1] Ownership: *out is the caller's
 *  (cx_advice_free). Errors: CX_ERROR_NOT_EFFECTIVE. */
CX_API cx_status cx_advise(const cx_case* facts, cx_day day, cx_advice** out, cx_error* err);

/** Does nothing where `advice` is NULL. [ADVICE-2] */
CX_API void cx_advice_free(cx_advice* advice);

/** How many records it is about. [ADVICE-3] */
CX_API uint64_t cx_advice_records(const cx_advice* advice);

/** A road of repair not taken yet: walked today, it counts from `effective_on` on, and
 *  on that day the total is `gain` higher than without. */
typedef struct cx_road {
  int32_t is_decision; /**< 1: a decision to repair; 0: `step` */
  int32_t step;        /**< CX_STEP */
  cx_day effective_on;
  uint32_t reserved;
  cx_points gain; /**< more than 0 */
} cx_road;

/** Texts and lists live as long as the advice. */
typedef struct cx_record_advice {
  uint32_t struct_size; /**< set by CX_RECORD_ADVICE_INIT */
  uint32_t record;
  cx_string record_id;
  cx_points cost;  /**< the total without it minus the total with it, at least 0 */
  cx_day last_day; /**< the last day it lowers the total by itself; CX_NO_DAY: on none */
  uint32_t reserved;
  const cx_road* roads; /**< those that give something, the decision last */
  size_t road_count;
} cx_record_advice;
#define CX_RECORD_ADVICE_INIT \
  { (uint32_t)sizeof(cx_record_advice), 0, {NULL, 0}, 0, 0, 0, NULL, 0 }
/** [ADVICE-4] */
CX_API cx_status cx_advice_record(const cx_advice* advice, uint64_t index, cx_record_advice* out,
                                  cx_error* err);

/* ----------------------------------------------------------------- timeline */

/** The days of an interval as segments of days that are alike (SPECIFICATION 5). */
typedef struct cx_timeline cx_timeline;

/** The segments of the days from `from` to `to`, as few as can be, and why they differ.
 *  [TIME-1] Ownership: *out is the caller's (cx_timeline_free). Errors: CX_ERROR_INPUT
 *  (`empty_interval`: `to` is before `from`) [TIME-2], CX_ERROR_NOT_EFFECTIVE (on any
 *  of the days) [TIME-3]. */
CX_API cx_status cx_timeline_new(const cx_case* facts, cx_day from, cx_day to, cx_timeline** out,
                                 cx_error* err);

/** The days of one rulebook: a case that was made for its engine, and has the resident and the
 *  records that the cases of the other periods have, in the same order. */
typedef struct cx_period {
  const cx_case* facts;
  cx_day from;
  cx_day through; /**< CX_NO_DAY: for good */
} cx_period;

/** The same through several rulebooks, each in force for a period. A change of rulebook begins a
 *  segment only where the figures differ, by their names; then it is the first of the causes.
 *  [TIME-8] The periods follow one another without gap or overlap; those that lie outside the
 *  days asked for are passed over. [TIME-9] Errors: as above, and CX_ERROR_INPUT (`not_covered`:
 *  a day has no period; `records_differ`). [TIME-10] */
CX_API cx_status cx_timeline_new_through(const cx_period* periods, size_t count, cx_day from,
                                         cx_day to, cx_timeline** out, cx_error* err);

/** Does nothing where `timeline` is NULL. [TIME-4] */
CX_API void cx_timeline_free(cx_timeline* timeline);

/** How many segments there are. [TIME-5] */
CX_API uint64_t cx_timeline_segments(const cx_timeline* timeline);

/** What began or ended. */
enum {
  CX_CHANGE_BEGAN = 0,
  CX_CHANGE_EXPIRED = 1,
  CX_CHANGE_LAPSED = 2,
  CX_CHANGE_DECAYED = 3,
  CX_CHANGE_EASED = 4,
  CX_CHANGE_REPAIRED = 5,
  CX_CHANGE_ABSENCE = 6,
  CX_CHANGE_CEILING = 7,
  CX_CHANGE_ELIGIBILITY = 8,
  CX_CHANGE_AGE = 9,
  CX_CHANGE_RULEBOOK = 10 /**< of cx_timeline_new_through() alone */
};
typedef struct cx_cause {
  int32_t change; /**< CX_CHANGE */
  uint32_t
      index; /**< of a rule, or of a ceiling where it is CX_CHANGE_CEILING; CX_NO_INDEX: none */
  uint32_t record; /**< CX_NO_INDEX: none */
  uint32_t reserved;
  cx_string name;      /**< of the change: "began"; lives for ever */
  cx_string id;        /**< of the rule or ceiling, or of the new rulebook; may be empty */
  cx_string record_id; /**< may be empty */
} cx_cause;

/** Texts and lists live as long as the timeline. */
typedef struct cx_segment {
  uint32_t struct_size; /**< set by CX_SEGMENT_INIT */
  cx_day from;
  cx_day through;
  int32_t eligible; /**< 1 or 0; then all that follows but the causes is empty */
  int64_t score;    /**< in whole points */
  cx_points total;
  cx_string tier_id;
  uint32_t tier;
  uint32_t period;         /**< in which it begins: positions are those of its rulebook */
  const cx_points* values; /**< by the rulebook's dimensions */
  size_t value_count;
  const cx_cause* causes; /**< none in the first segment */
  size_t cause_count;
} cx_segment;
#define CX_SEGMENT_INIT \
  { (uint32_t)sizeof(cx_segment), 0, 0, 0, 0, 0, {NULL, 0}, 0, 0, NULL, 0, NULL, 0 }
/** [TIME-6] */
CX_API cx_status cx_timeline_segment(const cx_timeline* timeline, uint64_t index, cx_segment* out,
                                     cx_error* err);

/** The timeline as one JSON array on one line (SPECIFICATION 7). [TIME-7] Ownership: *out is
 *  the caller's. */
CX_API cx_status cx_timeline_json(const cx_timeline* timeline, cx_buffer* out, cx_error* err);

/* --------------------------------------------------------------- population */

/** Subjects and their records, read and made ready for the engine they were
 *  read with (which may be freed afterwards). */
typedef struct cx_population cx_population;

/** How rows are written; CX_ROWS_BY_NAME: as the file's name ends (.csv, .jsonl). */
enum { CX_ROWS_BY_NAME = 0, CX_ROWS_CSV = 1, CX_ROWS_JSONL = 2 };

/** How to score. `day` must be set. */
typedef struct cx_score_options {
  uint32_t struct_size; /**< set by CX_SCORE_OPTIONS_INIT */
  cx_day day;
  int32_t threads;               /**< 0: as many as the machine has cores; at most 1024 */
  int32_t with_stable_through;   /**< 1: one column more; else 0 */
  cx_progress_function progress; /**< subjects done; may be NULL */
  void* progress_context;
} cx_score_options;
#define CX_SCORE_OPTIONS_INIT \
  { (uint32_t)sizeof(cx_score_options), CX_NO_DAY, 0, 0, NULL, NULL }

/** How to read a population. All zeros but `struct_size` are the defaults. */
typedef struct cx_population_options {
  uint32_t struct_size;
  int32_t subjects_format;
  int32_t records_format;
  uint32_t threads;              /**< that read; 0: as many as the machine has cores; to 1024 */
  cx_string subjects_name;       /**< a path; of text in memory, how messages call it */
  cx_string records_name;        /**< likewise */
  cx_string only_subject;        /**< keep the records of this subject alone; empty: of all */
  uint64_t keep_bad_rows;        /**< so many are kept, all are counted; 0: all are kept */
  cx_progress_function progress; /**< bytes read; may be NULL */
  void* progress_context;
  /** NULL, or which scores alone it is read for: the `day` and `with_stable_through` of those
   *  that cx_population_score() will be asked for. Then reading scores whom it can, which
   *  takes less time and memory, and nothing may be asked about a record. [POP-15] Errors:
   *  CX_ERROR_NOT_EFFECTIVE. */
  const cx_score_options* scores_alone;
} cx_population_options;
#define CX_POPULATION_OPTIONS_INIT                                                              \
  {                                                                                             \
    (uint32_t)sizeof(cx_population_options), 0, 0, 0, {NULL, 0}, {NULL, 0}, {NULL, 0}, 0, NULL, \
        NULL, NULL                                                                              \
  }

/** Reads both files (SPECIFICATION sections 2 and 7): the same with any number of threads;
 *  the progress function is called on the calling thread. Bad rows are no failure:
 *  they are left out and listed. [POP-1] Ownership: *out is the caller's
 *  (cx_population_free). Errors: CX_ERROR_INPUT (a file refused as a whole: an
 *  unknown ending, its header), CX_ERROR_IO, CX_ERROR_STOPPED. */
CX_API cx_status cx_population_read(const cx_engine* engine, const cx_population_options* options,
                                    cx_population** out, cx_error* err);

/** The same from text in memory, which is not needed afterwards. [POP-2] */
CX_API cx_status cx_population_read_memory(const cx_engine* engine, const char* subjects,
                                           size_t subjects_size, const char* records,
                                           size_t records_size,
                                           const cx_population_options* options,
                                           cx_population** out, cx_error* err);

/** Does nothing where `population` is NULL. [POP-3] */
CX_API void cx_population_free(cx_population* population);

/** How many subjects there are. [POP-4] */
CX_API uint64_t cx_population_subjects(const cx_population* population);
/** How many records there are: those of `only_subject` where one was named. [POP-5] */
CX_API uint64_t cx_population_records(const cx_population* population);
/** How many rows were bad. [POP-6] */
CX_API uint64_t cx_population_bad_rows(const cx_population* population);
/** How many of them were kept, and so can be asked for. [POP-7] */
CX_API uint64_t cx_population_kept_bad_rows(const cx_population* population);

/** The identifier of a subject, in input order from 0; lives as long as the population.
 *  [POP-8] */
CX_API cx_string cx_population_subject_id(const cx_population* population, uint64_t index);

/** The position of a subject. Errors: CX_ERROR_NOT_FOUND (`unknown_subject`). [POP-9] */
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
 *  order of the files. [POP-10] */
CX_API cx_status cx_population_bad_row(const cx_population* population, uint64_t index,
                                       cx_bad_row* out, cx_error* err);

/** The bad rows that were kept as CSV with the header
 *  `file,line,column,code,reason,row`. A cell that begins with `=`, `+`, `-` or
 *  `@` gets a `'` before it; what is not UTF-8, and NUL, becomes U+FFFD. [POP-11]
 *  Ownership: *out is the caller's. */
CX_API cx_status cx_population_rejects_csv(const cx_population* population, cx_buffer* out,
                                           cx_error* err);

/** Gives a case the subject at a position and their records, without copying: the case
 *  keeps what it needs of the population. Begins a new resident. The case and the
 *  population must be made for one engine, and the subject's records have been kept. [POP-12] */
CX_API cx_status cx_case_take(cx_case* facts, const cx_population* population, uint64_t index,
                              cx_error* err);

/** Writes the score of every subject as CSV (SPECIFICATION section 7), in
 *  pieces of whole lines: the same bytes with any number of threads. [POP-13]
 *  Errors: CX_ERROR_NOT_EFFECTIVE (nothing was written), CX_ERROR_STOPPED. */
CX_API cx_status cx_population_score(const cx_population* population,
                                     const cx_score_options* options, cx_write_function write,
                                     void* write_context, cx_error* err);

/** How to explain. `day` must be set. */
typedef struct cx_explain_options {
  uint32_t struct_size; /**< set by CX_EXPLAIN_OPTIONS_INIT */
  cx_day day;
  int32_t threads;               /**< as in cx_score_options */
  uint32_t reserved;             /**< 0 */
  cx_progress_function progress; /**< subjects done; may be NULL */
  void* progress_context;
} cx_explain_options;
#define CX_EXPLAIN_OPTIONS_INIT \
  { (uint32_t)sizeof(cx_explain_options), CX_NO_DAY, 0, 0, NULL, NULL }

/** Writes the JSON report on every subject, one a line, in input order, in pieces of
 *  whole lines. [POP-14] Errors as for cx_population_score(). */
CX_API cx_status cx_population_explain(const cx_population* population,
                                       const cx_explain_options* options, cx_write_function write,
                                       void* write_context, cx_error* err);

/* ------------------------------------------------------------------ columns */

/** The stream of the Arrow C data interface, as published by Apache Arrow; its members are
 *  in <chengxin/io/arrow_c_data.h> and in every library that has the interface. */
struct ArrowArrayStream;

/** Assesses everyone in a table of subjects with the records in another, straight from
 *  their columns, and gives a table of scores: what cx_assess() gives for each, to the cent.
 *  [COLUMNS-1] The rows of both may stand in any order and in any number of chunks; records
 *  in the order of their subjects are not sorted again. The result has a row for each
 *  subject, in their order, with any number of threads the same. [COLUMNS-2]
 *
 *  `subjects`: `subject_id` (whole numbers or texts), `birth_date`, `enrolled_on`,
 *  `residency`, `capacity`, `attributes.NAME`. `records`: `subject_id`, `category`,
 *  `occurred_on` and, where there are any, `record_id`, `provider`, `origin`, `status`,
 *  `expires_on`, `repaired_on`, `corrected_on`, `service_on`, `conduct_on`, `matter`,
 *  `attributes.NAME` (SPECIFICATION 2). Texts are plain, large, views or in a dictionary;
 *  days are date32, date64 or timestamps without a time zone; whole numbers have 8 to 64
 *  bits. [COLUMNS-3] `category` may be numbers too: positions in the rulebook; `residency`,
 *  `capacity`, `origin` and `status` the numbers of the enumerations. [COLUMNS-4] Without
 *  `status` all are active, without `origin` all from the platform, without `record_id` each
 *  row is a record of its own. [COLUMNS-5] Null: not given.
 *
 *  The result: `subject_id`, `eligible` (boolean), `score` (int32), `tier` (a dictionary of
 *  texts), `total` and the dimensions by their ids (int32, hundredths of a point), and if
 *  asked for `stable_through` (date32; null: no later day differs). What a subject without
 *  a score does not have is null. [COLUMNS-6]
 *
 *  Ownership: both streams are released, whatever becomes of it; `out`, whose contents
 *  are overwritten unread, is the caller's to release and needs nothing else. [COLUMNS-7]
 *  Errors: CX_ERROR_NOT_EFFECTIVE; CX_ERROR_STOPPED; CX_ERROR_INPUT with the code `column`
 *  (its name, what was expected, what was found), `bad_row` (the table, the row from 0, the
 *  column), `arrow_stream` or `too_many`; then `out` is as it was. [COLUMNS-8] */
CX_API cx_status cx_score_columns(const cx_engine* engine, struct ArrowArrayStream* subjects,
                                  struct ArrowArrayStream* records, const cx_score_options* options,
                                  struct ArrowArrayStream* out, cx_error* err);

/** Does the same, and gives a second table: for each subject, in their order, what became of
 *  every record, in the order of their rows, and what else the total is made of. The
 *  `points` of all rows of an eligible subject and the rulebook's base are the total.
 *  [COLUMNS-9] The same with any number of threads; `scores` is what cx_score_columns()
 *  gives. [COLUMNS-10]
 *
 *  `details`: `subject_id`; `kind`, what a row is about, one of `record`, `subject` and
 *  `absence` (the points of such a rule), `restoration` (what repairs give back), `bounds` (what
 *  a dimension's bounds take or give), `score_bounds`, `ceiling`. Of a record `record` (int64,
 *  its row), `record_id` where the records have one, `disposition` (SPECIFICATION 4) and
 *  `eased` (int32, percent); it has a row for each award, in the order of the dimensions, and one
 *  without points if it has none. [COLUMNS-11] `rule` (or the ceiling) and `dimension` whose
 *  points these are; `restored`, the dimension of which something is given back; `points` and, of
 *  an award, `before_limits` (int64, hundredths) and `percent` (int32, the decay). Words are
 *  dictionaries of texts; what a row does not have is null. [COLUMNS-12] Of a subject who is not
 *  eligible there are only the records, without points. [COLUMNS-13]
 *
 *  Ownership and errors as for cx_score_columns(), of both results. [COLUMNS-14] */
CX_API cx_status cx_explain_columns(const cx_engine* engine, struct ArrowArrayStream* subjects,
                                    struct ArrowArrayStream* records,
                                    const cx_score_options* options,
                                    struct ArrowArrayStream* scores,
                                    struct ArrowArrayStream* details, cx_error* err);

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
 *  in them exists. [SYNTH-1] The same options give the same bytes. [SYNTH-2] Either
 *  function may be called at any time.
 *  Errors: CX_ERROR_INPUT, CX_ERROR_STOPPED. */
CX_API cx_status cx_synthesize(const cx_engine* engine, const cx_synthesis_options* options,
                               cx_write_function write_subjects, void* subjects_context,
                               cx_write_function write_records, void* records_context,
                               cx_error* err);

/* ----------------------------------------------------------------- identity */

/* So that no identity number need be stored: a pseudonym takes its place. No command does
 * this, since an identity number on a command line is seen in the list of processes.
 * No message of these functions shows what they were given. [IDENTITY-1] */

/** Whether a citizen's identity number is well formed (GB 11643-1999): 18 characters, the
 *  code of an area, a birth date, three digits, and a check character by ISO 7064 MOD 11-2.
 *  [IDENTITY-2] A last `x` is taken for `X`. [IDENTITY-3] The numbers of residence permits of
 *  foreigners (from 2023 on) and of people from Hong Kong, Macao and Taiwan are built the same.
 *  Whether the number was issued to anybody, the library does not know.
 *  Errors: CX_ERROR_INPUT, with the first reason as code: `invalid_length`, of 15 digits too;
 *  `invalid_character`; `invalid_area`, which begins with 0; `invalid_birth_date`, not from
 *  1900-01-01 to 2199-12-31; `invalid_check_character`. [IDENTITY-4] */
CX_API cx_status cx_identity_number_check(const char* text, size_t size, cx_error* err);

/** Whether a unified social credit identifier is well formed (GB 32100-2015), which names an
 *  organisation such as a provider of records: 18 digits and capital letters other
 *  than I, O, S, V and Z, of which the third to the eighth are the code of an area and
 *  the last is the check character. [IDENTITY-5] Small letters are refused, since identifiers
 *  are compared byte by byte. [IDENTITY-6] Errors: as above, but for `invalid_birth_date`;
 *  `invalid_area` also where it is not six digits. */
CX_API cx_status cx_provider_code_check(const char* text, size_t size, cx_error* err);

/** How a pseudonym is made: SHA-256 (FIPS 180-4), or SM3 (GB/T 32905-2016) where commercial
 *  cryptography is asked for. */
enum { CX_DIGEST_SHA256 = 0, CX_DIGEST_SM3 = 1 };

/** Writes the pseudonym of a resident, fit for a subject_id, and a NUL to `out`: HMAC
 *  (RFC 2104) of the identity number, with a capital X, under a key of the caller's, as 64
 *  lower-case hexadecimal digits. [IDENTITY-7] The same person gets the same one wherever key
 *  and digest are the same. Nobody finds the number from it without the key; with the key
 *  anybody does, since there are few enough numbers to try them all. Draw the key at random,
 *  keep it apart from the pseudonyms, and treat those as personal information still (Personal
 *  Information Protection Law art. 73).
 *  Bounds: `key_size` is at least 16, `capacity` at least 65; a key is bytes, not text.
 *  [IDENTITY-8] Ownership: number and key are borrowed for the call; what the library
 *  copied of them is overwritten before it ends.
 *  Errors: those of cx_identity_number_check(); CX_ERROR_INPUT (`key_too_short`). [IDENTITY-9] */
CX_API cx_status cx_pseudonym(const char* identity_number, size_t size, const void* key,
                              size_t key_size, int32_t digest, char* out, size_t capacity,
                              cx_error* err);

/* -------------------------------------------------------------------- store */

/* One SQLite file in which a city system keeps subjects, records, rulebooks, scores,
 * consents and disclosures (lib/store/STORE.md). Facts are only ever added, each entry
 * chained to the one before it; a score is asked as of a day and known at a moment.
 * Who calls is the program's word: a grantee, an authentication or evidence is taken as
 * a reference that the program has verified.
 *
 * Besides those named, every function of a store may give CX_ERROR_BUSY (another process
 * held the file longer than the caller would wait), CX_ERROR_IO (`read_only`, `disk_full`,
 * `io_error`) and CX_ERROR_DAMAGED. One that fails has changed nothing, unless it says
 * otherwise. What one acknowledges survives the end of the process and of power. An
 * identifier is given as a pointer and a length. */

/** An open store. For one thread at a time; any number of threads and processes may each
 *  open the same file, of which one writes at a time. CX_ERROR_MISUSE where a callback
 *  calls a function on the store that is calling it. [STORE-1] */
typedef struct cx_store cx_store;

/** A moment in UTC: milliseconds since 1970-01-01T00:00:00Z. */
typedef int64_t cx_moment;
/** Stands for "no such moment" where a moment is optional. */
#define CX_NO_MOMENT ((cx_moment)(((uint64_t)1 << 63) - 1))

/** Reads RFC 3339 with up to three decimals of a second ("2026-02-28T08:00:00.000Z",
 *  "2026-02-28T16:00:00+08:00"). Bounds: the years 1900 to 2199.
 *  Errors: CX_ERROR_INPUT (`invalid_moment`). [STORE-2] */
CX_API cx_status cx_moment_parse(const char* text, size_t size, cx_moment* out, cx_error* err);

/** Writes "2026-02-28T08:00:00.000Z" and a NUL to `out`. Bounds: years 0 to 9999;
 *  `capacity` is at least 25. [STORE-3] */
CX_API cx_status cx_moment_format(cx_moment moment, char* out, size_t capacity, cx_error* err);

/** What time it is. Called on the thread that called a function of the store, more than
 *  once if need be. Must not throw or longjmp. */
typedef cx_moment (*cx_clock_function)(void* context);

/** How to make a store. All zeros but `struct_size` are the defaults. */
typedef struct cx_store_create_options {
  uint32_t struct_size; /**< set by CX_STORE_CREATE_OPTIONS_INIT */
  int32_t digest;       /**< CX_DIGEST: what chains the entries, for ever */
  int32_t test_clock;   /**< 1: it may be opened with a clock of the program's, for tests; else 0 */
  uint32_t reserved;    /**< 0 */
  cx_string vfs;        /**< the SQLite VFS to go through; empty: the system's */
} cx_store_create_options;
#define CX_STORE_CREATE_OPTIONS_INIT                      \
  {                                                       \
    (uint32_t)sizeof(cx_store_create_options), 0, 0, 0, { \
      NULL, 0                                             \
    }                                                     \
  }

/** Makes a file, for its owner alone (mode 0600), that did not exist or was empty, and opens
 *  it. [STORE-4] Ownership: *out is the caller's (cx_store_free). Errors: CX_ERROR_INPUT
 *  (`exists`) [STORE-5], CX_ERROR_IO (`cannot_open`). */
CX_API cx_status cx_store_create(const char* path, size_t path_size,
                                 const cx_store_create_options* options, cx_store** out,
                                 cx_error* err);

/** How to open a store. */
typedef struct cx_store_options {
  uint32_t struct_size;      /**< set by CX_STORE_OPTIONS_INIT */
  int32_t read_only;         /**< 1 or 0 */
  int32_t wait_milliseconds; /**< how long to wait for another process; at least 0 */
  uint32_t reserved;         /**< 0 */
  cx_string vfs;             /**< as in cx_store_create_options */
  cx_clock_function clock;   /**< NULL: the system's; else of a store made with test_clock */
  void* clock_context;
} cx_store_options;
#define CX_STORE_OPTIONS_INIT \
  { (uint32_t)sizeof(cx_store_options), 0, 5000, 0, {NULL, 0}, NULL, NULL }

/** Opens a store. [STORE-6] Ownership: *out is the caller's (cx_store_free). Errors:
 *  CX_ERROR_IO (`cannot_open`), CX_ERROR_DAMAGED (`damaged`, `not_a_store`,
 *  `newer_format`) [STORE-7], CX_ERROR_INPUT (`clock_not_allowed`) [STORE-8]. */
CX_API cx_status cx_store_open(const char* path, size_t path_size, const cx_store_options* options,
                               cx_store** out, cx_error* err);

/** Closes a store. Does nothing where `store` is NULL. [STORE-9] */
CX_API void cx_store_free(cx_store* store);

/* Of the ledger. `at` is when the store learned what is added: not later than now and not
 * before the last entry, else CX_ERROR_INPUT (`time_not_allowed`); CX_NO_MOMENT: the later
 * of now and the last entry. */

/** Adds a rulebook, and erases what the store holds of categories that it bars. *added
 *  (NULL: not told) is 1, or 0 where it is the same as the last, which changes nothing.
 *  [STORE-10] Errors: as for cx_rulebook_load() [STORE-11]; `time_not_allowed` [STORE-12]. */
CX_API cx_status cx_store_add_rulebook(cx_store* store, const char* json, size_t size, cx_moment at,
                                       int32_t* added, cx_error* err);

/** How to import. */
typedef struct cx_import_options {
  uint32_t struct_size;          /**< set by CX_IMPORT_OPTIONS_INIT */
  int32_t subjects_format;       /**< CX_ROWS */
  int32_t records_format;        /**< CX_ROWS */
  int32_t refuse_bad_rows;       /**< 1: where a row is bad nothing is added; else 0 */
  cx_string subjects_name;       /**< a path; of text in memory, how messages call it */
  cx_string records_name;        /**< likewise; an empty path: there is no such file */
  cx_moment at;                  /**< see above */
  uint64_t keep_bad_rows;        /**< so many are kept, all are counted; 0: all are kept */
  cx_progress_function progress; /**< bytes read; may be NULL */
  void* progress_context;
} cx_import_options;
#define CX_IMPORT_OPTIONS_INIT                                                                 \
  {                                                                                            \
    (uint32_t)sizeof(cx_import_options), 0, 0, 0, {NULL, 0}, {NULL, 0}, CX_NO_MOMENT, 0, NULL, \
        NULL                                                                                   \
  }

/** What came of an import. */
typedef struct cx_import cx_import;

/** Adds what is new in files of subjects and records (SPECIFICATION sections 2 and 7), all
 *  in one step. Bad rows are no failure: they are left out and listed. [STORE-13]
 *  Ownership: *out is the caller's (cx_import_free). Errors: CX_ERROR_INPUT (a file refused
 *  as a whole, `time_not_allowed`), CX_ERROR_IO [STORE-14], CX_ERROR_STOPPED (nothing was
 *  added) [STORE-15]. */
CX_API cx_status cx_store_import(cx_store* store, const cx_import_options* options, cx_import** out,
                                 cx_error* err);

/** The same from text in memory, which is not needed afterwards. NULL: there is none of
 *  that kind. [STORE-16] */
CX_API cx_status cx_store_import_memory(cx_store* store, const char* subjects, size_t subjects_size,
                                        const char* records, size_t records_size,
                                        const cx_import_options* options, cx_import** out,
                                        cx_error* err);

/** Does nothing where `import` is NULL. [STORE-17] */
CX_API void cx_import_free(cx_import* import);

/** What was added. `same` were there as they are; `changed` are there in a new version. */
typedef struct cx_import_counts {
  uint32_t struct_size; /**< set by CX_IMPORT_COUNTS_INIT */
  int32_t added;        /**< 0: nothing was, since rows were bad (refuse_bad_rows); else 1 */
  uint64_t subjects_new;
  uint64_t subjects_changed;
  uint64_t subjects_same;
  uint64_t records_new;
  uint64_t records_changed;
  uint64_t records_same;
  uint64_t held_back; /**< rows of erased subjects, and purged records */
  uint64_t barred;    /**< records of barred categories, written nowhere */
  uint64_t bad;       /**< rows of both kinds that could not be used */
  uint64_t kept_bad_rows;
} cx_import_counts;
#define CX_IMPORT_COUNTS_INIT \
  { (uint32_t)sizeof(cx_import_counts), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 }
/** [STORE-18] */
CX_API cx_status cx_import_count(const cx_import* import, cx_import_counts* out, cx_error* err);

/** A bad row that was kept, by its position from 0: the subjects' first, in the order of
 *  the files. Texts live as long as the import. [STORE-19] */
CX_API cx_status cx_import_bad_row(const cx_import* import, uint64_t index, cx_bad_row* out,
                                   cx_error* err);

/** The bad rows that were kept as CSV, as cx_population_rejects_csv() gives it. [STORE-20] */
CX_API cx_status cx_import_rejects_csv(const cx_import* import, cx_buffer* out, cx_error* err);

/** What was added as one JSON object on one line (lib/store/STORE.md). [STORE-21]
 *  Ownership: *out is the caller's, as of all buffers that follow. */
CX_API cx_status cx_import_json(const cx_import* import, cx_buffer* out, cx_error* err);

/** Adds one subject, or a new version of it. `out` may be NULL. [STORE-22]
 *  Errors: CX_ERROR_INPUT with the codes of a bad row, as for cx_case_set_subject(). [STORE-23] */
CX_API cx_status cx_store_add_subject(cx_store* store, const cx_subject* subject, cx_moment at,
                                      cx_import_counts* out, cx_error* err);

/** Adds records of one subject, or new versions of them, all or none. `out` may be NULL.
 *  [STORE-24] Errors: CX_ERROR_NOT_FOUND (`unknown_subject`); CX_ERROR_INPUT with the codes of
 *  a bad row, as for cx_case_add_records(). [STORE-25] */
CX_API cx_status cx_store_add_records(cx_store* store, const char* subject_id, size_t size,
                                      const cx_record* records, size_t count, cx_moment at,
                                      cx_import_counts* out, cx_error* err);

/* Of scores. A question is asked as of a day (CX_NO_DAY: today, which is the civil day in
 * China) and known at a moment (CX_NO_MOMENT: now). What is asked with a moment is neither
 * read from the cache nor kept in it. Errors of them all: CX_ERROR_NOT_FOUND
 * (`unknown_subject`), CX_ERROR_NOT_EFFECTIVE (no rulebook is, on that day), CX_ERROR_INPUT:
 * `withdrawn`; `no_longer_held` (what it rests on was erased, purged or barred since);
 * `day_not_allowed`; `time_not_allowed`. [STORE-26] */

/** What a dimension comes to, within its bounds. */
typedef struct cx_dimension_value {
  cx_string id;
  cx_points value;
} cx_dimension_value;

/** A subject's score on a day. Where they are not eligible `score`, `total`, `tier_id` and
 *  `dimensions` are 0 or empty. Texts and lists live until the next call on the store. */
typedef struct cx_store_figures {
  uint32_t struct_size; /**< set by CX_STORE_FIGURES_INIT */
  cx_day as_of;
  int32_t eligible;      /**< 1 or 0 */
  cx_day stable_through; /**< the figures stay so through it; CX_NO_DAY: for ever */
  int64_t score;         /**< in whole points */
  cx_points total;
  cx_string tier_id;
  cx_string fingerprint; /**< of the rulebook */
  int32_t from_cache;    /**< 1 or 0 */
  uint32_t reserved;
  const cx_dimension_value* dimensions; /**< in the rulebook's order */
  size_t dimension_count;
} cx_store_figures;
#define CX_STORE_FIGURES_INIT \
  { (uint32_t)sizeof(cx_store_figures), 0, 0, 0, 0, 0, {NULL, 0}, {NULL, 0}, 0, 0, NULL, 0 }
/** A subject's score, from the cache where it is there. [STORE-27] */
CX_API cx_status cx_store_score(cx_store* store, const char* subject_id, size_t size, cx_day as_of,
                                cx_moment known_at, cx_store_figures* out, cx_error* err);

/** Writes every subject's score as the CSV of cx_population_score(), by subject_id bytewise,
 *  in pieces of whole lines; with 1 for `with_stable_through` one column more, else 0.
 *  [STORE-28] Those who have withdrawn, and those whose score can no longer be computed, are
 *  left out; *not_held (NULL: not told) is how many the latter are. Errors:
 *  CX_ERROR_STOPPED. [STORE-29] */
CX_API cx_status cx_store_scores(cx_store* store, cx_day as_of, cx_moment known_at,
                                 int32_t with_stable_through, cx_write_function write,
                                 void* write_context, uint64_t* not_held, cx_error* err);

/** The same of one subject, with the header line. [STORE-61] */
CX_API cx_status cx_store_score_csv(cx_store* store, const char* subject_id, size_t size,
                                    cx_day as_of, cx_moment known_at, int32_t with_stable_through,
                                    cx_buffer* out, cx_error* err);

/** How to refresh. */
typedef struct cx_refresh_options {
  uint32_t struct_size;          /**< set by CX_REFRESH_OPTIONS_INIT */
  cx_day as_of;                  /**< CX_NO_DAY: today */
  int32_t threads;               /**< 0: as many as the machine has cores; at most 1024 */
  uint32_t reserved;             /**< 0 */
  cx_progress_function progress; /**< subjects done; may be NULL */
  void* progress_context;
} cx_refresh_options;
#define CX_REFRESH_OPTIONS_INIT \
  { (uint32_t)sizeof(cx_refresh_options), CX_NO_DAY, 0, 0, NULL, NULL }

/** Computes the score of everyone who has no valid one in the cache. *computed and
 *  *already_valid (NULL: not told) are how many had none and how many had. [STORE-30]
 *  Errors: CX_ERROR_STOPPED: what was done by then is kept, and the next refresh goes on.
 *  [STORE-31] */
CX_API cx_status cx_store_refresh(cx_store* store, const cx_refresh_options* options,
                                  uint64_t* computed, uint64_t* already_valid, cx_error* err);

/** The whole report (CX_FORMAT, CX_LANGUAGE), for the officer in charge and for the
 *  resident. [STORE-32] */
CX_API cx_status cx_store_explain(cx_store* store, const char* subject_id, size_t size,
                                  cx_day as_of, cx_moment known_at, int32_t format,
                                  int32_t language, cx_buffer* out, cx_error* err);

/** The timeline as cx_timeline_json() gives it, each day under the rulebook that is
 *  effective on it; days on which none is are a segment with `why`. [STORE-33] Errors:
 * CX_ERROR_INPUT (`empty_interval`). */
CX_API cx_status cx_store_timeline(cx_store* store, const char* subject_id, size_t size,
                                   cx_day from, cx_day to, cx_moment known_at, cx_buffer* out,
                                   cx_error* err);

/** Why a total differs between two questions, as one JSON object on one line: the totals and
 *  parts that add up to their difference (lib/store/STORE.md). [STORE-34]
 *  Errors: CX_ERROR_INPUT (`moment_goes_back`). [STORE-35] */
CX_API cx_status cx_store_explain_change(cx_store* store, const char* subject_id, size_t size,
                                         cx_day from_as_of, cx_moment from_known_at,
                                         cx_day to_as_of, cx_moment to_known_at, cx_buffer* out,
                                         cx_error* err);

/** Holds one read transaction over the reads that follow, until it is ended: they are
 *  faster, and blind to what is committed meanwhile. Writing is refused (CX_ERROR_INPUT,
 *  `in_snapshot`). [STORE-36] */
CX_API cx_status cx_store_begin_snapshot(cx_store* store, cx_error* err);
/** Does nothing where there is no snapshot, or `store` is NULL. [STORE-37] */
CX_API void cx_store_end_snapshot(cx_store* store);

/* Of consent and disclosure. */

/** How much of an answer is covered, each containing those before it. */
enum { CX_SCOPE_ENTITLED = 0, CX_SCOPE_TIER = 1, CX_SCOPE_SCORE = 2, CX_SCOPE_REPORT = 3 };

/** What a subject consents to. */
typedef struct cx_consent_request {
  uint32_t struct_size; /**< set by CX_CONSENT_REQUEST_INIT */
  int32_t scope;        /**< CX_SCOPE */
  cx_string subject_id;
  cx_string grantee; /**< who may ask */
  cx_string use;     /**< one of the rulebook's uses */
  cx_day first_day;
  cx_day last_day;
  cx_string evidence; /**< where the authorisation was recorded */
} cx_consent_request;
#define CX_CONSENT_REQUEST_INIT                                                       \
  {                                                                                   \
    (uint32_t)sizeof(cx_consent_request), 0, {NULL, 0}, {NULL, 0}, {NULL, 0}, 0, 0, { \
      NULL, 0                                                                         \
    }                                                                                 \
  }
/** Adds a consent and gives its id. [STORE-38] Errors: CX_ERROR_NOT_FOUND (`unknown_subject`,
 *  `unknown_use`), CX_ERROR_INPUT (`withdrawn`, `empty_interval`). [STORE-39] */
CX_API cx_status cx_store_grant(cx_store* store, const cx_consent_request* request, cx_buffer* out,
                                cx_error* err);

/** Revokes a consent from now on. *revoked (NULL: not told) is 1, or 0 where it was revoked
 *  before. [STORE-40] Errors: CX_ERROR_NOT_FOUND (`unknown_consent`). [STORE-41] */
CX_API cx_status cx_store_revoke(cx_store* store, const char* consent_id, size_t size,
                                 int32_t* revoked, cx_error* err);

/** The consents of a subject as one JSON array on one line (lib/store/STORE.md). [STORE-42] */
CX_API cx_status cx_store_consents(cx_store* store, const char* subject_id, size_t size,
                                   cx_buffer* out, cx_error* err);

/** Who asks for what. */
typedef struct cx_disclosure_request {
  uint32_t struct_size; /**< set by CX_DISCLOSURE_REQUEST_INIT */
  int32_t scope;        /**< CX_SCOPE */
  cx_string subject_id;
  cx_string grantee;
  cx_string use;
  cx_day as_of;      /**< CX_NO_DAY: today */
  uint32_t reserved; /**< 0 */
} cx_disclosure_request;
#define CX_DISCLOSURE_REQUEST_INIT \
  { (uint32_t)sizeof(cx_disclosure_request), 0, {NULL, 0}, {NULL, 0}, {NULL, 0}, CX_NO_DAY, 0 }

/** Why a disclosure is denied: of several consents, the first of these that applies to any. */
enum {
  CX_DENIAL_NONE = 0, /**< it is granted */
  CX_DENIAL_UNKNOWN_USE = 1,
  CX_DENIAL_NO_CONSENT = 2, /**< also of who does not exist, is erased, ineligible or withdrawn */
  CX_DENIAL_SCOPE_EXCEEDED = 3,
  CX_DENIAL_NOT_YET_IN_FORCE = 4,
  CX_DENIAL_LAPSED = 5,
  CX_DENIAL_REVOKED = 6
};

/** What a grantee, or the subject, is told. What is beyond the scope is -1, 0 or empty.
 *  Texts live until the next call on the store. */
typedef struct cx_disclosure {
  uint32_t struct_size;  /**< set by CX_DISCLOSURE_INIT */
  int32_t denial;        /**< CX_DENIAL */
  cx_string denial_name; /**< "no_consent"; empty where it is granted; lives for ever */
  cx_day as_of;
  int32_t entitled;  /**< whether the score is enough for the use: 1 or 0; -1: not told */
  int32_t has_score; /**< 1: `score` is told; else 0 */
  uint32_t reserved;
  int64_t score;
  cx_string tier_id;
  cx_string report; /**< JSON */
} cx_disclosure;
#define CX_DISCLOSURE_INIT                                                      \
  {                                                                             \
    (uint32_t)sizeof(cx_disclosure), 0, {NULL, 0}, 0, -1, 0, 0, 0, {NULL, 0}, { \
      NULL, 0                                                                   \
    }                                                                           \
  }

/** Answers a grantee, once the answer stands in the subject's log. A denial is an answer, no
 *  failure. *json is the same as one JSON object on one line (lib/store/STORE.md). `out` or
 *  `json` may be NULL. [STORE-43] Errors: CX_ERROR_INPUT (`day_not_allowed`: a day after
 *  today), CX_ERROR_NOT_EFFECTIVE; the log shows these attempts as well. [STORE-44] */
CX_API cx_status cx_store_disclose(cx_store* store, const cx_disclosure_request* request,
                                   cx_disclosure* out, cx_buffer* json, cx_error* err);

/** The subject's own read: the whole report, which needs no consent and stands in the log as
 *  well. `authentication` refers to the check of their real name. `out` or `json` may be
 *  NULL. [STORE-45] Errors: CX_ERROR_NOT_FOUND (`unknown_subject`), CX_ERROR_INPUT
 *  (`withdrawn`), CX_ERROR_NOT_EFFECTIVE; the log shows these attempts as well. */
CX_API cx_status cx_store_self(cx_store* store, const char* subject_id, size_t size,
                               const char* authentication, size_t authentication_size,
                               cx_disclosure* out, cx_buffer* json, cx_error* err);

/** Everyone who asked about a subject, when, for what and what they were told, oldest first,
 *  as one JSON array on one line (lib/store/STORE.md). [STORE-46] */
CX_API cx_status cx_store_log(cx_store* store, const char* subject_id, size_t size, cx_buffer* out,
                              cx_error* err);

/* Of a resident's acts. `evidence` refers to where the program keeps what they rest on. */

/** Marks a record as disputed until it is decided. `text` is what the resident says. [STORE-47]
 *  Errors: CX_ERROR_NOT_FOUND (`unknown_subject`, `unknown_record`), CX_ERROR_INPUT
 *  (`already_disputed`). [STORE-48] */
CX_API cx_status cx_store_object(cx_store* store, const char* subject_id, size_t size,
                                 const char* record_id, size_t record_size, const char* text,
                                 size_t text_size, cx_error* err);

/** Decides an objection; `upheld` is 1: the record is revoked; or 0: it counts again. [STORE-49]
 *  Errors: CX_ERROR_NOT_FOUND (`unknown_subject`, `unknown_record`), CX_ERROR_INPUT
 *  (`not_disputed`). [STORE-50] */
CX_API cx_status cx_store_decide(cx_store* store, const char* subject_id, size_t size,
                                 const char* record_id, size_t record_size, int32_t upheld,
                                 const char* evidence, size_t evidence_size, cx_error* err);

/** From now on nothing is computed, cached or disclosed about the subject, until they enrol
 *  again. [STORE-51] Errors: CX_ERROR_NOT_FOUND (`unknown_subject`), CX_ERROR_INPUT
 *  (`withdrawn`). */
CX_API cx_status cx_store_withdraw(cx_store* store, const char* subject_id, size_t size,
                                   const char* evidence, size_t evidence_size, cx_error* err);

/** Ends a withdrawal, or follows an erasure. [STORE-52] Errors: CX_ERROR_NOT_FOUND
 *  (`unknown_subject`), CX_ERROR_INPUT (`already_enrolled`). */
CX_API cx_status cx_store_enrol(cx_store* store, const char* subject_id, size_t size,
                                const char* evidence, size_t evidence_size, cx_error* err);

/** Removes a subject's personal data and their bytes. [STORE-53] CX_ERROR_BUSY where another
 *  process's snapshot still keeps the bytes: the erasure stands, and the next
 *  cx_store_erase(), cx_store_purge() or cx_store_tidy() removes them. Errors:
 *  CX_ERROR_NOT_FOUND (`unknown_subject`). [STORE-54] */
CX_API cx_status cx_store_erase(cx_store* store, const char* subject_id, size_t size,
                                const char* evidence, size_t evidence_size, cx_error* err);

/** Erases negative records that can have had no effect for more than so many months.
 *  *records (NULL: not told) is how many. Bounds: `months` 0 to 1200. [STORE-55]
 *  CX_ERROR_BUSY as for cx_store_erase(). */
CX_API cx_status cx_store_purge(cx_store* store, int32_t months, uint64_t* records, cx_error* err);

/** Removes the bytes of what was erased, where that is still due. [STORE-56] */
CX_API cx_status cx_store_tidy(cx_store* store, cx_error* err);

/* Of proof. */

/** The last entry's digest, 64 hexadecimal digits, for safe keeping elsewhere. [STORE-57] */
CX_API cx_status cx_store_head(cx_store* store, cx_buffer* out, cx_error* err);

/** How to verify. All zeros but `struct_size` are the defaults. */
typedef struct cx_verify_options {
  uint32_t struct_size;          /**< set by CX_VERIFY_OPTIONS_INIT */
  uint32_t reserved;             /**< 0 */
  cx_string expected;            /**< a head that was kept elsewhere; empty: none */
  cx_progress_function progress; /**< entries; may be NULL */
  void* progress_context;
} cx_verify_options;
#define CX_VERIFY_OPTIONS_INIT \
  { (uint32_t)sizeof(cx_verify_options), 0, {NULL, 0}, NULL, NULL }

/** What was found. Texts live until the next call on the store. */
typedef struct cx_verification {
  uint32_t struct_size; /**< set by CX_VERIFICATION_INIT */
  int32_t ok;           /**< 1: the file is whole; else 0 */
  uint64_t entries;
  uint64_t entry; /**< the first that does not fit; 0: none, or it is not one entry's */
  cx_string head; /**< of a file that is whole */
  cx_string why;  /**< of one that is not: one line of English */
} cx_verification;
#define CX_VERIFICATION_INIT                                 \
  {                                                          \
    (uint32_t)sizeof(cx_verification), 0, 0, 0, {NULL, 0}, { \
      NULL, 0                                                \
    }                                                        \
  }

/** Walks the whole ledger. A ledger that does not fit is no failure. With `expected` it also
 *  finds that the file was cut short or rewritten; it may have grown since. `out` or `json`
 *  may be NULL. [STORE-58] Errors: CX_ERROR_STOPPED. [STORE-59] */
CX_API cx_status cx_store_verify(cx_store* store, const cx_verify_options* options,
                                 cx_verification* out, cx_buffer* json, cx_error* err);

/** What a store holds, and what became of its cache. */
typedef struct cx_statistics {
  uint32_t struct_size; /**< set by CX_STATISTICS_INIT */
  uint32_t reserved;
  uint64_t subjects;
  uint64_t records;
  uint64_t versions;
  uint64_t entries;
  uint64_t cached_scores;
  uint64_t hits;
  uint64_t absent; /**< misses, by their reason: this and the next three */
  uint64_t newer_data;
  uint64_t past_stable_through;
  uint64_t other_rulebook;
} cx_statistics;
#define CX_STATISTICS_INIT \
  { (uint32_t)sizeof(cx_statistics), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 }
/** `out` or `json` may be NULL. [STORE-60] */
CX_API cx_status cx_store_statistics(cx_store* store, cx_statistics* out, cx_buffer* json,
                                     cx_error* err);

#ifdef __cplusplus
}
#endif

#endif
