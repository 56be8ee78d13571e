/* The rulebook tests/good_rulebooks/demonstration.json, which is short enough to work
 * out by hand what comes of it. */
#ifndef CHENGXIN_DEMO_RULEBOOK_H
#define CHENGXIN_DEMO_RULEBOOK_H

#include "capi_test.h"

static cx_rulebook* load_demo(void) {
  static char json[65536];
  cx_rulebook* rulebook = NULL;
  size_t size = 0;
  FILE* file = fopen(CHENGXIN_DEMO_RULEBOOK, "rb");
  if (file != NULL) {
    size = fread(json, 1, sizeof json, file);
    fclose(file);
  }
  CHECK(cx_rulebook_load(json, size, &rulebook, NULL) == CX_OK);
  if (rulebook == NULL) exit(1);
  return rulebook;
}

static cx_day day_of(const char* text) {
  cx_day day = CX_NO_DAY;
  CHECK(cx_date_parse(text, strlen(text), &day, NULL) == CX_OK);
  return day;
}

#endif
