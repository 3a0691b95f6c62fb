// Unloads without leaving anything behind: the counterpart of its neighbours.
#include "version.h"
