// Pointers as addresses: given back, compared, null, never mapped, of data and of code.
#include <stdint.h>

static int cell = 77;

void *same_pointer(void *pointer) { return pointer; }
int is_null_pointer(const void *pointer) { return pointer == 0; }
void *null_pointer(void) { return 0; }
void *wild_pointer(void) { return (void *)(uintptr_t)0xdeadbeefdeadbeef; }
int *address_of_cell(void) { return &cell; }
int read_int(const int *pointer) { return *pointer; }
void write_int(int *pointer, int value) { *pointer = value; }
void *address_of_code(void) { return (void *)read_int; }
