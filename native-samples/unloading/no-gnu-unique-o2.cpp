// The template static without STB_GNU_UNIQUE (-fno-gnu-unique), at -O2.
// flags: -fno-gnu-unique -O2
#include "template-static.h"
#include "version.h"
