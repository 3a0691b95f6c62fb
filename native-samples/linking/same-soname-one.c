// The first of two libraries with the same SONAME (libtwin.so.1); it answers 1.
// flags: -Wl,-soname,libtwin.so.1
int twin(void) { return 1; }
