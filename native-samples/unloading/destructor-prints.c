// The destructor prints to stdout: the proof that dlclose ran it.
#include <stdio.h>

__attribute__((destructor)) static void unload(void) {
    puts("destructor on stdout");
    fflush(stdout);
}
int reached(void) { return 1; }
