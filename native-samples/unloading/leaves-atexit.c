// `start` registers with atexit: the handler runs at dlclose, before the library goes.
#include "version.h"

#include <stdio.h>
#include <stdlib.h>

static void farewell(void) {
    puts("atexit handler on stdout");
    fflush(stdout);
}

int start(void) { return atexit(farewell); }
