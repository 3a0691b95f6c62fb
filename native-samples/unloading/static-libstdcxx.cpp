// The C++ library is linked in statically; whether it unloads depends on who else in the process brought one.
// flags: -static-libstdc++ -static-libgcc
#include "version.h"

#include <locale>
#include <sstream>

extern "C" int digits(int value) {
    std::ostringstream text;
    text << value;
    return static_cast<int>(text.str().size());
}
