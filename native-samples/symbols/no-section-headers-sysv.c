// No section headers, symbols reachable through the dynamic segment and DT_HASH only.
// flags: -s -Wl,--hash-style=sysv
#include "three-functions.h"
