// Loops for ever and keeps the processor busy.
int loop_forever(void) {
    for (volatile int turns = 0;; turns++) {
    }
}
