// STB_GNU_UNIQUE: the static variable of a template, one for the whole process, which keeps the library loaded.
template <typename T>
struct Registry {
    static int entries;
};
template <typename T>
int Registry<T>::entries = 1;

extern "C" int registered() { return ++Registry<int>::entries; }
