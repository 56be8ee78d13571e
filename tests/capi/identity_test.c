/* Identity numbers, identifiers of organisations, and pseudonyms. How the check
 * characters are worked out is in tests/unit/identity_test.cpp. */
#include "capi_test.h"

static const char number[] = "11010519491231002X";
static const char key[] = "0123456789abcdef";
static const char sm3_name[] = "82a850949bc4a2d1c04325d5aad941b2a131908feb5f09f3bbb0e18289f5662e";
static const char sha256_name[] =
    "dd6a5ba2eed683e7925b20f655c01434a93591983089686662b75f63b85a9c1b";

typedef cx_status (*check_function)(const char* text, size_t size, cx_error* err);

struct refusal {
  const char* text;
  const char* code;
};

/* The function refuses the text with that code, and says nothing of the text. */
static void check_refused(check_function check, const struct refusal* expected) {
  cx_error said = CX_ERROR_INIT;
  size_t size = strlen(expected->text);
  CHECK_FAILS(CX_ERROR_INPUT, check(expected->text, size, err));
  CHECK(check(expected->text, size, &said) == CX_ERROR_INPUT);
  CHECK(strcmp(said.code, expected->code) == 0);
  CHECK(size == 0 || strstr(said.message, expected->text) == NULL);
  CHECK(said.where[0] == '\0' && said.line == 0);
}

/* REQ IDENTITY-1, IDENTITY-2, IDENTITY-3, IDENTITY-4 */
static void test_identity_numbers(void) {
  static const struct refusal refused[] = {{"", "invalid_length"},
                                           {"110105491231002", "invalid_length"},
                                           {"11010519491231002X0", "invalid_length"},
                                           {"1101051949123100ZX", "invalid_character"},
                                           {"11010519491231002Y", "invalid_character"},
                                           {"01010519491231002X", "invalid_area"},
                                           {"440524188001010014", "invalid_birth_date"},
                                           {"11010519490229002X", "invalid_birth_date"},
                                           {"110105194912310021", "invalid_check_character"},
                                           {"11010519491231003X", "invalid_check_character"}};
  size_t i;
  CHECK(cx_identity_number_check(number, 18, NULL) == CX_OK);
  CHECK(cx_identity_number_check(TEXT("11010519491231002x"), NULL) == CX_OK);
  for (i = 0; i < sizeof refused / sizeof *refused; ++i) {
    check_refused(cx_identity_number_check, &refused[i]);
  }
  CHECK_FAILS(CX_ERROR_INPUT, cx_identity_number_check(NULL, 0, err));
  CHECK_MISUSE(cx_identity_number_check(NULL, 18, err));
}

/* REQ IDENTITY-5, IDENTITY-6 */
static void test_provider_codes(void) {
  static const struct refusal refused[] = {{"", "invalid_length"},
                                           {"91350100M000100Y4", "invalid_length"},
                                           {"91350100m000100Y43", "invalid_character"},
                                           {"91350100M000100Y4Z", "invalid_character"},
                                           {"9135010AM000100Y43", "invalid_area"},
                                           {"91050100M000100Y43", "invalid_area"},
                                           {"91350100M000100Y44", "invalid_check_character"}};
  size_t i;
  CHECK(cx_provider_code_check(TEXT("91350100M000100Y43"), NULL) == CX_OK);
  for (i = 0; i < sizeof refused / sizeof *refused; ++i) {
    check_refused(cx_provider_code_check, &refused[i]);
  }
  CHECK_FAILS(CX_ERROR_INPUT, cx_provider_code_check(NULL, 0, err));
  CHECK_MISUSE(cx_provider_code_check(NULL, 18, err));
}

/* REQ IDENTITY-3, IDENTITY-7: the values are those of `openssl dgst -sm3 -mac HMAC`. */
static void test_pseudonyms(void) {
  char name[66] = "";
  cx_string digits;
  digits.data = name;
  digits.size = 64;
  name[65] = '~';
  CHECK(cx_pseudonym(number, 18, key, 16, CX_DIGEST_SM3, name, 65, NULL) == CX_OK);
  CHECK(is(digits, sm3_name) && name[64] == '\0' && name[65] == '~');
  CHECK(cx_pseudonym(number, 18, key, 16, CX_DIGEST_SHA256, name, sizeof name, NULL) == CX_OK);
  CHECK(is(digits, sha256_name) && name[64] == '\0' && name[65] == '~');
  CHECK(cx_pseudonym("11010519491231002x", 18, key, 16, CX_DIGEST_SM3, name, 65, NULL) == CX_OK);
  CHECK(is(digits, sm3_name));
}

/* REQ IDENTITY-1, IDENTITY-8, IDENTITY-9, RULE-18 */
static void test_pseudonyms_refused(void) {
  static const char zeros[16] = {0}; /* a key is bytes: NUL does not end it */
  static const char other_zeros[17] = {0};
  char name[65] = "untouched";
  char other[65];
  cx_error said = CX_ERROR_INIT;
  const char wrong[] = "110105194912310021";
  CHECK_FAILS(CX_ERROR_INPUT, cx_pseudonym(wrong, 18, key, 16, CX_DIGEST_SM3, name, 65, err));
  CHECK(cx_pseudonym(wrong, 18, key, 16, CX_DIGEST_SM3, name, 65, &said) == CX_ERROR_INPUT);
  CHECK(strcmp(said.code, "invalid_check_character") == 0);
  CHECK(strstr(said.message, "110105") == NULL && strstr(said.message, key) == NULL);
  CHECK_FAILS(CX_ERROR_INPUT, cx_pseudonym(number, 18, key, 15, CX_DIGEST_SM3, name, 65, err));
  CHECK_FAILS(CX_ERROR_INPUT, cx_pseudonym(number, 18, NULL, 0, CX_DIGEST_SM3, name, 65, err));
  CHECK(cx_pseudonym(number, 18, key, 15, CX_DIGEST_SM3, name, 65, &said) == CX_ERROR_INPUT);
  CHECK(strcmp(said.code, "key_too_short") == 0);
  CHECK(strstr(said.message, "110105") == NULL && strstr(said.message, "012345") == NULL);
  CHECK_MISUSE(cx_pseudonym(NULL, 18, key, 16, CX_DIGEST_SM3, name, 65, err));
  CHECK_MISUSE(cx_pseudonym(number, 18, NULL, 16, CX_DIGEST_SM3, name, 65, err));
  CHECK_MISUSE(cx_pseudonym(number, 18, key, 16, 2, name, 65, err));
  CHECK_MISUSE(cx_pseudonym(number, 18, key, 16, -1, name, 65, err));
  CHECK_MISUSE(cx_pseudonym(number, 18, key, 16, CX_DIGEST_SM3, NULL, 65, err));
  CHECK_MISUSE(cx_pseudonym(number, 18, key, 16, CX_DIGEST_SM3, name, 64, err));
  CHECK(strcmp(name, "untouched") == 0);
  CHECK(cx_pseudonym(number, 18, zeros, 16, CX_DIGEST_SM3, name, 65, NULL) == CX_OK);
  CHECK(cx_pseudonym(number, 18, other_zeros, 17, CX_DIGEST_SM3, other, 65, NULL) == CX_OK);
  CHECK(strcmp(name, other) == 0); /* HMAC fills a short key up with zeros */
}

int main(void) {
  test_identity_numbers();
  test_provider_codes();
  test_pseudonyms();
  test_pseudonyms_refused();
  return end_of_tests();
}
