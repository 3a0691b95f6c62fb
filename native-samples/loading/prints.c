// The constructor prints to stdout and stderr.
#include <stdio.h>

__attribute__((constructor)) static void load(void) {
    puts("constructor on stdout");
    fflush(stdout);
    fputs("constructor on stderr\n", stderr);
}
int reached(void) { return 1; }
