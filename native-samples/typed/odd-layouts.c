// Layouts that are easily got wrong: packed, over-aligned, bit-fields, flexible and empty members, unions by value.
// flags: -Wno-psabi
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

struct __attribute__((packed)) packed {
    char tag;
    int number;
    double weight;
};

struct __attribute__((packed)) small_packed {
    char tag;
    short number;
    char end;
};

struct __attribute__((aligned(32))) aligned_32 {
    int first;
    double second;
};

struct __attribute__((aligned(16))) aligned_16 {
    int number;
};

struct aligned_member {
    char tag;
    int number __attribute__((aligned(16)));
};

/** Bit-fields that cross bytes and storage units, and a zero-width one between. */
struct crossing {
    unsigned a : 3;
    unsigned b : 11;
    unsigned c : 20;
    int d : 7;
    unsigned : 0;
    uint16_t e : 9;
    uint64_t f : 33;
};

struct __attribute__((packed)) packed_bits {
    unsigned a : 5;
    unsigned b : 30;
    unsigned c : 13;
};

struct flexible {
    int count;
    short values[];
};

struct anonymous {
    int kind;
    union {
        int number;
        float real;
        struct {
            short low, high;
        };
    };
    struct {
        char letter;
    };
};

union value {
    int integer;
    float real;
    char text[12];
};

union wide {
    double real;
    struct {
        float x, y, z;
    } triple;
};

struct one_float {
    float value;
};

struct two_floats {
    float x, y;
};

struct three_floats {
    float x, y, z;
};

struct double_and_int {
    double real;
    int integer;
};

struct int_and_double {
    int integer;
    double real;
};

struct float_and_int {
    float real;
    int integer;
};

struct arrays {
    int8_t bytes[3];
    int16_t pairs[2][2];
    float real;
};

struct three_bytes {
    char a, b, c;
};

struct large {
    long long values[5];
};

struct empty {};

struct with_empty {
    struct empty nothing;
    int number;
};

size_t size_of_packed(void) { return sizeof(struct packed); }
size_t size_of_crossing(void) { return sizeof(struct crossing); }

double sum_packed(struct packed value) { return value.tag + 2.0 * value.number + 3 * value.weight; }
struct packed make_packed(char tag, int number, double weight) { return (struct packed){tag, number, weight}; }
int sum_small_packed(struct small_packed value) { return value.tag + 2 * value.number + 3 * value.end; }
struct small_packed make_small_packed(char tag, short number, char end) { return (struct small_packed){tag, number, end}; }

double sum_aligned_32(int before, struct aligned_32 value, int after) { return before + 2 * value.first + 3 * value.second + 4 * after + ((uintptr_t)&value % 32 ? 1000 : 0); }
struct aligned_32 make_aligned_32(int first, double second) { return (struct aligned_32){first, second}; }
int sum_aligned_16(int a, int b, int c, int d, int e, int f, int g, struct aligned_16 value, int after) {
    return a + b + c + d + e + f + 10 * g + 100 * value.number + 1000 * after;
}
int sum_aligned_member(struct aligned_member value) { return value.tag + 10 * value.number; }

long long sum_crossing(struct crossing value) {
    return value.a + 2LL * value.b + 3LL * value.c + 5LL * value.d + 7LL * value.e + 11LL * (long long)value.f;
}
struct crossing make_crossing(unsigned a, unsigned b, unsigned c, int d, uint16_t e, uint64_t f) {
    return (struct crossing){a, b, c, d, e, f};
}
long long sum_packed_bits(struct packed_bits value) { return value.a + 2LL * value.b + 3LL * value.c; }

int sum_flexible(const struct flexible *value) {
    int sum = 0;
    for (int at = 0; at < value->count; at++) sum += value->values[at];
    return sum;
}
struct flexible *make_flexible(int count) {
    struct flexible *made = malloc(sizeof *made + (size_t)count * sizeof *made->values);
    made->count = count;
    for (int at = 0; at < count; at++) made->values[at] = (short)(at * at);
    return made;
}

int sum_anonymous(struct anonymous value) { return value.kind + 10 * value.low + 100 * value.high + 1000 * value.letter; }
struct anonymous make_anonymous(int kind, float real, char letter) {
    struct anonymous made = {.kind = kind, .letter = letter};
    made.real = real;
    return made;
}

int sum_value(union value value) { return value.text[0] + 10 * value.text[4] + 100 * value.text[11]; }
union value make_value(float real) { return (union value){.real = real}; }
double sum_wide(union wide value) { return value.triple.x + 10 * value.triple.y + 100 * value.triple.z; }
union wide make_wide(float x, float y, float z) { return (union wide){.triple = {x, y, z}}; }

float sum_one_float(struct one_float value) { return 2 * value.value; }
struct one_float make_one_float(float value) { return (struct one_float){value}; }
float sum_two_floats(struct two_floats value) { return value.x + 10 * value.y; }
struct two_floats make_two_floats(float x, float y) { return (struct two_floats){x, y}; }
float sum_three_floats(struct three_floats value) { return value.x + 10 * value.y + 100 * value.z; }
struct three_floats make_three_floats(float x, float y, float z) { return (struct three_floats){x, y, z}; }
double sum_double_and_int(struct double_and_int value) { return value.real + 10 * value.integer; }
struct double_and_int make_double_and_int(double real, int integer) { return (struct double_and_int){real, integer}; }
double sum_int_and_double(struct int_and_double value) { return value.real + 10 * value.integer; }
struct int_and_double make_int_and_double(int integer, double real) { return (struct int_and_double){integer, real}; }
double sum_float_and_int(struct float_and_int value) { return value.real + 10 * value.integer; }
struct float_and_int make_float_and_int(float real, int integer) { return (struct float_and_int){real, integer}; }

double sum_arrays(struct arrays value) {
    double sum = value.real;
    for (int at = 0; at < 3; at++) sum += (at + 1) * value.bytes[at];
    for (int at = 0; at < 4; at++) sum += 10 * (at + 1) * value.pairs[at / 2][at % 2];
    return sum;
}
int sum_three_bytes(struct three_bytes value) { return value.a + 10 * value.b + 100 * value.c; }
struct three_bytes make_three_bytes(char a, char b, char c) { return (struct three_bytes){a, b, c}; }
long long sum_large(struct large value) {
    long long sum = 0;
    for (int at = 0; at < 5; at++) sum += (at + 1) * value.values[at];
    return sum;
}
struct large make_large(long long first) { return (struct large){{first, first + 1, first + 2, first + 3, first + 4}}; }

int take_empty(int before, struct empty nothing, int after) {
    (void)nothing;
    return before + 10 * after;
}
struct empty make_empty(void) { return (struct empty){}; }
int take_with_empty(struct with_empty value) { return value.number; }
