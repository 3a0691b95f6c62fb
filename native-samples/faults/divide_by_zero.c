// Arithmetic error: SIGFPE (raised, since a division by zero does not trap on every machine).
#include <signal.h>

int divide_by_zero(void) { return raise(SIGFPE); }
