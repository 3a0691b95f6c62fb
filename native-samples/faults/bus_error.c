// Reads a page of a mapped file that was cut off meanwhile: SIGBUS.
#define _GNU_SOURCE
#include <sys/mman.h>
#include <unistd.h>

int bus_error(void) {
    int file = memfd_create("cut-off", 0);
    if (file < 0 || ftruncate(file, 4096) != 0) return -1;
    volatile char *page = mmap(0, 4096, PROT_READ, MAP_SHARED, file, 0);
    if (ftruncate(file, 0) != 0) return -1;
    return page[0];
}
