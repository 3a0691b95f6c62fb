#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct point { int x, y; };
struct rectangle { struct point from, to; double scale; };
struct flags { unsigned a : 3; int b : 5; unsigned c : 24; };
struct __attribute__((packed)) packed { char tag; int value; double real; };
struct named { char name[8]; const char *text; int *items; int count; int (*twice)(int); };
struct node { int value; struct node *next; };
union number { int i; double d; };
struct tagged { int kind; union { int i; double d; }; };
struct over { char c; _Alignas(16) int aligned; };
struct gap { int a; int hidden; int b; };

int add(int a, int b) { return a + b; }
long long smallest(long long a, unsigned long long b) { printf("b is %llu\n", b); return a; }
unsigned char_code(char c, signed char s, uint8_t u) { return (unsigned) c + 2u * (unsigned char) s + 3u * u; }
double half(double d, float f) { return d / 2 + f; }
float precise(float f) { return f; }
bool not_it(bool b) { return !b; }
int paint(unsigned color) { return (int) color * 2; }
void nothing(void) { puts("nothing"); }
size_t length(const char *text) { return text == NULL ? 99 : strlen(text); }
char *shout(char *text) { text[0] = 'X'; return text; }
const char *quiet(void) { return NULL; }
int sum(const int *items, int count) { int s = 0; for (int i = 0; i < count; i++) s += items[i]; return s; }
void divide(int a, int b, int *quotient, int *rest) { *quotient = a / b; *rest = a % b; }
void fill(void *buffer, size_t size) { memset(buffer, 0xab, size); }
int format(char *buffer, size_t size) { return snprintf(buffer, size, "%s+more", buffer[0] ? "was" : "empty"); }
int area(struct point p) { return p.x * p.y; }
struct point make(int x) { return (struct point){x, x + 1}; }
double volume(struct rectangle r) { return (r.to.x - r.from.x) * (r.to.y - r.from.y) * r.scale; }
struct rectangle grow(const struct rectangle *r, int by) { struct rectangle g = *r; g.to.x += by; return g; }
int move_all(struct point *points, int count) { for (int i = 0; i < count; i++) points[i].x += 10; return count; }
int bits(struct flags *f) { int was = (int) f->a * 10000 + f->b * 100 + (int) f->c; f->a = 1; f->b = -2; return was; }
double unpack(struct packed *p) { double d = p->tag + p->value + p->real; p->value = 5; return d; }
int use(struct named *n) {
  int s = 0;
  for (int i = 0; i < n->count; i++) s += n->items[i];
  printf("%s %s %d\n", n->name, n->text, n->twice ? n->twice(4) : -1);
  n->items[0] = 77;
  n->count = 9;
  return s;
}
int total(const struct node *n) { int s = 0; for (; n; n = n->next) s += n->value; return s; }
int as_int(union number *n) { return n->i; }
double tagged_value(struct tagged *t) { return t->kind == 1 ? t->i : t->d; }
int over_value(struct over *o) { return o->aligned + o->c; }
int gap_value(struct gap *g) { g->b++; return g->a + g->hidden; }
int words(const char *const *list) { int n = 0; while (list[n]) { printf("<%s>\n", list[n]); n++; } return n; }
int open_it(const char *name, void **out) { static int object; *out = strcmp(name, "good") ? NULL : &object; return *out == NULL; }
int each(int (*visit)(int index, const char *name), int count) {
  int s = 0;
  for (int i = 0; i < count; i++) s += visit(i, i ? "more" : "é");
  return s;
}
void tell(void (*told)(double, struct point)) { told(2.5, (struct point){1, 2}); }
int twice(int a) { return a * 2; }
int apply(int (*function)(int), int a) { return function ? function(a) : -1; }
int many(int count, ...) {
  va_list list; va_start(list, count);
  int i = va_arg(list, int);
  const char *s = va_arg(list, const char *);
  double d = va_arg(list, double);
  long long l = va_arg(list, long long);
  printf("%d %s %.3f %lld\n", i, s, d, l);
  va_end(list); return count;
}
int matrix(int (*cells)[2], int rows) { int s = 0; for (int i = 0; i < rows; i++) s += cells[i][0] * cells[i][1]; return s; }
int class_(int class, int from, int printf_) { return class * 100 + from * 10 + printf_; }
