// Throws a C++ exception that nobody catches: SIGABRT, "terminate called …" on stderr.
#include <stdexcept>

extern "C" int throw_exception() { throw std::runtime_error("thrown by the called function"); }
