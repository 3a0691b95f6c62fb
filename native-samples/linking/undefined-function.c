// Calls a function that nobody defines: RTLD_NOW refuses it, RTLD_LAZY loads it and the call ends the process.
int nobody_defines_this(int value);
int calls_undefined(int value) { return nobody_defines_this(value); }
int still_fine(int value) { return value + 1; }
