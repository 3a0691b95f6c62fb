// Linked with -z nodelete: dlclose returns 0 and the library stays.
// flags: -Wl,-z,nodelete
#include "version.h"
