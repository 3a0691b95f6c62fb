// A console program that never stops while its library changes: type a function, two numbers, see the result.
//
//     g++ -rdynamic -o build/host host.cpp -ldl
//     build/host build/libctest.so
//
// Leave it open, change shared_sum.cpp, build the library again and type the same once more: the new code
// answers. Build with g++, which makes a new file; `cp` writes into the one that is running and crashes it.
#include <dlfcn.h>
#include <sys/stat.h>

#include <cstdio>
#include <iostream>
#include <string>

using CalcFunc = int (*)(int, int);

// Which build a path holds. The inode number alone would not do: once the old file is gone the next one may
// get the same number. The times are in nanoseconds, for builds that follow each other within a second.
struct Identity {
    dev_t device;
    ino_t inode;
    off_t size;
    timespec modified;
    timespec changed;
};

static bool same_time(const timespec &a, const timespec &b) {
    return a.tv_sec == b.tv_sec && a.tv_nsec == b.tv_nsec;
}

static bool same_build(const Identity &a, const Identity &b) {
    return a.device == b.device && a.inode == b.inode && a.size == b.size &&
           same_time(a.modified, b.modified) && same_time(a.changed, b.changed);
}

class Library {
public:
    // Without a slash dlopen would search the system's folders instead of this one.
    explicit Library(const std::string &path)
        : path_(path.find('/') == std::string::npos ? "./" + path : path) {}

    // Makes sure that the build now on disk is the one that is loaded; false, with the reason told, when it
    // cannot be loaded. Nothing is remembered of a failure: the next question tries again, and a library
    // that was repaired meanwhile is simply back.
    bool refresh() {
        Identity found;
        if (!identify(found)) return handle_ != nullptr;  // gone: the loaded build still answers
        if (handle_ && same_build(found, loaded_)) return true;
        close();
        if (!rehearse()) return false;
        handle_ = dlopen(path_.c_str(), RTLD_LAZY);
        if (!handle_) return tell_error();
        loaded_ = found;
        return true;
    }

    CalcFunc find(const std::string &name) {
        dlerror();  // forget older errors: a null symbol is legal, only a new error says that there is none
        void *symbol = dlsym(handle_, name.c_str());
        if (const char *error = dlerror()) {
            std::cerr << error << std::endl;
            return nullptr;
        }
        if (!symbol) std::cerr << name << " has no address" << std::endl;
        return reinterpret_cast<CalcFunc>(symbol);
    }

    ~Library() { close(); }

private:
    bool identify(Identity &identity) const {
        struct stat found;
        if (stat(path_.c_str(), &found) != 0) {
            std::perror(path_.c_str());
            return false;
        }
        identity = {found.st_dev, found.st_ino, found.st_size, found.st_mtim, found.st_ctim};
        return true;
    }

    // The loader knows a library by its path: without the dlclose, dlopen would hand out the old build again.
    void close() {
        if (handle_) dlclose(handle_);
        handle_ = nullptr;
    }

    // RTLD_LAZY looks a function up when it is first called. If it does not exist, that call ends the whole
    // program with exit code 127 and no chance to react. RTLD_NOW looks everything up at once and reports
    // through dlerror: it goes first and is closed again. (Constructors of the library run in both.)
    bool rehearse() const {
        void *rehearsal = dlopen(path_.c_str(), RTLD_NOW);
        if (!rehearsal) return tell_error();
        dlclose(rehearsal);
        return true;
    }

    static bool tell_error() {
        const char *error = dlerror();
        std::cerr << (error ? error : "unknown dlopen error") << std::endl;
        return false;
    }

    std::string path_;
    void *handle_ = nullptr;
    Identity loaded_ = {};
};

// Asks until two whole numbers come; false at the end of the input.
static bool ask_numbers(int &a, int &b) {
    for (;;) {
        std::cout << "Input two numbers: ";
        bool understood = static_cast<bool>(std::cin >> a >> b);
        if (std::cin.eof() && !understood) return false;
        std::cin.clear();
        std::string rest;
        std::getline(std::cin, rest);
        if (understood && rest.find_first_not_of(" \t\r") == std::string::npos) return true;
        std::cerr << "Two whole numbers, please, such as: 3 4" << std::endl;
    }
}

int main(int argc, char **argv) {
    Library library(argc > 1 ? argv[1] : "./libctest.so");
    for (;;) {
        std::string function_name;
        std::cout << "What function (type `quit` to exit): ";
        if (!(std::cin >> function_name) || function_name == "quit") break;
        if (!library.refresh()) continue;
        CalcFunc function = library.find(function_name);
        if (!function) continue;
        int a, b;
        if (!ask_numbers(a, b)) break;
        std::cout << function(a, b) << std::endl;
    }
    return 0;
}
