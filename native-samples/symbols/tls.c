// A thread-local variable as an exported symbol of type TLS, and a function that reads it.
__thread int per_thread = 7;
__thread int per_thread_zeroed;

int read_per_thread(void) { return per_thread; }
