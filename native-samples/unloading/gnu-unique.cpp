// A template's static variable (STB_GNU_UNIQUE): dlclose returns 0 and the library stays.
#include "template-static.h"
#include "version.h"
