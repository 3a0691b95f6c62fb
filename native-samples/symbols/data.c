// Data symbols: initialised, constant, zeroed (.bss), an array and a pointer to text.
int answer = 42;
const int constant_answer = 43;
int zeroed;
char large_buffer[65536];
double table[4] = {0.5, 1.5, 2.5, 3.5};
const char *const motto = "look, then leap";
