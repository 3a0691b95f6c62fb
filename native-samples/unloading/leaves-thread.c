// `start` leaves a thread running in the library's code: unloading pulls the ground from under it.
#include "version.h"

#include <pthread.h>
#include <time.h>

static volatile int turns;

static void *work(void *unused) {
    const struct timespec pause = {0, 1000000};
    for (;;) {
        turns++;
        nanosleep(&pause, 0);
    }
    return unused;
}

int start(void) {
    pthread_t thread;
    return pthread_create(&thread, 0, work, 0);
}
int turned(void) { return turns; }
