// The constructor never returns.
#include <unistd.h>

__attribute__((constructor)) static void load(void) {
    for (;;) pause();
}
int reached(void) { return 1; }
