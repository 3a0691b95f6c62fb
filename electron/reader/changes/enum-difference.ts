import type { ChangeSeverity } from '../../contract/build-changes.ts';
import type { EnumConstant } from '../../contract/prototype.ts';
import { listText, shortened } from './change-words.ts';
import type { Detail } from './layout-difference.ts';
import type { EnumType } from './type-graph.ts';

/** What differs in an enumeration; constants are matched by name. */
export function enumDetails(before: EnumType, after: EnumType): readonly Detail[] {
  const old = valuesOf(before);
  const now = valuesOf(after);
  const changed = after.constants.filter(({ name, value }) => old.has(name) && old.get(name) !== value);
  const added = after.constants.filter(({ name }) => !old.has(name));
  const removed = before.constants.filter(({ name }) => !now.has(name));
  return [
    ...(before.bits === after.bits
      ? []
      : [detail(`it has ${after.bits} bits now, was ${before.bits}`, 'breaking')]),
    ...changed.map(({ name, value }) =>
      detail(`${shortened(name)} is ${value} now, was ${old.get(name)}`, 'breaking'),
    ),
    ...(removed.length === 0 ? [] : [detail(countText(removed, 'removed'), 'risky')]),
    ...(added.length === 0 ? [] : [detail(countText(added, 'added'), 'compatible')]),
  ];
}

function valuesOf({ constants }: EnumType): ReadonlyMap<string, bigint> {
  return new Map(constants.map(({ name, value }) => [name, value]));
}

function countText(constants: readonly EnumConstant[], what: 'added' | 'removed'): string {
  const names = constants.map(({ name }) => shortened(name));
  return `${listText(names)} ${names.length === 1 ? 'was' : 'were'} ${what}`;
}

function detail(text: string, severity: ChangeSeverity): Detail {
  return { text, byValue: severity, byPointer: severity };
}
