// Jumps to a place that never was (longjmp on a buffer without setjmp): SIGSEGV.
#include <setjmp.h>

static jmp_buf never_set;

int long_jump(void) { longjmp(never_set, 1); }
