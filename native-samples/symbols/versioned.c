// One function in two versions, f@V1 and the default f@@V2, and one that exists in V1 only.
// flags: -Wl,--version-script=symbols/versioned.map
__asm__(".symver f_old, f@V1");
__asm__(".symver f_new, f@@V2");

int f_old(void) { return 1; }
int f_new(void) { return 2; }
int only_in_v1(void) { return 11; }
