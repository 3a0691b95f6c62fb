/** Makes identifiers of names from elsewhere: no two alike, none of them reserved. */
export class Identifiers {
  readonly #used: Set<string>;

  constructor(reserved: Iterable<string>) {
    this.#used = new Set(reserved);
  }

  /** An identifier that reads like `name`, given out once. */
  take(name: string, fallback: string): string {
    const plain = plainIdentifier(name) || fallback;
    let identifier = plain;
    for (let count = 2; this.#used.has(identifier); count += 1) identifier = `${plain}_${count}`;
    this.#used.add(identifier);
    return identifier;
  }
}

/** `name` with everything replaced that ASCII identifiers do not have; may be empty. */
export function plainIdentifier(name: string): string {
  const plain = name
    .replace(/[^A-Za-z0-9_]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 60);
  return /^\d/.test(plain) ? `_${plain}` : plain;
}

/** Keywords of C (C17, 6.4.1) and macros of its compilers and headers: no member of a struct can be called so. */
export const wordsOfC: readonly string[] = words(`
  auto break case char const continue default do double else enum extern float for goto if inline int long register
  restrict return short signed sizeof static struct switch typedef union unsigned void volatile while alignas alignof
  bool constexpr false nullptr static_assert thread_local true typeof asm fortran linux unix i386 NULL EOF BUFSIZ
  stdin stdout stderr errno NAN INFINITY offsetof`);

/** These, and the names that our programs use themselves. */
export const reservedInC: readonly string[] = [
  ...wordsOfC,
  ...words(`main printf fputs fputc puts fprintf fflush dlopen dlsym dlerror library result size_t ssize_t ptrdiff_t
  intptr_t uintptr_t int8_t int16_t int32_t int64_t uint8_t uint16_t uint32_t uint64_t show_text show_bytes`),
];

export const wordsOfPython: readonly string[] = words(`
  False None True and as assert async await break class continue def del elif else except finally for from global if
  import in is lambda nonlocal not or pass raise return try while with yield`);

/** These, and the names that our scripts use themselves. */
export const reservedInPython: readonly string[] = [
  ...wordsOfPython,
  ...words(`print isinstance hasattr getattr hex str float bytes bool zip library result show value kind arguments name
  fields item Structure Union Array POINTER CFUNCTYPE CDLL cast byref addressof create_string_buffer c_bool c_char
  c_char_p c_void_p c_float c_double c_int c_uint c_int8 c_uint8 c_int16 c_uint16 c_int64 c_uint64 c_ubyte`),
];

/** Words that no constant of a JavaScript module can be called, and the names that our modules use themselves. */
export const reservedInJavaScript: readonly string[] = words(`
  arguments await break case catch class const continue debugger default delete do else enum eval export extends false
  finally for function if implements import in instanceof interface let new null package private protected public return
  static super switch this throw true try typeof var void while with yield NaN Infinity undefined koffi library result
  given console Buffer Array`);

function words(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}
