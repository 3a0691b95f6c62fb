// Three names at one address: a function, its alias and its weak alias; and two names of one variable.
int original(int value) { return value + 1; }
int alias(int value) __attribute__((alias("original")));
int weak_alias(int value) __attribute__((weak, alias("original")));

int stored = 5;
extern int stored_alias __attribute__((alias("stored")));
