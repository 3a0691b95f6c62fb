import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * Every sample library and what it shows. A name is the source's path without its ending, so the part before the
 * slash is the sample's group; the text is the first line of that source.
 */
const behaviours = {
  libctest:
    'The library of the story: change it while it is open, build it again, and watch the new code run.',
  'symbols/alias':
    'Three names at one address: a function, its alias and its weak alias; and two names of one variable.',
  'symbols/data': 'Data symbols: initialised, constant, zeroed (.bss), an array and a pointer to text.',
  'symbols/hash-gnu': 'The GNU hash table (DT_GNU_HASH) only.',
  'symbols/hash-sysv': 'The old hash table (DT_HASH) only.',
  'symbols/i386':
    'A 32-bit library (ELFCLASS32, Intel 80386): readable, but not loadable in a 64-bit process.',
  'symbols/ifunc':
    'An IFUNC symbol: its value is the address of a resolver that chooses the function when the library loads.',
  'symbols/long-name':
    'A function whose name is 1,048,576 bytes long, beside one with a name of ordinary length.',
  'symbols/no-exports': 'A library that exports nothing at all.',
  'symbols/no-section-headers-gnu':
    'No section headers, symbols reachable through the dynamic segment and DT_GNU_HASH only.',
  'symbols/no-section-headers-sysv':
    'No section headers, symbols reachable through the dynamic segment and DT_HASH only.',
  'symbols/odd-names':
    'Names that are legal in a symbol table and awkward everywhere else: markup, escapes, bidi, blanks, UTF-8.',
  'symbols/other-machine': 'A library whose header says AArch64: readable, but not loadable on x86-64.',
  'symbols/stripped': 'Stripped: no .symtab and no debug information, only what the loader needs.',
  'symbols/tls': 'A thread-local variable as an exported symbol of type TLS, and a function that reads it.',
  'symbols/versioned':
    'One function in two versions, f@V1 and the default f@@V2, and one that exists in V1 only.',
  'symbols/visibility':
    'Visibility: a default and a protected function in .dynsym, a hidden and a static one only in .symtab.',
  'symbols/weak': 'Weak symbols: a defined function, a defined variable, and an import that may be missing.',
  'symbols/mangled-names':
    'C++ names as the compiler mangles them: overloads, namespaces, templates, methods, operators.',
  'symbols/unique':
    'STB_GNU_UNIQUE: the static variable of a template, one for the whole process, which keeps the library loaded.',
  'calling/counter': 'State that a reload resets: a static counter and a global variable.',
  'calling/errno':
    'Sets errno to the number given, leaves it as it is, or lets a failing system call set it.',
  'calling/many-arguments':
    'More arguments than there are registers: ten integers, ten doubles, and both mixed.',
  'calling/pointers': 'Pointers as addresses: given back, compared, null, never mapped, of data and of code.',
  'calling/reads-stdin': 'Reads one byte from stdin: its value, or -1 at the end of the input.',
  'calling/scalars': 'For every scalar type a function that returns its argument and one that adds two.',
  'calling/slow': 'Sleeps for the given number of milliseconds and returns it.',
  'calling/strings':
    'Strings taken and returned: length, upper case, NULL, UTF-8, bytes that are not UTF-8, a long one.',
  'calling/prints':
    'Prints to stdout and stderr: with and without a newline, through stdio, iostream and bare write.',
  'typed/inventory':
    'A stock of items: structs, nested structs, enums, unions, bit-fields, callbacks, out-parameters, buffers, variadics.',
  'typed/odd-layouts':
    'Layouts that are easily got wrong: packed, over-aligned, bit-fields, flexible and empty members, unions by value.',
  'typed/shapes':
    'C++: a namespace with classes, virtual methods, overloads, references, operators and an object returned through memory.',
  'typed/threads':
    'A callback that another thread calls: one that the caller waits for never comes back from a recorder, one it does not wait for does.',
  'linking/bind-now':
    'Immediate binding: linked with -z now, every import has its address before the first call.',
  'linking/lazy': 'Lazy binding: imports that get their address in the GOT at their first call.',
  'linking/missing-dependency': 'Needs a library that is nowhere (libdlscope-absent.so).',
  'linking/neighbour-without-soname': 'The dependency of others, without a SONAME.',
  'linking/neighbour': 'The dependency of others, with a SONAME of its own (neighbour.so).',
  'linking/origin-lib': 'Needs a library of a folder beside its own: RUNPATH $ORIGIN/../lib.',
  'linking/origin-rpath': 'Needs a library beside itself: the older DT_RPATH $ORIGIN.',
  'linking/origin-without-soname':
    'Needs a library beside itself: RUNPATH $ORIGIN, the dependency has no SONAME.',
  'linking/origin': 'Needs a library beside itself: RUNPATH $ORIGIN, the dependency has a SONAME.',
  'linking/relative-runpath':
    'Needs a library through a relative RUNPATH (lib), found only while the working directory is the build folder.',
  'linking/same-soname-one': 'The first of two libraries with the same SONAME (libtwin.so.1); it answers 1.',
  'linking/same-soname-two': 'The second of two libraries with the same SONAME (libtwin.so.1); it answers 2.',
  'linking/undefined-data': 'Reads a variable that nobody defines: RTLD_NOW and RTLD_LAZY both refuse it.',
  'linking/undefined-function':
    'Calls a function that nobody defines: RTLD_NOW refuses it, RTLD_LAZY loads it and the call ends the process.',
  'lib/neighbour-in-lib': 'The dependency of others, in a folder of its own (lib), with a SONAME.',
  'loading/aborts': 'The constructor calls abort(): SIGABRT inside dlopen.',
  'loading/changes-directory': 'The constructor changes the working directory to /.',
  'loading/exits': 'The constructor calls exit(0): the process leaves as if all were well.',
  'loading/forks':
    'The constructor forks a child that outlives the load and keeps stdout open (for a minute at most).',
  'loading/hangs': 'The constructor never returns.',
  'loading/leaves-mark':
    'The constructor leaves a mark: the file named by $DLSCOPE_MARK, else its own path with ".mark" at the end.',
  'loading/prints': 'The constructor prints to stdout and stderr.',
  'loading/segfaults': 'The constructor writes through a null pointer: SIGSEGV inside dlopen.',
  'loading/sleeps': 'The constructor sleeps for ten seconds, then the library is loaded.',
  'loading/throws': 'The constructor of a global object throws: std::terminate inside dlopen.',
  'unloading/clean': 'Unloads without leaving anything behind: the counterpart of its neighbours.',
  'unloading/destructor-hangs': 'The destructor never returns.',
  'unloading/destructor-prints': 'The destructor prints to stdout: the proof that dlclose ran it.',
  'unloading/destructor-segfaults': 'The destructor writes through a null pointer: SIGSEGV inside dlclose.',
  'unloading/leaves-atexit':
    '`start` registers with atexit: the handler runs at dlclose, before the library goes.',
  'unloading/leaves-on-exit':
    '`start` registers with on_exit, which no dlclose undoes: the process crashes when it exits.',
  'unloading/leaves-pthread-key':
    '`start` makes a pthread key with a destructor: after dlclose the end of the thread jumps to code that is gone.',
  'unloading/leaves-signal-handler':
    '`start` installs a handler for SIGUSR1: after dlclose the signal jumps to code that is gone.',
  'unloading/leaves-thread':
    "`start` leaves a thread running in the library's code: unloading pulls the ground from under it.",
  'unloading/nodelete': 'Linked with -z nodelete: dlclose returns 0 and the library stays.',
  'unloading/gnu-unique':
    "A template's static variable (STB_GNU_UNIQUE): dlclose returns 0 and the library stays.",
  'unloading/inline-static':
    'A static variable in an inline function (STB_GNU_UNIQUE): dlclose returns 0 and the library stays.',
  'unloading/no-gnu-unique-o0': 'The template static without STB_GNU_UNIQUE (-fno-gnu-unique), at -O0.',
  'unloading/no-gnu-unique-o2': 'The template static without STB_GNU_UNIQUE (-fno-gnu-unique), at -O2.',
  'unloading/regex':
    'Uses std::regex, whose templates bring unique statics along: ordinary C++ that will not unload.',
  'unloading/static-libstdcxx':
    'The C++ library is linked in statically; whether it unloads depends on who else in the process brought one.',
  'unloading/thread-local-destructor':
    'A thread_local object with a destructor, pending on the thread that called `touch`: dlclose cannot unload.',
  'reloading/state':
    'Variables that a reload resets, hooks that keep a heap pointer over it, and one that crashes.',
  faults: 'Every function of the folder faults/ in one library.',
} as const;

export type SampleName = keyof typeof behaviours;

/** The folder of the sources, absolute, with a slash at its end. */
export const samplesFolder = fileURLToPath(new URL('./', import.meta.url));

/** The article's console program. */
export const hostPath = `${samplesFolder}build/host`;

export const sampleNames = Object.keys(behaviours) as readonly SampleName[];

/** The absolute path of a sample's library; it exists once `make -C native-samples` has run. */
export function samplePath(name: SampleName): string {
  return `${samplesFolder}build/${name}.so`;
}

/** What a sample shows, in one line. */
export function sampleBehaviour(name: SampleName): string {
  return behaviours[name];
}

/** The absolute path of a sample's source; `faults` has a folder of them. */
export function sampleSource(name: SampleName): string {
  if (name === 'faults') return `${samplesFolder}faults`;
  const stem = `${samplesFolder}${name === 'libctest' ? 'shared_sum' : name}`;
  return existsSync(`${stem}.cpp`) ? `${stem}.cpp` : `${stem}.c`;
}

/** The group of a sample: symbols, calling, typed, linking, lib, loading, unloading, reloading; the name itself for those without. */
export function sampleGroup(name: SampleName): string {
  return name.split('/')[0] ?? name;
}
