// The constructor calls abort(): SIGABRT inside dlopen.
#include <stdlib.h>

__attribute__((constructor)) static void load(void) { abort(); }
int reached(void) { return 1; }
