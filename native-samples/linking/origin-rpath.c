// Needs a library beside itself: the older DT_RPATH $ORIGIN.
// flags: -Lbuild/linking -l:neighbour.so -Wl,--disable-new-dtags,-rpath,$ORIGIN
int neighbour(void);
int ask_neighbour(void) { return neighbour() + 100; }
