// A thread_local object with a destructor, pending on the thread that called `touch`: dlclose cannot unload.
#include "version.h"

struct Pending {
    int value = 1;
    ~Pending() { value = 0; }
};
static thread_local Pending pending;

extern "C" int touch() { return pending.value; }
