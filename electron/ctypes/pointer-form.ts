import { bufferForm } from './encode-buffer.ts';
import { accept, type Encoded, quoted, refuse } from './encoded.ts';
import type { Literal } from './literal.ts';
import { suggestName } from './name-suggestion.ts';

/** Whether the function reads new memory, writes it, or both; what it may write is read after the call. */
export type Direction = 'in' | 'out' | 'inout';

/** An object whose keys all begin with `$`: what a pointer is given beyond addresses and values. */
export type PointerForm =
  | {
      readonly kind: 'memory';
      readonly direction: Direction;
      readonly value: Literal;
      /** The C type of a void pointer's memory. */
      readonly type: string | null;
    }
  /** A buffer without a direction of its own. */
  | { readonly kind: 'buffer'; readonly value: Literal }
  | { readonly kind: 'symbol'; readonly name: string }
  | { readonly kind: 'address'; readonly text: string }
  | { readonly kind: 'callback'; readonly returns: Literal };

const directions: Readonly<Record<string, Direction>> = { $in: 'in', $out: 'out', $inout: 'inout' };
const formKeys = [
  ...Object.keys(directions),
  '$type',
  '$text',
  '$hex',
  '$file',
  '$size',
  '$symbol',
  '$address',
  '$callback',
];

/** True for an object that has keys and all of them begin with `$`. */
export function isPointerForm(literal: Literal): literal is Extract<Literal, { readonly kind: 'object' }> {
  return (
    literal.kind === 'object' &&
    literal.entries.length > 0 &&
    literal.entries.every(([key]) => key.startsWith('$'))
  );
}

/** Which form it is, or what is wrong with its keys. */
export function readPointerForm(
  literal: Extract<Literal, { readonly kind: 'object' }>,
): Encoded<PointerForm> {
  const unknown = literal.entries.find(([key]) => !formKeys.includes(key));
  if (unknown) return refuse(unknownKey(unknown[0]));
  if (bufferForm(literal) !== null) return accept({ kind: 'buffer', value: literal });
  const [first, ...others] = literal.entries.filter(([key]) => key !== '$type');
  const type = literal.entries.find(([key]) => key === '$type')?.[1] ?? null;
  if (!first) return refuse('$type stands beside $in, $out or $inout, which give the memory');
  const [other] = others;
  if (other) return refuse(`${first[0]} and ${other[0]} do not go together${bufferHint(first[0], other[0])}`);
  const direction = directions[first[0]];
  if (direction === undefined && type) return refuse(`$type and ${first[0]} do not go together`);
  if (direction === undefined) return singleForm(first[0], first[1]);
  if (type && type.kind !== 'string') return refuse('$type takes the name of a type in quotation marks');
  return accept({ kind: 'memory', direction, value: first[1], type: type?.value ?? null });
}

function singleForm(key: string, value: Literal): Encoded<PointerForm> {
  if (key === '$callback') return accept({ kind: 'callback', returns: value });
  const text = value.kind === 'string' ? value.value : value.kind === 'word' ? value.text : '';
  if (text === '') return refuse(`${key} takes a text in quotation marks`);
  return accept(key === '$symbol' ? { kind: 'symbol', name: text } : { kind: 'address', text });
}

function bufferHint(first: string, second: string): string {
  const direction = [first, second].find((key) => directions[key] !== undefined);
  const other = direction === first ? second : first;
  return direction === undefined || directions[other] !== undefined
    ? ''
    : `; write {"${direction}": {"${other}": …}}`;
}

function unknownKey(key: string): string {
  const suggestion = key.length > 40 ? null : suggestName(key, formKeys);
  const hint = suggestion === null ? `there are ${formKeys.join(', ')}` : `did you mean ${suggestion}?`;
  return `${quoted(key)} is no form of an argument; ${hint}`;
}
