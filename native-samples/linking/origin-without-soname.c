// Needs a library beside itself: RUNPATH $ORIGIN, the dependency has no SONAME.
// flags: -Lbuild/linking -l:neighbour-without-soname.so -Wl,--enable-new-dtags,-rpath,$ORIGIN
int neighbour_without_soname(void);
int ask_neighbour(void) { return neighbour_without_soname() + 100; }
