// The template static without STB_GNU_UNIQUE (-fno-gnu-unique), at -O0.
// flags: -fno-gnu-unique -O0
#include "template-static.h"
#include "version.h"
