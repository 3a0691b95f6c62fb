import type { ShownValue } from '../contract/shown-value.ts';

/** The name of the one child of a pointer that was followed. */
export const targetName = '*';

/** True for a pointer whose target was read. */
export function isFollowedPointer(value: ShownValue): boolean {
  return value.pointsTo !== null && value.children.length === 1 && value.children[0]?.name === targetName;
}

/** The text of a value on one line; of a pointer that was followed, with what it points to. */
export function lineOf(value: ShownValue): string {
  const [target] = value.children;
  return isFollowedPointer(value) && target !== undefined ? `${value.text} → ${target.text}` : value.text;
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
