// Sets errno to the number given, leaves it as it is, or lets a failing system call set it.
#include <errno.h>
#include <fcntl.h>

int set_errno(int number) {
    errno = number;
    return -1;
}

int leave_errno(void) { return 0; }
int read_errno(void) { return errno; }
int open_missing_file(void) { return open("/does/not/exist", O_RDONLY); }
