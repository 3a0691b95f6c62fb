// A function whose name is 1,048,576 bytes long, beside one with a name of ordinary length.
#define TIMES_4(text) text text text text
#define TIMES_64(text) TIMES_4(TIMES_4(TIMES_4(text)))
#define TIMES_4096(text) TIMES_64(TIMES_64(text))

int long_name(void) __asm__(TIMES_64(TIMES_4096("long")));
int long_name(void) { return 1048576; }

int short_name(void) { return 10; }
