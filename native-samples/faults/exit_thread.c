// Calls pthread_exit in the calling thread, which ends while the others live on.
#include <pthread.h>

int exit_thread(void) { pthread_exit(0); }
