// The constructor sleeps for ten seconds, then the library is loaded.
#include <unistd.h>

__attribute__((constructor)) static void load(void) {
    for (unsigned left = 10; left > 0;) left = sleep(left);
}
int reached(void) { return 1; }
