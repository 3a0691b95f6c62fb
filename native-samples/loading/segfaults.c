// The constructor writes through a null pointer: SIGSEGV inside dlopen.
__attribute__((constructor)) static void load(void) { *(volatile int *)0 = 1; }
int reached(void) { return 1; }
