// Writes 100 MB to stdout and returns the number of whole megabytes that went out.
#include <string.h>
#include <unistd.h>

int print_100_mb(void) {
    static char line[1000000];
    memset(line, 'x', sizeof line - 1);
    line[sizeof line - 1] = '\n';
    size_t written = 0;
    while (written < 100 * sizeof line) {
        size_t at = written % sizeof line;
        ssize_t part = write(STDOUT_FILENO, line + at, sizeof line - at);
        if (part <= 0) break;
        written += (size_t)part;
    }
    return (int)(written / sizeof line);
}
