// A stock of items: structs, nested structs, enums, unions, bit-fields, callbacks, out-parameters, buffers, variadics.
#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum color { RED, GREEN = 5, BLUE, LAST_COLOR = BLUE };

/** Constants that are combined with |. */
enum access { ACCESS_NONE = 0, ACCESS_READ = 1, ACCESS_WRITE = 2, ACCESS_OWNER = 0x80000000u };

typedef struct point {
    int x, y;
} point_t;

struct size {
    double width, height;
};

struct flags {
    unsigned visible : 1;
    unsigned level : 5;
    int offset : 6;
    unsigned long long serial : 40;
};

union number {
    int64_t integer;
    double real;
    uint8_t bytes[8];
};

enum number_kind { NUMBER_INTEGER, NUMBER_REAL };

struct tagged_number {
    enum number_kind kind;
    union number value;
};

struct item {
    int id;
    char name[24];
    const char *note;
    double price;
    enum color color;
    struct point place;
    struct flags flags;
    bool sold;
};

struct config {
    const char *name;
    struct {
        int width, height;
    } window;
    union {
        int as_int;
        float as_float;
    };
    struct point corners[2];
    const char *const *tags;
};

struct node {
    int value;
    struct node *next;
};

/** Opaque: its members are this file's own business. */
struct stock {
    struct item *items;
    size_t count, capacity;
    void (*on_add)(const struct item *item, void *context);
    void *context;
};

typedef struct stock stock;

typedef int (*compare_function)(const void *a, const void *b);
typedef bool (*visit_function)(const struct item *item, size_t index, void *context);
typedef struct point (*map_point_function)(struct point point, int factor);

// Out-parameters

/** Returns 0 and stores the quotient and the rest, or returns -1 and sets errno when `divisor` is 0. */
int divide(int dividend, int divisor, int *quotient, int *rest) {
    if (divisor == 0) {
        errno = EDOM;
        return -1;
    }
    *quotient = dividend / divisor;
    if (rest) *rest = dividend % divisor;
    return 0;
}

void swap_ints(int *a, int *b) {
    int kept = *a;
    *a = *b;
    *b = kept;
}

/** Makes an item on the heap: `free_item` ends it. */
int make_item(int id, const char *name, struct item **out) {
    if (!name || strlen(name) >= sizeof((*out)->name)) return -1;
    struct item *item = calloc(1, sizeof *item);
    item->id = id;
    strcpy(item->name, name);
    item->note = "made by make_item";
    item->price = id * 1.5;
    item->color = GREEN;
    *out = item;
    return 0;
}

void free_item(struct item *item) { free(item); }

void describe_point(struct point point, char *text, size_t size) {
    snprintf(text, size, "(%d, %d)", point.x, point.y);
}

// Buffers and arrays

/** Writes 0, 1, 2, … into the buffer and returns how many bytes it wrote. */
size_t fill(void *buffer, size_t size) {
    for (size_t at = 0; at < size; at++) ((unsigned char *)buffer)[at] = (unsigned char)at;
    return size;
}

uint32_t checksum(const void *buffer, size_t size) {
    uint32_t sum = 0;
    for (size_t at = 0; at < size; at++) sum = sum * 31 + ((const unsigned char *)buffer)[at];
    return sum;
}

long long sum_array(const int *values, size_t count) {
    long long sum = 0;
    for (size_t at = 0; at < count; at++) sum += values[at];
    return sum;
}

void scale_array(double *values, size_t count, double factor) {
    for (size_t at = 0; at < count; at++) values[at] *= factor;
}

int sum_matrix(int matrix[2][3]) {
    int sum = 0;
    for (int row = 0; row < 2; row++)
        for (int column = 0; column < 3; column++) sum += (row + 1) * matrix[row][column];
    return sum;
}

size_t count_texts(const char *const *texts) {
    size_t count = 0;
    while (texts && texts[count]) count++;
    return count;
}

/** All texts with the separator between them, on the heap. */
char *join_texts(char **texts, const char *separator) {
    size_t length = 1;
    for (size_t at = 0; texts[at]; at++) length += strlen(texts[at]) + strlen(separator);
    char *joined = calloc(1, length);
    for (size_t at = 0; texts[at]; at++) {
        if (at > 0) strcat(joined, separator);
        strcat(joined, texts[at]);
    }
    return joined;
}

// Structs behind pointers

double total_price(const struct item *items, size_t count) {
    double total = 0;
    for (size_t at = 0; at < count; at++) total += items[at].price;
    return total;
}

void raise_prices(struct item *items, size_t count, double percent) {
    for (size_t at = 0; at < count; at++) items[at].price *= 1 + percent / 100;
}

void reset_item(struct item *item) {
    memset(item, 0, sizeof *item);
    item->id = -1;
    strcpy(item->name, "reset");
    item->flags.level = 21;
    item->flags.offset = -3;
    item->flags.serial = 0x123456789aULL;
}

/** Every part of the configuration has its weight. */
int weigh_config(const struct config *config) {
    int weight = config->name ? (int)strlen(config->name) : 0;
    weight += 10 * config->window.width + 100 * config->window.height + 1000 * config->as_int;
    for (int at = 0; at < 2; at++) weight += (at + 2) * (config->corners[at].x - config->corners[at].y);
    return weight + 100000 * (int)count_texts(config->tags);
}

int sum_list(const struct node *first) {
    int sum = 0;
    for (; first; first = first->next) sum += first->value;
    return sum;
}

/** A list of 1, 2, …, `count` on the heap. */
struct node *make_list(int count) {
    struct node *first = NULL;
    for (; count > 0; count--) {
        struct node *node = calloc(1, sizeof *node);
        node->value = count;
        node->next = first;
        first = node;
    }
    return first;
}

// Structs by value

struct point add_points(struct point a, struct point b) { return (struct point){a.x + b.x, a.y + b.y}; }
struct size scale_size(struct size size, double factor) { return (struct size){size.width * factor, size.height * factor}; }

struct tagged_number twice(struct tagged_number number) {
    if (number.kind == NUMBER_REAL) number.value.real *= 2;
    else number.value.integer *= 2;
    return number;
}

union number as_real(int64_t integer) { return (union number){.real = (double)integer}; }
struct flags next_serial(struct flags flags) {
    flags.serial++;
    return flags;
}

struct item cheapest(struct item a, struct item b) { return a.price <= b.price ? a : b; }

struct item sample_item(void) {
    struct item item = {7, "lamp", "a note", 12.5, BLUE, {3, -4}, {1, 17, -9, 1000000000000ULL}, true};
    return item;
}

// Enums

const char *color_name(enum color color) { return color == RED ? "red" : color == GREEN ? "green" : color == BLUE ? "blue" : NULL; }
enum color next_color(enum color color) { return color == RED ? GREEN : color == GREEN ? BLUE : RED; }
enum access add_access(enum access access, enum access more) { return access | more; }

// Callbacks

/** Like qsort: sorts in place as `compare` says. */
void sort_values(void *base, size_t count, size_t size, compare_function compare) { qsort(base, count, size, compare); }
int compare_ints_up(const void *a, const void *b) { return (*(const int *)a > *(const int *)b) - (*(const int *)a < *(const int *)b); }
int compare_ints_down(const void *a, const void *b) { return compare_ints_up(b, a); }

/** Visits items until the callback says false; returns how many it visited. */
size_t visit_items(const struct item *items, size_t count, visit_function visit, void *context) {
    size_t at = 0;
    while (at < count && visit(&items[at], at, context)) at++;
    return at;
}

struct point map_point(struct point point, map_point_function map) { return map(map(point, 2), 3); }
double integrate(double (*function)(double), double from, double to, int steps) {
    double sum = 0, width = (to - from) / steps;
    for (int step = 0; step < steps; step++) sum += function(from + (step + 0.5) * width);
    return sum * width;
}
compare_function choose_comparator(bool down) { return down ? compare_ints_down : compare_ints_up; }

// Variadic functions

int sum_of(int count, ...) {
    va_list list;
    int sum = 0;
    va_start(list, count);
    while (count-- > 0) sum += va_arg(list, int);
    va_end(list);
    return sum;
}

double mean_of(int count, ...) {
    va_list list;
    double sum = 0;
    va_start(list, count);
    for (int at = 0; at < count; at++) sum += va_arg(list, double);
    va_end(list);
    return count > 0 ? sum / count : 0;
}

/** Like snprintf; returns the text's full length. */
__attribute__((format(printf, 3, 4))) int format_text(char *text, size_t size, const char *format, ...) {
    va_list list;
    va_start(list, format);
    int length = vsnprintf(text, size, format, list);
    va_end(list);
    return length;
}

// A handle

/** Opens a stock; NULL and a text in `*error` when the name is empty. */
stock *stock_open(const char *name, const char **error) {
    if (!name || !*name) {
        if (error) *error = "a stock needs a name";
        errno = EINVAL;
        return NULL;
    }
    if (error) *error = NULL;
    return calloc(1, sizeof(stock));
}

void stock_on_add(stock *stock, void (*on_add)(const struct item *item, void *context), void *context) {
    stock->on_add = on_add;
    stock->context = context;
}

int stock_add(stock *stock, const struct item *item) {
    if (stock->count == stock->capacity) {
        stock->capacity = stock->capacity * 2 + 4;
        stock->items = realloc(stock->items, stock->capacity * sizeof *item);
    }
    stock->items[stock->count++] = *item;
    if (stock->on_add) stock->on_add(item, stock->context);
    return (int)stock->count;
}

size_t stock_count(const stock *stock) { return stock->count; }

/** The item, or NULL when there are not so many. */
const struct item *stock_item(const stock *stock, size_t index) { return index < stock->count ? &stock->items[index] : NULL; }

void stock_close(stock *stock) {
    free(stock->items);
    free(stock);
}
