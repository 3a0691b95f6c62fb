/** Small sources, each for one part of the languages; every function that they export is compared with gdb. */
export interface OracleSource {
  readonly name: string;
  readonly language: 'c' | 'c++';
  readonly text: string;
}

const c = (name: string, text: string): OracleSource => ({ name, language: 'c', text });
const cpp = (name: string, text: string): OracleSource => ({ name, language: 'c++', text });

export const oracleSources: readonly OracleSource[] = [
  c(
    'scalars',
    `#include <stdint.h>
     #include <stddef.h>
     #include <wchar.h>
     _Bool b(_Bool x) { return x; }
     char c(signed char s, unsigned char u) { return s + u; }
     short h(unsigned short u) { return u; }
     long l(unsigned long u, long long ll, unsigned long long ull) { return u + ll + ull; }
     float f(double d) { return d; }
     long double ld(long double x) { return x; }
     __int128 big(unsigned __int128 x) { return x; }
     double _Complex z(float _Complex x) { return x; }
     size_t s(uint8_t a, int16_t b, uint32_t d, int64_t e, wchar_t w, ptrdiff_t p, uintptr_t u, intmax_t m) { return a; }
     void nothing(void) {}`,
  ),
  c(
    'pointers',
    `#include <stdio.h>
     struct never;
     typedef int (*compare_t)(const void *, const void *);
     typedef void handler_t(int, ...);
     const char *text(const char *a, char *const *b, const char *const *d, char **e) { return a; }
     void *any(const void *a, void **b, volatile int *v, int *restrict r, const volatile long *cv) { return *b; }
     int sort(void *base, size_t n, compare_t f, int (*g)(const void *, const void *)) { return f(base, base); }
     handler_t *handler(handler_t *old, handler_t new) { return old ? old : new; }
     void (*nested(int (*f)(void (*)(char), int), char (*rows)[4], int (**table)(void)))(int) { return 0; }
     struct never *hidden(struct never *n, FILE *f, FILE **g) { return n; }
     int arrays(int a[], char b[8], double m[][3], const int k[static 2], struct never *s[]) { return 0; }
     int constant(const int a, int *const p, const char *const s, volatile short v) { return a; }`,
  ),
  c(
    'records',
    `#include <stdint.h>
     typedef struct { int x, y; } point_t;
     struct inner { char c; double d; };
     struct list { struct list *next; struct inner inner[2]; union { int i; float f; struct { short lo, hi; }; }; union { long l; void *p; } u; int tail[]; };
     struct bits { unsigned a : 3; int b : 5; unsigned : 0; unsigned long c : 40; _Bool d : 1; signed char e : 2; uint64_t f : 63; short g; unsigned char h : 8; };
     struct __attribute__((packed)) packed { char c; int i; unsigned b : 7; unsigned w : 30; double d; };
     struct aligned { char c; int i __attribute__((aligned(32))); };
     struct matrix { float m[3][4]; char name[16]; int (*f)(struct matrix *, int); const char *const tags[2]; };
     struct empty {};
     union value { char c[3]; short s; struct inner in; };
     typedef float v4 __attribute__((vector_size(16)));
     struct vectors { v4 v; long double ld; __int128 big; };
     typedef struct node node_t;
     struct node { node_t *left, *right; point_t at; enum { LEAF, INNER = 7 } kind; };
     point_t p(point_t a, point_t *b, const struct inner *i) { return a; }
     struct list *l(struct list *a, struct bits b, struct packed q) { return a; }
     struct aligned *al(struct aligned *a, struct matrix *m, struct empty *e, union value v) { return a; }
     struct vectors *ve(struct vectors *v, node_t *n, struct node m) { return v; }
     struct { int anonymous; } *nameless(void) { return 0; }
     int in_function(void) { static struct local { int a; char b; } l; return l.a; }`,
  ),
  c(
    'enums',
    `enum plain { A, B = 5, C };
     enum negative { N = -1, P = 1 };
     enum wide { W = 0x100000000ULL };
     enum __attribute__((packed)) tiny { T = 255 };
     enum big { BIG = 0xffffffffU, SAME = 0xffffffffU };
     enum widest { WN = -0x8000000000000000LL, WP = 1 };
     typedef enum { RED, GREEN = 3 } color_t;
     enum plain e(enum negative n, enum wide w, enum tiny t, enum big b, color_t c, const color_t *p, enum widest x) { return A; }`,
  ),
  c(
    'functions',
    `#include <stdarg.h>
     int printf_like(const char *format, ...) { return 0; }
     int va(const char *format, va_list list) { return 0; }
     int unprototyped() { return 0; }
     int old_style(a, b, c) int a; char b; float c; { return a; }
     int renamed(int x) __asm__("other_name");
     int renamed(int x) { return x; }
     __attribute__((noreturn)) void never(void) { for (;;) {} }
     __attribute__((weak)) long weak(long x) { return x; }
     static int hidden(int x) { return x * 3; }
     int caller(int x) { return hidden(x) + hidden(x + 1); }
     long target(short s) { return s; }
     __attribute__((visibility("protected"))) char shielded(char c) { return c; }
     inline int inlined(int x) { return x; }
     extern inline int inlined(int x);
     typedef int number; typedef number count_t; typedef const count_t fixed_t;
     count_t chain(fixed_t a, const fixed_t *p, fixed_t *const *q) { return a; }`,
  ),
  cpp(
    'methods',
    `#include <cstddef>
     namespace geometry { inline namespace v1 {
       struct Point { double x, y; };
       class Circle { Point at; double radius; static int count; public: Circle(double r); Circle(const Circle &); ~Circle(); double area() const; void move(Point by); static Circle *unit(); bool operator==(const Circle &o) const; explicit operator bool() const; int ref() &; int ref() &&; Circle &operator=(Circle &&); };
       int Circle::count = 0;
       Circle::Circle(double r) : at{0, 0}, radius(r) {}
       Circle::Circle(const Circle &) = default;
       Circle::~Circle() { radius = 0; }
       double Circle::area() const { return radius; }
       void Circle::move(Point by) { at.x += by.x; }
       Circle *Circle::unit() { return nullptr; }
       bool Circle::operator==(const Circle &o) const { return o.radius == radius; }
       Circle::operator bool() const { return true; }
       int Circle::ref() & { return 1; }
       int Circle::ref() && { return 2; }
       Circle &Circle::operator=(Circle &&) { return *this; }
       Point middle(const Circle &a, Circle &&b, Circle c) { return {}; }
     } }
     extern "C" int plain(geometry::Point *p, bool b, wchar_t w, char16_t u, char32_t v) { return b; }
     int nothing(std::nullptr_t n) { return 0; }
     int member(int geometry::Point::*m, double (geometry::Circle::*f)() const) { return 0; }`,
  ),
  cpp(
    'inheritance',
    `struct Base { virtual ~Base(); virtual int f(int x); int b; };
     struct Other { virtual void g(); char o; };
     struct Derived : Base, Other { int f(int x) override; void g() override; long d; };
     struct Empty {};
     struct Small : Empty { Empty e; int x; bool flag : 1; unsigned rest : 5; };
     struct Virtual : virtual Base { int v; int f(int x) override; };
     struct Diamond : virtual Other, Virtual { ~Diamond(); int last; };
     Base::~Base() {} int Base::f(int x) { return x; } void Other::g() {}
     int Derived::f(int x) { return x + 1; } void Derived::g() {}
     int Virtual::f(int x) { return v; } Diamond::~Diamond() {}
     Derived *make(Small s, const Virtual &v, Diamond *d, union Any *u) { return new Derived; }
     union Any { int i; float f; Any() : i(0) {} };
     int any(Any *a) { return a->i; }`,
  ),
  cpp(
    'templates',
    `template <class T, int N> struct Array { T items[N]; T &at(int i) { return items[i]; } };
     template <class T> T largest(T a, T b) { return a > b ? a : b; }
     template <class... T> int count(T... all) { return sizeof...(all); }
     template <class T> struct Outer { struct Inner { T value; }; Inner in; enum Kind { K = sizeof(T) }; Kind kind; };
     using Numbers = Array<unsigned long, 3>;
     namespace { struct Hidden { int h; }; }
     template struct Array<const char *, 2>;
     template int largest<int>(int, int);
     template long largest<long>(long, long);
     template int count<int, char, double>(int, char, double);
     Numbers numbers(Numbers &n, const Outer<short>::Inner *i, Outer<unsigned char> o) { return n; }
     Outer<short>::Kind kind(Outer<short> *o) { return o->kind; }
     auto deduced(int x) { return x * 2.0; }
     struct Late { auto half(int x); }; auto Late::half(int x) { return static_cast<short>(x / 2); }
     int lambda(int x) { auto f = [x](char c) { return x + c; }; return f('a'); }
     extern "C" int hidden(void *p) { return static_cast<Hidden *>(p)->h; }`,
  ),
  cpp(
    'enums',
    `enum class Color : unsigned char { red, green = 200 };
     enum Old { one = 1, minus = -1 };
     enum class Wide : long long { low = -5000000000, high = 5000000000 };
     enum Forward : short; enum Forward : short { fw = -3 };
     struct Holder { enum Kind { a, b } kind; enum class Flag { none, some } flag : 4; };
     Color color(Old o, Wide w, Forward f, Holder::Kind k, const Holder &h, Holder::Flag *p) { return Color::red; }`,
  ),
  cpp(
    'standard',
    `#include <string>
     #include <vector>
     #include <map>
     #include <memory>
     #include <functional>
     #include <string_view>
     #include <optional>
     std::string text(const std::string &a, std::string b, std::string_view c) { return a + b; }
     std::vector<int> items(std::vector<std::string> &v, std::map<std::string, std::vector<int>> m) { return {}; }
     std::unique_ptr<int> owned(std::shared_ptr<const char> p, std::function<int(int, const char *)> f) { return {}; }
     std::optional<double> maybe(std::optional<std::pair<int, char>> x) { return {}; }`,
  ),
];
