// Forks, and both processes return into the caller: 0 in the child, 1 in the parent.
#include <unistd.h>

int fork_and_return(void) { return fork() == 0 ? 0 : 1; }
