// Calls a function at address 0: SIGSEGV.
int call_null(void) {
    int (*volatile nowhere)(void) = 0;
    return nowhere();
}
