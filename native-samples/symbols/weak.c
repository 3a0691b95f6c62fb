// Weak symbols: a defined function, a defined variable, and an import that may be missing.
__attribute__((weak)) int weak_function(void) { return 1; }
__attribute__((weak)) int weak_data = 2;

extern int optional_function(void) __attribute__((weak));
int has_optional_function(void) { return optional_function != 0; }
