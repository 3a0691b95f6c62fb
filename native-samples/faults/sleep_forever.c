// Waits for ever without using the processor.
#include <unistd.h>

int sleep_forever(void) {
    for (;;) pause();
}
