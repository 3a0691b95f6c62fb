// Needs a library through a relative RUNPATH (lib), found only while the working directory is the build folder.
// flags: -Lbuild/lib -l:neighbour-in-lib.so -Wl,--enable-new-dtags,-rpath,lib
int neighbour_in_lib(void);
int ask_neighbour(void) { return neighbour_in_lib() + 100; }
