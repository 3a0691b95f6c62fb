// An IFUNC symbol: its value is the address of a resolver that chooses the function when the library loads.
static int chosen(int value) { return value * 10; }

static int (*choose(void))(int) { return chosen; }

int dispatched(int value) __attribute__((ifunc("choose")));
