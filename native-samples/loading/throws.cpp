// The constructor of a global object throws: std::terminate inside dlopen.
#include <stdexcept>

struct Thrower {
    Thrower() { throw std::runtime_error("thrown while loading"); }
};
static Thrower thrower;

extern "C" int reached() { return 1; }
