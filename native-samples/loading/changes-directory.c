// The constructor changes the working directory to /.
#include <unistd.h>

static int failed;

__attribute__((constructor)) static void load(void) { failed = chdir("/"); }
int directory_change_failed(void) { return failed; }
