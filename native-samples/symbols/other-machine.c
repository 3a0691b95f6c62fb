// A library whose header says AArch64: readable, but not loadable on x86-64.
#include "three-functions.h"
