// The destructor writes through a null pointer: SIGSEGV inside dlclose.
__attribute__((destructor)) static void unload(void) { *(volatile int *)0 = 1; }
int reached(void) { return 1; }
