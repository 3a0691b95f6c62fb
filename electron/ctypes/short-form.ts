import type { ShownValue } from '../contract/shown-value.ts';

const maximumLength = 200;

/** `[1, 2, 3, …]`, at most 200 characters; `more` elements follow those that are shown. */
export function listText(children: readonly ShownValue[], more: number): string {
  return `[${joined(children, more, (child) => child.text)}]`;
}

/** `{x: 1, y: 2}`, at most 200 characters; the members of anonymous structs and unions stand as if they were the outer one's. */
export function recordText(children: readonly ShownValue[], more: number): string {
  return `{${joined(children, more, memberText)}}`;
}

function memberText(child: ShownValue): string {
  if (child.name !== null) return `${child.name}: ${child.text}`;
  const isRecord = child.text.startsWith('{') && child.text.endsWith('}') && child.text.length > 2;
  return isRecord ? child.text.slice(1, -1) : child.text;
}

function joined(
  children: readonly ShownValue[],
  more: number,
  textOf: (child: ShownValue) => string,
): string {
  // Two characters for the brackets, three for the mark that more follows.
  const room = maximumLength - 5;
  let text = '';
  for (const child of children) {
    const next = `${text === '' ? '' : ', '}${textOf(child)}`;
    if (text.length + next.length > room)
      return `${(text + next).slice(0, text === '' ? room : text.length)}${text === '' ? '…' : ', …'}`;
    text += next;
  }
  if (more <= 0) return text;
  return text === '' ? '…' : `${text}, …`;
}
