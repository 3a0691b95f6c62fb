// Takes address space until none is left (never touching it, so that the machine survives); keeps it all.
#include <sys/mman.h>

// Returns how many gibibytes it got.
int take_all_memory(void) {
    unsigned long taken = 0;
    for (unsigned long size = 1UL << 40; size >= 1UL << 20;) {
        void *block = mmap(0, size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
        if (block == MAP_FAILED) size /= 2;
        else taken += size;
    }
    return (int)(taken >> 30);
}
