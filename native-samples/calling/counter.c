// State that a reload resets: a static counter and a global variable.
int global_total = 100;

int count(void) {
    static int calls;
    return ++calls;
}

int add_to_total(int amount) {
    global_total += amount;
    return global_total;
}
