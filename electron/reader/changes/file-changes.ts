import type { BuildChangeFact } from '../../contract/build-changes.ts';
import type { ElfFacts } from '../../contract/library-model.ts';
import { givenText, listText, makeFact } from './change-words.ts';

/** Flags that change what loading, unloading or finding symbols does; why, for the sentence. */
const riskyFlags: Readonly<Record<string, string>> = {
  NODELETE: 'dlclose no longer unloads it',
  SYMBOLIC: 'its own symbols come before those of others',
  STATIC_TLS: 'it may not fit when it is loaded late',
  TEXTREL: 'its code is changed while it is loaded, which hardened systems refuse',
  NOOPEN: 'dlopen refuses it',
  PIE: 'dlopen refuses it',
  INITFIRST: 'it is initialised before all others',
  GLOBAL: 'its symbols serve everything that is loaded later',
};

const glibcLibrary =
  /^(?:ld-linux[\w-]*\.so\.\d|libc\.so\.6|libm\.so\.6|libpthread\.so\.0|libdl\.so\.2|librt\.so\.1)$/;

/** The strings of `.comment` in each build. */
export interface NamedCompilers {
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** What two files say of themselves differently. */
export function fileChanges(
  before: ElfFacts,
  after: ElfFacts,
  compilers: NamedCompilers,
): readonly BuildChangeFact[] {
  return [
    ...machineChange(before, after),
    ...sonameChange(before, after),
    ...neededChanges(before.needed, after.needed),
    ...runPathChange(before, after),
    ...compilerChange(before, after, compilers),
    ...flagChanges(before.flags, after.flags),
  ];
}

function machineChange(before: ElfFacts, after: ElfFacts): readonly BuildChangeFact[] {
  const [old, now] = [machineText(before), machineText(after)];
  if (old === now) return [];
  const sentence = `The library is for ${now} now, was for ${old}.`;
  return [makeFact('machine-changed', 'breaking', sentence, { sides: { before: old, after: now } })];
}

function machineText({ machine, elfClass, byteOrder }: ElfFacts): string {
  return `${machine.name} (${elfClass} bits, ${byteOrder}-endian)`;
}

function sonameChange(before: ElfFacts, after: ElfFacts): readonly BuildChangeFact[] {
  if (before.soname === after.soname) return [];
  const sentence =
    `The SONAME is ${givenText(after.soname)} now, was ${givenText(before.soname)}` +
    (before.soname === null ? '.' : ': programs linked with the old build ask for the old name.');
  const sides = { before: givenText(before.soname), after: givenText(after.soname) };
  return [makeFact('soname-changed', before.soname === null ? 'risky' : 'breaking', sentence, { sides })];
}

function neededChanges(before: readonly string[], after: readonly string[]): readonly BuildChangeFact[] {
  const added = after.filter((name) => !before.includes(name));
  const removed = before.filter((name) => !after.includes(name));
  const kept = before.filter((name) => after.includes(name));
  const isReordered = kept.join('\n') !== after.filter((name) => before.includes(name)).join('\n');
  return [
    ...added.map((name) => addedNeed(name, before)),
    ...removed.map((name) =>
      makeFact('needed-removed', 'compatible', `${givenText(name)} is needed no more.`, {
        subject: name,
        sides: { before: givenText(name), after: '' },
      }),
    ),
    ...(isReordered
      ? [
          makeFact(
            'needed-reordered',
            'compatible',
            `The needed libraries are searched in another order: ${after.map(givenText).join(', ')}.`,
            { sides: { before: linesOf(before), after: linesOf(after) } },
          ),
        ]
      : []),
  ];
}

/** Where one library of glibc is, all are, and they are loaded with each other. */
function addedNeed(name: string, before: readonly string[]): BuildChangeFact {
  const isThere = glibcLibrary.test(name) && before.some((old) => glibcLibrary.test(old));
  const sentence = `${givenText(name)} is needed now${isThere ? ', which comes with glibc' : ' and has to be found'}.`;
  return makeFact('needed-added', isThere ? 'compatible' : 'risky', sentence, {
    subject: name,
    sides: { before: '', after: givenText(name) },
  });
}

function linesOf(names: readonly string[]): string {
  return names.map(givenText).join('\n');
}

function runPathChange(before: ElfFacts, after: ElfFacts): readonly BuildChangeFact[] {
  const [old, now] = [runPathText(before), runPathText(after)];
  if (old === now) return [];
  const sentence = `The run path is ${now} now, was ${old}: needed libraries are looked for elsewhere.`;
  return [makeFact('run-path-changed', 'risky', sentence, { sides: { before: old, after: now } })];
}

/** DT_RPATH is searched before LD_LIBRARY_PATH, DT_RUNPATH after it, and with one the other is ignored. */
function runPathText({ rpath, runpath }: ElfFacts): string {
  if (runpath !== null) return givenText(runpath);
  return rpath === null ? 'none' : `${givenText(rpath)} (as RPATH)`;
}

function compilerChange(
  before: ElfFacts,
  after: ElfFacts,
  compilers: NamedCompilers,
): readonly BuildChangeFact[] {
  const [lines, linesNow] = [setText(compilers.before), setText(compilers.after)];
  if (lines === linesNow) return [];
  const sides = { before: lines, after: linesNow };
  if (before.compiler !== after.compiler) {
    const [old, now] = [givenText(before.compiler), givenText(after.compiler)];
    const sentence = `The compiler is ${now} now, was ${old}.`;
    return [makeFact('compiler-changed', 'compatible', sentence, { sides })];
  }
  const [old, now] = [compilers.before, compilers.after].map(
    (texts) => listText([...texts].sort().map(givenText)) || 'none',
  );
  const sentence = `The compilers and linkers are ${now} now, were ${old}.`;
  return [makeFact('compiler-changed', 'compatible', sentence, { sides })];
}

function setText(compilers: readonly string[]): string {
  return linesOf([...compilers].sort());
}

/** DF_BIND_NOW and DF_1_NOW mean the same (gABI and Solaris), and linkers set both. */
function flagsOnce(flags: readonly string[]): readonly string[] {
  return flags.includes('BIND_NOW') ? flags.filter((flag) => flag !== 'NOW') : flags;
}

function flagChanges(before: readonly string[], after: readonly string[]): readonly BuildChangeFact[] {
  const added = flagsOnce(after.filter((flag) => !before.includes(flag)));
  const removed = flagsOnce(before.filter((flag) => !after.includes(flag)));
  return [
    ...added.map((flag) => {
      const reason = riskyFlags[flag];
      const sentence = `The file has the flag ${flag} now${reason === undefined ? '' : `: ${reason}`}.`;
      return makeFact('flags-changed', reason === undefined ? 'compatible' : 'risky', sentence, {
        subject: flag,
        sides: { before: '', after: flag },
      });
    }),
    ...removed.map((flag) =>
      makeFact('flags-changed', 'compatible', `The file has the flag ${flag} no more.`, {
        subject: flag,
        sides: { before: flag, after: '' },
      }),
    ),
  ];
}
