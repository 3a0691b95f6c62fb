// Strings taken and returned: length, upper case, NULL, UTF-8, bytes that are not UTF-8, a long one.
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

size_t length(const char *text) { return text ? strlen(text) : 0; }
int is_null(const char *text) { return text == NULL; }
const char *same(const char *text) { return text; }
const char *null_string(void) { return NULL; }
const char *empty_string(void) { return ""; }
const char *utf8_string(void) { return "Grüße, 世界 🙂"; }
const char *not_utf8_string(void) { return "bytes \xff\xfe here"; }
const char *multi_line_string(void) { return "first\nsecond\ttab \x1b[31mred\x1b[0m <b>bold</b>"; }
int compare(const char *a, const char *b) { return strcmp(a, b); }

const char *upper(const char *text) {
    static char result[256];
    size_t at = 0;
    for (; text && text[at] && at + 1 < sizeof result; at++) result[at] = (char)toupper((unsigned char)text[at]);
    result[at] = '\0';
    return result;
}

const char *long_string(void) {
    static char result[1 << 20];
    memset(result, 'x', sizeof result - 1);
    return result;
}

// Owned by the caller, who would have to free it.
char *allocated_string(void) { return strdup("from the heap"); }
