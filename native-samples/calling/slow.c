// Sleeps for the given number of milliseconds and returns it.
#include <errno.h>
#include <time.h>

int slow(int milliseconds) {
    struct timespec left = {milliseconds / 1000, (milliseconds % 1000) * 1000000L};
    while (nanosleep(&left, &left) != 0 && errno == EINTR) {
    }
    return milliseconds;
}
