/* What the tests of the C interface have in common: checks that count, and a place
 * for what a callback is given. A comment "REQ CASE-3" cites a requirement of
 * chengxin.h or capi/CONVENTIONS.md. */
#ifndef CHENGXIN_CAPI_TEST_H
#define CHENGXIN_CAPI_TEST_H

#include <chengxin.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int failures = 0;

#define CHECK(condition)                                                        \
  do {                                                                          \
    if (!(condition)) {                                                         \
      ++failures;                                                               \
      fprintf(stderr, "%s:%d: not true: %s\n", __FILE__, __LINE__, #condition); \
    }                                                                           \
  } while (0)

/* The call must fail with the status, say so in `err`, and with no `err` too. */
#define CHECK_FAILS(expected, call)                         \
  do {                                                      \
    cx_error told = CX_ERROR_INIT;                          \
    cx_error* err = &told;                                  \
    CHECK((call) == (expected));                            \
    CHECK(told.status == (expected));                       \
    CHECK(told.code[0] != '\0' && told.message[0] != '\0'); \
    err = NULL;                                             \
    CHECK((call) == (expected));                            \
  } while (0)
#define CHECK_MISUSE(call) CHECK_FAILS(CX_ERROR_MISUSE, call)

#define TEXT(literal) literal, sizeof(literal) - 1

static int is(cx_string text, const char* expected) {
  return text.size == strlen(expected) && memcmp(text.data, expected, text.size) == 0;
}

static int end_of_tests(void) {
  if (failures != 0) fprintf(stderr, "%d checks failed\n", failures);
  return failures == 0 ? 0 : 1;
}

#endif
