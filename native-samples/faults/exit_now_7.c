// Calls _exit(7): leaves at once, without atexit handlers.
#include <unistd.h>

int exit_now_7(void) { _exit(7); }
