// A template's static variable: what makes a compiler emit an STB_GNU_UNIQUE symbol.
template <typename T>
struct Counter {
    static int value;
};
template <typename T>
int Counter<T>::value = 0;

extern "C" int counted() { return ++Counter<int>::value; }
