// Reads a variable that nobody defines: RTLD_NOW and RTLD_LAZY both refuse it.
extern int nobody_defines_this_variable;
int reads_undefined(void) { return nobody_defines_this_variable; }
