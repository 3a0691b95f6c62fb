// Prints to stdout and stderr: with and without a newline, through stdio, iostream and bare write.
#include <unistd.h>

#include <cstdio>
#include <iostream>

extern "C" {
int print_stdout(const char *text) { return std::printf("%s\n", text); }
int print_stderr(const char *text) { return std::fprintf(stderr, "%s\n", text); }
// Stays in stdio's buffer until somebody flushes it.
int print_without_newline(const char *text) { return std::printf("%s", text); }
void print_iostream(const char *text) { std::cout << text << std::endl; }
long print_bare(const char *text, unsigned long length) { return write(STDOUT_FILENO, text, length); }
int print_both(void) {
    std::puts("to stdout");
    std::fputs("to stderr\n", stderr);
    return std::fflush(stdout);
}
void print_not_utf8(void) { std::puts("bytes \xff\xfe and \x1b[31mescapes\x1b[0m"); }
}
