// A callback that another thread calls: one that the caller waits for never comes back from a recorder, one it does not wait for does.
#include <pthread.h>

static void (*callback)(int);
static int done;

static void *run(void *argument) {
    (void)argument;
    callback(7);
    done = 1;
    return 0;
}

int call_and_wait(void (*function)(int)) {
    pthread_t thread;
    callback = function;
    if (pthread_create(&thread, 0, run, 0) != 0) return -1;
    pthread_join(thread, 0);
    return done;
}

int call_without_waiting(void (*function)(int)) {
    pthread_t thread;
    callback = function;
    if (pthread_create(&thread, 0, run, 0) != 0) return -1;
    pthread_detach(thread);
    return done;
}

int is_done(void) { return done; }
