// A static variable in an inline function (STB_GNU_UNIQUE): dlclose returns 0 and the library stays.
#include "version.h"

inline int &calls() {
    static int count = 0;
    return count;
}

extern "C" int counted() { return ++calls(); }
