// Writes to read-only memory: SIGSEGV.
static const char constant[] = "read-only";
int write_constant(void) { return *(volatile char *)constant = 'x'; }
