// Forks a child that outlives the process and keeps its stdout open (a minute at most); returns its pid.
#include <unistd.h>

int fork_child(void) {
    int child = fork();
    if (child != 0) return child;
    alarm(60);
    for (;;) pause();
}
