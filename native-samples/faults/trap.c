// Runs into a breakpoint without a debugger: SIGTRAP.
#include <signal.h>

int trap(void) {
#if defined(__x86_64__) || defined(__i386__)
    __asm__ volatile("int3");
#endif
    return raise(SIGTRAP);
}
