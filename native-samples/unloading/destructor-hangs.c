// The destructor never returns.
#include <unistd.h>

__attribute__((destructor)) static void unload(void) {
    for (;;) pause();
}
int reached(void) { return 1; }
