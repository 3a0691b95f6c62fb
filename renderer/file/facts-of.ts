import type { ElfFacts } from '../../electron/contract/library-model.ts';
import type { LibraryState } from '../../electron/contract/session-state.ts';
import { formatBytes, formatDateAndClock, nanosecondsToMs } from '../wording/quantity.ts';
import { explainFlag } from './flag-wording.ts';

/** One fact of the file with what it means. */
export interface FileFact {
  readonly name: string;
  readonly values: readonly string[];
  /** What stands there without a value. */
  readonly none: string;
  readonly meaning: string;
  readonly copyable: boolean;
}

/** The facts in the order they are read in. */
export function factsOf(library: LibraryState, facts: ElfFacts): readonly FileFact[] {
  return [...placeFacts(library, facts), ...loaderFacts(library, facts), ...buildFacts(facts)];
}

function placeFacts(library: LibraryState, facts: ElfFacts): readonly FileFact[] {
  const real = library.realPath !== null && library.realPath !== library.path ? [library.realPath] : [];
  const identity = library.generation?.identity ?? library.onDisk;
  const size = identity?.size ?? null;
  return [
    fact('Path', [library.path], 'As you opened it.', { copyable: true }),
    ...(real.length === 0
      ? []
      : [fact('Leads to', real, 'After following symbolic links.', { copyable: true })]),
    fact(
      'Format',
      [`ELF ${facts.elfClass}-bit, ${facts.byteOrder} endian, ${facts.machine.name}, ${facts.fileType.name}`],
      facts.cannotLoad ?? 'It can be loaded on this machine.',
    ),
    fact(
      'Changed',
      identity === null ? [] : [formatDateAndClock(nanosecondsToMs(identity.mtimeNs))],
      'Time of the last write to the file.',
    ),
    fact('Size', size === null ? [] : [`${formatBytes(size)} (${size} bytes)`], sizeMeaning(facts)),
  ];
}

function sizeMeaning(facts: ElfFacts): string {
  return facts.complete
    ? 'Everything that the file announces lies inside it.'
    : `Incomplete: at least ${formatBytes(facts.expectedSize)} are needed to hold all it announces.`;
}

function loaderFacts({ needed }: LibraryState, facts: ElfFacts): readonly FileFact[] {
  return [
    fact(
      'SONAME',
      facts.soname === null ? [] : [facts.soname],
      'The name that programs linked with it ask for (DT_SONAME).',
      { copyable: true },
    ),
    fact('Needs', facts.needed, 'Libraries that the loader opens along with it (DT_NEEDED).', {
      none: 'nothing',
      copyable: true,
    }),
    ...(needed.length === 0
      ? []
      : [
          fact(
            'Reloads with',
            needed,
            'Needed libraries beside this one or in its project: a change of one of them is a new build too.',
            { copyable: true },
          ),
        ]),
    fact(
      'Run path',
      facts.runpath?.split(':') ?? facts.rpath?.split(':') ?? [],
      facts.runpath === null && facts.rpath !== null
        ? 'DT_RPATH: searched before LD_LIBRARY_PATH. $ORIGIN is the folder of the file.'
        : 'Where needed libraries are looked for first (DT_RUNPATH). $ORIGIN is the folder of the file.',
    ),
    fact(
      'Flags',
      facts.flags,
      facts.flags.map(explainFlag).filter(Boolean).join(' ') || 'DT_FLAGS and DT_FLAGS_1.',
    ),
  ];
}

function buildFacts(facts: ElfFacts): readonly FileFact[] {
  return [
    fact(
      'Build-id',
      facts.buildId === null ? [] : [facts.buildId],
      facts.buildId === null
        ? 'The linker wrote none (-Wl,--build-id adds one); the content hash tells builds apart.'
        : 'Tells this build from every other.',
      { copyable: true },
    ),
    fact('Compiler', facts.compiler === null ? [] : [facts.compiler], 'The first line of .comment.', {
      none: 'not said',
    }),
    fact(
      'Debug information',
      [facts.hasDebugInfo ? 'yes' : 'no'],
      facts.hasDebugInfo ? 'The file carries DWARF (-g).' : 'Build with -g to let the file carry its types.',
    ),
    fact(
      'Section headers',
      [facts.hasSectionHeaders ? 'yes' : 'no'],
      facts.hasSectionHeaders
        ? 'The linker’s table of contents is there.'
        : 'Removed; the symbols were read as the loader does, through the dynamic segment.',
    ),
    fact(
      'Symbols',
      [`${facts.exportCount} exported`, `${facts.importCount} imported`],
      `${facts.functionCount} of the exported ones are functions.`,
    ),
  ];
}

function fact(
  name: string,
  values: readonly string[],
  meaning: string,
  { none = 'none', copyable = false }: { readonly none?: string; readonly copyable?: boolean } = {},
): FileFact {
  return { name, values, meaning, none, copyable };
}
