// The dependency of others, in a folder of its own (lib), with a SONAME.
// flags: -Wl,-soname,neighbour-in-lib.so
int neighbour_in_lib(void) { return 3; }
