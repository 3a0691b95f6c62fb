// Runs an instruction that does not exist: SIGILL.
#include <signal.h>

int illegal_instruction(void) {
#if defined(__x86_64__) || defined(__i386__)
    __asm__ volatile("ud2");
#endif
    return raise(SIGILL);
}
