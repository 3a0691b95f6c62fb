import type { CallOutcome } from '../contract/call-record.ts';
import { longestExpected } from '../contract/check.ts';
import type { ShownValue } from '../contract/shown-value.ts';
import { isFollowedPointer, isList, members } from '../ctypes/shown-tree.ts';

const notNull = '{"$not": null}';

/**
 * The text that expects what a call just gave: its result, or the *out* values of one that returns nothing. An address
 * differs from process to process, so of a pointer it expects what it points to or that it is not NULL. Null when no
 * text says it: it did not return, parts of the result could not be read, or it is too long.
 */
export function resultAsExpected(outcome: CallOutcome): string | null {
  const text = outcome.kind === 'returned' ? textOf(outcome) : null;
  return text === null || text.length > longestExpected ? null : text;
}

function textOf({ value, out }: Extract<CallOutcome, { readonly kind: 'returned' }>): string | null {
  if (value.type === 'void') return out.length === 0 ? 'void' : outAsExpected(out);
  if (value.text === 'NULL') return 'NULL';
  if (value.text.startsWith('"') && value.json !== null) return isWhole(value) ? value.text : null;
  const json = jsonOf(value);
  if (json === notNull) return 'not NULL';
  return value.json?.startsWith('"') && !json?.startsWith('{') ? (JSON.parse(value.json) as string) : json;
}

function outAsExpected(out: readonly ShownValue[]): string {
  const known = out.flatMap((value) => {
    const json = jsonOf(value);
    return json === null ? [] : [`${JSON.stringify(value.name ?? '')}: ${json}`];
  });
  return known.length === 0 ? 'void' : `{"$out": {${known.join(', ')}}}`;
}

/** False for a text that was cut at its bound. */
function isWhole(value: ShownValue): boolean {
  return value.more === 0 && !value.text.endsWith('…');
}

/** A member that cannot be said is left out, which compares less; a list without one of its elements is another list. */
function jsonOf(value: ShownValue): string | null {
  if (value.more > 0 || value.text.startsWith('unreadable: ')) return null;
  const [target] = value.children;
  if (target !== undefined && isFollowedPointer(value)) {
    const pointed = jsonOf(target);
    if (pointed === null) return notNull;
    return target.children.length > 0 ? pointed : `{"$in": ${pointed}}`;
  }
  if (value.pointsTo !== null)
    return value.text.startsWith('"') ? (isWhole(value) ? value.json : null) : notNull;
  if (value.json !== null) return value.json;
  if (!isList(value)) return recordJson(value);
  const items = value.children.map(jsonOf);
  return items.includes(null) ? null : `[${items.join(', ')}]`;
}

function recordJson(value: ShownValue): string {
  const said = members(value).flatMap((member) => {
    // The table of virtual functions is the compiler's.
    const json = member.name?.startsWith('_vptr') ? null : jsonOf(member);
    return json === null ? [] : [`${JSON.stringify(member.name ?? '')}: ${json}`];
  });
  return `{${said.join(', ')}}`;
}
