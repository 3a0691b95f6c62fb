// The GNU hash table (DT_GNU_HASH) only.
// flags: -Wl,--hash-style=gnu
#include "three-functions.h"
