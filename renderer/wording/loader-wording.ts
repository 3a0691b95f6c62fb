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
      meaning: `Neither this library nor one it needs defines ${name}. If it should be exported: is it spelled so, and declared extern "C"? If it is called from here: link the file that defines it.`,
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

/** What a dlerror text means and what to do, or null when it is none we know. */
export function explainLoaderText(text: string): FailureWords | null {
  for (const { pattern, words } of patterns) {
    const match = pattern.exec(text);
    if (match !== null) return words(match.slice(1));
  }
  return null;
}
