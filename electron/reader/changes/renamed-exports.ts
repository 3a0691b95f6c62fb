import type { BuildChangeFact } from '../../contract/build-changes.ts';
import { demangledParts, parameterCount } from '../../ctypes/demangled-parts.ts';
import { readMangledName } from '../../ctypes/mangled-name.ts';
import { makeFact, shortened, sideText } from './change-words.ts';
import type { ExportSide } from './export-side.ts';
import type { ExportPair } from './paired-exports.ts';

/** Removed and added exports that are one and the same, and what is left of both. */
export interface MatchedExports {
  readonly facts: readonly BuildChangeFact[];
  readonly removed: readonly number[];
  readonly added: readonly number[];
}

export interface ExportSides {
  readonly before: ExportSide;
  readonly after: ExportSide;
}

/** More names than these are taken apart for no library that is a new build of the other. */
const examinedLimit = 20_000;

/** Matches functions of equal qualified names whose mangled names differ, where only one match is possible. */
export function matchRenamed(
  sides: ExportSides,
  removed: readonly number[],
  added: readonly number[],
): MatchedExports {
  if (removed.length === 0 || added.length === 0 || removed.length + added.length > examinedLimit) {
    return { facts: [], removed, added };
  }
  const byName = matchBy(groupKeys(sides.before, removed, ''), groupKeys(sides.after, added, ''));
  const oldLeft = withoutRows(removed, byName, 'before');
  const newLeft = withoutRows(added, byName, 'after');
  const byCount = matchBy(
    groupKeys(sides.before, oldLeft, 'count'),
    groupKeys(sides.after, newLeft, 'count'),
  );
  return {
    facts: [...byName, ...byCount].map((match) => renamedFact(sides, match)),
    removed: withoutRows(oldLeft, byCount, 'before'),
    added: withoutRows(newLeft, byCount, 'after'),
  };
}

function withoutRows(
  rows: readonly number[],
  matches: readonly ExportPair[],
  side: keyof ExportPair,
): readonly number[] {
  const matched = new Set(matches.map((match) => match[side]));
  return rows.filter((row) => !matched.has(row));
}

/** Pairs the groups that have one row in each build. */
function matchBy(
  before: ReadonlyMap<string, readonly number[]>,
  after: ReadonlyMap<string, readonly number[]>,
): readonly ExportPair[] {
  const matches: ExportPair[] = [];
  for (const [key, [oldRow, ...furtherOld]] of before) {
    const [newRow, ...furtherNew] = after.get(key) ?? [];
    const isOneToOne = furtherOld.length === 0 && furtherNew.length === 0;
    if (oldRow !== undefined && newRow !== undefined && isOneToOne) {
      matches.push({ before: oldRow, after: newRow });
    }
  }
  return matches;
}

function groupKeys(
  side: ExportSide,
  rows: readonly number[],
  detail: '' | 'count',
): ReadonlyMap<string, readonly number[]> {
  const groups = new Map<string, number[]>();
  for (const row of rows) {
    const key = side.isFunction(row) ? functionKey(side.name(row), side.demangled(row), detail) : null;
    if (key === null) continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return groups;
}

/** The qualified name, and which variant of a constructor or destructor it is; null for what is not read. */
function functionKey(name: string, demangled: string, detail: '' | 'count'): string | null {
  if (!name.startsWith('_Z')) return detail === '' ? `${name}\n` : null;
  const shape = readMangledName(name);
  const parts = shape === null ? null : demangledParts(demangled, shape.hasResult);
  if (shape === null || parts === null) return null;
  const code = shape.kind === 'plain' ? '' : shape.code;
  return `${parts.name}\n${code}${detail === 'count' ? parameterCount(parts.list) : ''}`;
}

function renamedFact({ before, after }: ExportSides, match: ExportPair): BuildChangeFact {
  const symbols = [before.name(match.before), after.name(match.after)];
  const [oldName = '', newName = ''] = symbols.map(shortened);
  const [old, now] = [before.quoted(match.before), after.quoted(match.after)];
  return makeFact('export-renamed', 'breaking', renamedSentence({ old, now, oldName, newName }), {
    subject: before.title(match.before),
    symbols,
    sides: {
      before: sidesOf(before, match.before),
      after: sidesOf(after, match.after),
    },
  });
}

/** The name as people read it, and below it the mangled one. */
function sidesOf(side: ExportSide, row: number): string {
  return `${sideText(side.title(row))}\n${sideText(side.name(row))}`;
}

interface RenamedNames {
  readonly old: string;
  readonly now: string;
  readonly oldName: string;
  readonly newName: string;
}

function renamedSentence({ old, now, oldName, newName }: RenamedNames): string {
  const [wasMangled, isMangled] = [oldName.startsWith('_Z'), newName.startsWith('_Z')];
  if (wasMangled && !isMangled) return `${old} is extern "C" now: its symbol is ${newName}, was ${oldName}.`;
  if (!wasMangled && isMangled) {
    return `${old} is the C++ function ${now} now, no longer extern "C": its symbol is ${newName}.`;
  }
  if (old === now) return `${old} has another mangled name: ${newName}, was ${oldName}.`;
  return `${old} is ${now} now: its symbol is ${newName}, was ${oldName}.`;
}
