// Stops its own process (SIGSTOP): it is alive and will never answer.
#include <signal.h>

int stop_self(void) { return raise(SIGSTOP); }
