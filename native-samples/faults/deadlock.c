// Locks a mutex that it already holds: waits for itself.
#include <pthread.h>

int deadlock(void) {
    static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
    pthread_mutex_lock(&mutex);
    return pthread_mutex_lock(&mutex);
}
