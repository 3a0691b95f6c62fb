import type { ShownValue } from '../contract/session-state.ts';

/** True for a pointer whose target was read: its one child is named `*`. */
export function isFollowedPointer(value: ShownValue): boolean {
  return value.pointsTo !== null && value.children.length === 1 && value.children[0]?.name === '*';
}

/**
 * The whole tree as JSON: records as objects, the members of anonymous ones among the outer one's; arrays as arrays;
 * a pointer that was followed as `{"address": "0x…", "target": …}`; integers beyond ±2^53 as text.
 */
export function shownJson(value: ShownValue): string {
  if (value.json !== null) return value.json;
  const [target] = value.children;
  if (target && isFollowedPointer(value))
    return `{"address": ${JSON.stringify(value.pointsTo)}, "target": ${shownJson(target)}}`;
  if (isList(value)) return `[${value.children.map(shownJson).join(', ')}]`;
  return `{${members(value)
    .map((member) => `${JSON.stringify(member.name ?? '')}: ${shownJson(member)}`)
    .join(', ')}}`;
}

/** True for an array, an empty one included. */
export function isList(value: ShownValue): boolean {
  return value.text.startsWith('[');
}

/** The members of a record, those of anonymous records in it included. */
export function members(value: ShownValue): readonly ShownValue[] {
  return value.children.flatMap((child) =>
    child.name === null && child.json === null && !isList(child) ? members(child) : [child],
  );
}
