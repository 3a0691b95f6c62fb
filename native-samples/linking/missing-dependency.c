// Needs a library that is nowhere (libdlscope-absent.so).
// flags: -Lbuild/absent -ldlscope-absent
int absent(void);
int ask_absent(void) { return absent(); }
