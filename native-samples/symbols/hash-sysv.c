// The old hash table (DT_HASH) only.
// flags: -Wl,--hash-style=sysv
#include "three-functions.h"
