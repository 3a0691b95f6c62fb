// The constructor calls exit(0): the process leaves as if all were well.
#include <stdlib.h>

__attribute__((constructor)) static void load(void) { exit(0); }
int reached(void) { return 1; }
