// `start` installs a handler for SIGUSR1: after dlclose the signal jumps to code that is gone.
#include "version.h"

#include <signal.h>

static volatile sig_atomic_t caught;

static void handle(int number) { caught = number; }

int start(void) { return signal(SIGUSR1, handle) == SIG_ERR ? -1 : 0; }
int caught_signal(void) { return caught; }
