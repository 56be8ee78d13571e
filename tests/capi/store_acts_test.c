#define _XOPEN_SOURCE 700
#include "small_store.h"
int main(void){return 0;}
