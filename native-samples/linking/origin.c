// Needs a library beside itself: RUNPATH $ORIGIN, the dependency has a SONAME.
// flags: -Lbuild/linking -l:neighbour.so -Wl,--enable-new-dtags,-rpath,$ORIGIN
int neighbour(void);
int ask_neighbour(void) { return neighbour() + 100; }
