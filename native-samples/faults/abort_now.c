// Calls abort(): SIGABRT.
#include <stdlib.h>

int abort_now(void) { abort(); }
