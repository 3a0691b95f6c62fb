import type { ShownValue } from '../contract/shown-value.ts';
import { savedName } from './encode-saved.ts';
import { isFollowedPointer, isList, members } from './shown-tree.ts';

/** The text of an argument that gives this value again; null when no text does: parts were left out or could not be read, or it holds a union, of which only one member may be given. */
export function inputText(value: ShownValue): string | null {
  if (value.type === 'void') return null;
  if (isFollowedPointer(value)) return value.pointsTo;
  const json = jsonInput(value);
  if (json === null) return null;
  // What is text by itself stays quoted as C does it; words lose the quotes that JSON needs.
  if (value.text.startsWith('"')) return value.text;
  return value.json?.startsWith('"') ? (JSON.parse(value.json) as string) : json;
}

function jsonInput(value: ShownValue): string | null {
  if (value.more > 0 || value.text.startsWith('unreadable: ')) return null;
  // A string that was cut at its bound is another string.
  if (value.text.startsWith('"') && value.text.endsWith('…')) return null;
  if (value.json !== null) return leafInput(value, value.json);
  if (isFollowedPointer(value)) return JSON.stringify(value.pointsTo);
  const isArray = isList(value);
  const parts: string[] = [];
  for (const child of isArray ? value.children : members(value)) {
    if (child.name?.startsWith('_vptr')) continue;
    const part = jsonInput(child);
    if (part === null) return null;
    parts.push(isArray ? part : `${JSON.stringify(child.name ?? '')}: ${part}`);
  }
  if (!isArray && hasUnion(value)) return null;
  return isArray ? `[${parts.join(', ')}]` : `{${parts.join(', ')}}`;
}

/** A string like `$name` would be read as a saved value. */
function leafInput(value: ShownValue, json: string): string {
  const isString = value.pointsTo !== null && value.text.startsWith('"');
  return isString && savedName(JSON.parse(json) as string) !== null ? `{"$text": ${json}}` : json;
}

/** Two members that begin at one place and are no bit-fields lie in a union. */
function hasUnion(value: ShownValue): boolean {
  if (value.children.some((child) => child.name === null && hasUnion(child))) return true;
  if (/^(?:const )?union\b/.test(value.type)) return value.children.length > 1;
  const places = value.children
    .filter((child) => child.at !== null && !/ : \d+$/.test(child.type))
    .map((child) => child.at);
  return new Set(places).size < places.length;
}
