// Stripped: no .symtab and no debug information, only what the loader needs.
// flags: -s
static int helper(int value) { return value + 1; }

int survives_strip(int value) { return helper(value); }
