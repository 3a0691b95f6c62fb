// Reads one byte from stdin: its value, or -1 at the end of the input.
#include <unistd.h>

int read_stdin(void) {
    unsigned char byte;
    return read(STDIN_FILENO, &byte, 1) == 1 ? byte : -1;
}
