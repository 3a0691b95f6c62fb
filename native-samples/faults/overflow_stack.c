// Recurses without end: SIGSEGV on the guard page of the stack.
static volatile int deeper = 1;

int overflow_stack(int depth) {
    volatile char frame[4096];
    frame[0] = (char)depth;
    return deeper ? overflow_stack(depth + 1) + frame[0] : depth;
}
