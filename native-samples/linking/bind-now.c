// Immediate binding: linked with -z now, every import has its address before the first call.
// flags: -Wl,-z,now
#include <stdlib.h>

int eager_atoi(const char *text) { return atoi(text); }
