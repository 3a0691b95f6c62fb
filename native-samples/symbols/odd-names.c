// Names that are legal in a symbol table and awkward everywhere else: markup, escapes, bidi, blanks, UTF-8.
#define EXPORT_AS(name, target)                                                     \
    __asm__(".globl \"" name "\"\n.type \"" name "\", @function\n.set \"" name "\", " #target "\n" \
            ".size \"" name "\", 16")

int odd(void) { return 1; }

EXPORT_AS("with$dollar", odd);
EXPORT_AS("größe_名前_🙂", odd);
EXPORT_AS("<img src=x onerror=alert(1)>", odd);
EXPORT_AS("<script>alert(1)</script>", odd);
EXPORT_AS("\x1b[31mred\x1b[0m", odd);
EXPORT_AS("\x1b]0;title\x07", odd);
EXPORT_AS("user\u202enimda\u202c", odd);
EXPORT_AS("zero\u200bwidth", odd);
EXPORT_AS("two words", odd);
EXPORT_AS("tab\tinside", odd);
EXPORT_AS("=1+1", odd);
EXPORT_AS("../../etc/passwd", odd);
EXPORT_AS("invalid_utf8_\xff\xfe", odd);
EXPORT_AS("__proto__", odd);
EXPORT_AS("constructor", odd);
EXPORT_AS("_Znot_a_mangled_name", odd);
