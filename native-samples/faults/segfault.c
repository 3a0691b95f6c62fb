// Writes through a null pointer: SIGSEGV.
int segfault(void) { return *(volatile int *)0 = 1; }
