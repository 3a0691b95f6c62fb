import type { TypeWithRecords } from '../../contract/prototype.ts';
import type { Difference } from './differences.ts';
import { ourMembers, simpleName } from './flat-members.ts';
import type { PaholeRecord } from './pahole.ts';
import { sameSpelling } from './spellings.ts';

/**
 * How our layouts differ from pahole's, which writes names without namespaces: one of the records that `names` has
 * under such a name has to be equal. `compared` counts pahole's records that have one.
 */
export function paholeDifferences(
  pahole: readonly PaholeRecord[],
  names: readonly string[],
  typeNamed: (name: string) => TypeWithRecords | null,
): { readonly compared: number; readonly differences: readonly Difference[] } {
  const candidates = groupedBySimpleName(names);
  const comparable = pahole.filter(({ name }) => candidates.has(sameSpelling(name)));
  const differences = comparable.flatMap((record) => {
    const theirs = textOf(record.size, record.members);
    const ours = new Set(
      (candidates.get(sameSpelling(record.name)) ?? []).map((name) =>
        ourText(typeNamed(name), record.size !== null),
      ),
    );
    if (ours.has(theirs)) return [];
    return [{ about: record.name, what: 'layout', ours: [...ours].join(' or '), theirs }];
  });
  return { compared: comparable.length, differences };
}

function ourText(found: TypeWithRecords | null, withSize: boolean): string {
  const record = found?.type.kind === 'record' ? found.records[found.type.record] : undefined;
  if (found === null || record === undefined) return 'unknown';
  const members = ourMembers(record, found.records).filter(({ path, shape }) => !isBase(path, shape));
  return textOf(withSize ? record.size : null, members);
}

/** A base class is a member that is named after its type; pahole writes it as a comment. */
function isBase(path: string, shape: string): boolean {
  const type = /^record:(.*):\d+$/.exec(shape)?.[1];
  return type !== undefined && simpleName(type) === path;
}

function textOf(
  size: number | null,
  members: readonly { readonly path: string; readonly bit: number; readonly bitSize: number }[],
): string {
  const places = members.map(({ path, bit, bitSize }) => `${path}@${bit}:${bitSize}`);
  return `${size === null ? '' : `${size} bytes: `}${places.sort().join(' ')}`;
}

function groupedBySimpleName(names: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const name of names) {
    const simple = simpleName(name);
    groups.set(simple, [...(groups.get(simple) ?? []), name]);
  }
  return groups;
}
