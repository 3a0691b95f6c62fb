// A 32-bit library (ELFCLASS32, Intel 80386): readable, but not loadable in a 64-bit process.
// flags: -m32 -nostdlib -ffreestanding
int add_on_i386(int a, int b) { return a + b; }
int shared_on_i386 = 32;
