// Calls exit(0): a clean exit that nobody asked for.
#include <stdlib.h>

int exit_0(void) { exit(0); }
