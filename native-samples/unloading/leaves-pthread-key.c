// `start` makes a pthread key with a destructor: after dlclose the end of the thread jumps to code that is gone.
#include "version.h"

#include <pthread.h>

static volatile int destroyed;

static void destroy(void *value) { destroyed = value != 0; }

int start(void) {
    pthread_key_t key;
    int error = pthread_key_create(&key, destroy);
    return error ? error : pthread_setspecific(key, "value");
}
