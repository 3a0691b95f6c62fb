// The dependency of others, with a SONAME of its own (neighbour.so).
// flags: -Wl,-soname,neighbour.so
int neighbour(void) { return 1; }
