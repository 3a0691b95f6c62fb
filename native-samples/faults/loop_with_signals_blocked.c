// Loops for ever with every signal blocked: only SIGKILL ends it.
#include <signal.h>

int loop_with_signals_blocked(void) {
    sigset_t all;
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, 0);
    for (volatile int turns = 0;; turns++) {
    }
}
