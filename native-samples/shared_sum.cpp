// The library of the story: change it while it is open, build it again, and watch the new code run.
//
// Build it, from this folder, as often as you like:
//
//     g++ -g -fPIC -shared shared_sum.cpp -o build/libctest.so
//
//   -g        debug information: from it others know what the functions take and return
//   -fPIC     the code runs wherever the loader maps it
//   -shared   the result is a library with a table of names that other programs can ask for
//
#include <cstdio>
#include <cstdlib>
#include <iostream>

// Without extern "C" the compiler writes the parameter types into the name, `add` would be exported as
// `_Z3addii`, and nobody who asks for "add" would find it.
extern "C" {

// Try it: make this `a * b`, build, and 3 and 4 give 12 instead of 7.
int add(int a, int b) {
    return a + b;
}

int multiply(int a, int b) {
    return a * b;
}

double half(double value) {
    return value / 2;
}

// The answer lies in the library's own memory: it stays readable until the next call or the next reload.
const char *greet(const char *name) {
    static char greeting[256];
    std::snprintf(greeting, sizeof greeting, "Hello, %s!", name ? name : "whoever you are");
    return greeting;
}

// What a function prints is shown beside its result.
void say(const char *text) {
    std::cout << (text ? text : "(nothing)") << std::endl;
}

// Every reload gives this a new beginning: a library that should forget nothing must not keep state.
int count_calls() {
    static int calls = 0;
    return ++calls;
}

// From here on: what usually takes the whole program down. Call them, they are here to be called.

// Writes through a null pointer: SIGSEGV.
int boom() {
    volatile int *nowhere = nullptr;
    *nowhere = 42;
    return *nowhere;
}

// Never returns; Stop ends it.
void spin() {
    for (volatile int turns = 0;; turns = turns + 1) {
    }
}

// Leaves politely, and takes the process along.
void quit_now() {
    std::exit(0);
}

// Leaves in a rage: SIGABRT.
void give_up() {
    std::abort();
}
}
