// The constructor forks a child that outlives the load and keeps stdout open (for a minute at most).
#include <unistd.h>

static int child;

__attribute__((constructor)) static void load(void) {
    child = fork();
    if (child != 0) return;
    alarm(60);
    for (;;) pause();
}
int forked_child(void) { return child; }
