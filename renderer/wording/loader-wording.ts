import type { FailureWords } from './failure-words.ts';

interface LoaderPattern {
  readonly pattern: RegExp;
  readonly words: (groups: readonly string[]) => FailureWords;
}

// Texts of glibc's elf/dl-load.c, dl-lookup.c, dl-reloc.c and dl-version.c.
const patterns: readonly LoaderPattern[] = [
  {
    pattern: /undefined symbol: ([^\s,(]+)/,
    words: ([name = '']) => ({
      title: 'Undefined symbol',
      meaning: `Its code uses ${name}, but neither it nor a library it needs defines that name. Link the file or the library that does; between C and C++, declare it extern "C" on both sides.`,
    }),
  },
  {
    pattern: /^([^:\n]+): cannot open shared object file: No such file/,
    words: ([name = '']) => ({
      title: 'Library not found',
      meaning: `The loader looked for ${name} in the run path of the library, in LD_LIBRARY_PATH and in the system's folders. Install it, or link with -Wl,-rpath.`,
    }),
  },
  {
    pattern: /version `([^']+)' not found/,
    words: ([version = '']) => ({
      title: 'Version not found',
      meaning: `A library it needs is older than the one it was linked with: ${version} is missing there.`,
    }),
  },
  {
    pattern: /invalid ELF header|file too short|ELF load command/,
    words: () => ({ title: 'Damaged or partial file', meaning: 'The file is no complete ELF library.' }),
  },
  {
    pattern: /wrong ELF class/,
    words: () => ({
      title: 'Wrong word size',
      meaning: 'A 32-bit library cannot be loaded into a 64-bit process, nor the other way round.',
    }),
  },
  {
    pattern: /cannot allocate memory in static TLS block/,
    words: () => ({
      title: 'No room for thread-local data',
      meaning: 'The library uses the initial-exec TLS model. Build it with -ftls-model=global-dynamic.',
    }),
  },
  {
    pattern: /cannot enable executable stack|cannot restore segment prot/,
    words: () => ({
      title: 'The system forbids it',
      meaning:
        'The library asks for executable stack or writable code. Build it with -z noexecstack and -fPIC.',
    }),
  },
];

/** The words for a name that dlsym did not find. */
export function explainMissingName(text: string): FailureWords | null {
  const name = /undefined symbol: ([^\s,(]+)/.exec(text)?.[1];
  if (name === undefined) return null;
  return {
    title: 'Undefined symbol',
    meaning: `Neither this library nor one it needs exports ${name}. Is it spelled so? A C++ function needs extern "C" to be found by its plain name.`,
  };
}

/** A loader's message in two parts that make it whole again: the path of the file it is about, if any, and the rest. */
export function splitLoaderText(text: string): { readonly path: string; readonly message: string } {
  const path = /^\/[^\n]*?(?=: )/.exec(text)?.[0] ?? '';
  return { path, message: text.slice(path.length) };
}

/** Says whose file the path in a loader's message is when it is the private copy that was loaded; else empty. */
export function explainCopyPath(text: string): string {
  return /\/dlscope-\d+-\d+-[0-9a-f]+\/\d+\//.test(text)
    ? 'The path in the message is the private copy of your file that dlscope made and loaded.'
    : '';
}

/** What a dlerror text means and what to do, or null when it is none we know. */
export function explainLoaderText(text: string): FailureWords | null {
  for (const { pattern, words } of patterns) {
    const match = pattern.exec(text);
    if (match !== null) return words(match.slice(1));
  }
  return null;
}
