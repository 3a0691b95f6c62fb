// For every scalar type a function that returns its argument and one that adds two.
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#define SCALAR(name, type)                            \
    type identity_##name(type value) { return value; } \
    type add_##name(type a, type b) { return (type)(a + b); }

SCALAR(int8, int8_t)
SCALAR(uint8, uint8_t)
SCALAR(int16, int16_t)
SCALAR(uint16, uint16_t)
SCALAR(int32, int32_t)
SCALAR(uint32, uint32_t)
SCALAR(int64, int64_t)
SCALAR(uint64, uint64_t)
SCALAR(char, char)
SCALAR(schar, signed char)
SCALAR(uchar, unsigned char)
SCALAR(short, short)
SCALAR(ushort, unsigned short)
SCALAR(int, int)
SCALAR(uint, unsigned int)
SCALAR(long, long)
SCALAR(ulong, unsigned long)
SCALAR(llong, long long)
SCALAR(ullong, unsigned long long)
SCALAR(size, size_t)
SCALAR(ssize, ssize_t)
SCALAR(intptr, intptr_t)
SCALAR(uintptr, uintptr_t)
SCALAR(ptrdiff, ptrdiff_t)
SCALAR(float, float)
SCALAR(double, double)
SCALAR(bool, bool)

void nothing(void) {}
int no_arguments(void) { return 42; }
bool negate(bool value) { return !value; }
double divide(double a, double b) { return a / b; }
