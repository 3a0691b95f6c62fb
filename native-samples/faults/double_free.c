// Frees the same memory twice; the C library notices and aborts: SIGABRT.
#include <stdlib.h>

int double_free(void) {
    // Too large for the allocator's caches and followed by memory in use, so that the check is certain.
    void *volatile memory = malloc(5000);
    void *volatile neighbour = malloc(5000);
    free(memory);
    free(memory);
    free(neighbour);
    return 0;
}
