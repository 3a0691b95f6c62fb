// Lazy binding: imports that get their address in the GOT at their first call.
// flags: -Wl,-z,lazy
#include <stdlib.h>
#include <string.h>

int lazy_atoi(const char *text) { return atoi(text); }
unsigned long lazy_strlen(const char *text) { return strlen(text); }
