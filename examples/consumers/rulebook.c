/* A program with the C interface: the name of the built-in rulebook. */
#include <chengxin.h>
#include <stdio.h>

int main(void) {
  cx_error error = CX_ERROR_INIT;
  cx_rulebook* rulebook = NULL;
  cx_string id;

  if (cx_abi_version() != CX_ABI_VERSION) return 1;
  if (cx_rulebook_builtin(&rulebook, &error) != CX_OK) {
    fprintf(stderr, "%s [%s]\n", error.message, error.code);
    return 1;
  }
  id = cx_rulebook_id(rulebook);
  printf("%.*s is valid\n", (int)id.size, id.data);
  cx_rulebook_free(rulebook);
  return 0;
}
