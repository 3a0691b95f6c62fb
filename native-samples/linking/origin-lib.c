// Needs a library of a folder beside its own: RUNPATH $ORIGIN/../lib.
// flags: -Lbuild/lib -l:neighbour-in-lib.so -Wl,--enable-new-dtags,-rpath,$ORIGIN/../lib
int neighbour_in_lib(void);
int ask_neighbour(void) { return neighbour_in_lib() + 100; }
