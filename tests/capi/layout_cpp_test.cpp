// layout_test.c as C++ sees it: the same figures, the same defaults.
// Never anything of its own.
#include "layout_test.c"
