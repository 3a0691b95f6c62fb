// `start` registers with on_exit, which no dlclose undoes: the process crashes when it exits.
#define _DEFAULT_SOURCE
#include "version.h"

#include <stdlib.h>

static volatile int ran;

static void farewell(int status, void *unused) { ran = status + (unused != 0); }

int start(void) { return on_exit(farewell, 0); }
