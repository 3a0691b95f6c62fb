// A library that exports nothing at all.
// flags: -fvisibility=hidden
int invisible(void) { return 1; }
