// No section headers, symbols reachable through the dynamic segment and DT_GNU_HASH only.
// flags: -s -Wl,--hash-style=gnu
#include "three-functions.h"
