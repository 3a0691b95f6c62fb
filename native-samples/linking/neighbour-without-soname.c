// The dependency of others, without a SONAME.
int neighbour_without_soname(void) { return 2; }
