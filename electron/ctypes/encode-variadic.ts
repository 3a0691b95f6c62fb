import type { ArgumentValue } from '../contract/call-value.ts';
import { type Outcome, succeed } from '../contract/failure.ts';
import type { CType, TypeWithRecords } from '../contract/prototype.ts';
import { badArgument, type Place } from './encode-place.ts';
import { encodeText } from './encode-text.ts';
import type { Encoding } from './encoding.ts';
import { parsePrototype } from './parse-prototype.ts';

/** An extra argument of a variadic function with its promoted type. */
export interface ExtraArgument {
  readonly type: CType;
  readonly value: ArgumentValue;
}

const example = '(int) 42, (double) 1.5 or (const char *) text';

/** Reads `(type) value` and applies the default argument promotions (C17, 6.5.2.2 paragraph 6). */
export function encodeExtra(encoding: Encoding, text: string, place: Place): Outcome<ExtraArgument> {
  const split = splitType(text);
  if (split === null) return badArgument(place, `the type is missing; write it in front, as in ${example}`);
  const found = typeOfText(encoding, split.type);
  if (!found.ok) return badArgument(place, `(${clip(split.type)}) is no type: ${found.failure.message}`);
  const type = encoding.adopt(found.value);
  const value = encodeText(encoding, type, split.value, place);
  return value.ok ? succeed({ type: promotedType(type), value: promotedValue(value.value) }) : value;
}

/** The type inside the outermost parentheses and the text behind them. */
function splitType(text: string): { readonly type: string; readonly value: string } | null {
  const trimmed = text.trimStart();
  if (!trimmed.startsWith('(')) return null;
  let depth = 0;
  for (let at = 0; at < trimmed.length; at++) {
    if (trimmed[at] === '(') depth += 1;
    else if (trimmed[at] === ')') depth -= 1;
    if (depth === 0) return { type: trimmed.slice(1, at).trim(), value: trimmed.slice(at + 1).trimStart() };
  }
  return null;
}

function typeOfText(encoding: Encoding, text: string): Outcome<TypeWithRecords> {
  if (encoding.context.type) return encoding.context.type(text);
  const parsed = parsePrototype(`${text} f(void)`);
  return parsed.ok ? succeed({ type: parsed.value.result, records: parsed.value.records }) : parsed;
}

function promotedType(type: CType): CType {
  if (type.kind === 'float') return { kind: 'float', spelling: 'double', bits: 64 };
  const isNarrow = (type.kind === 'integer' || type.kind === 'enum') && type.bits < 32;
  if (type.kind !== 'bool' && !isNarrow) return type;
  return { kind: 'integer', spelling: 'int', bits: 32, signed: true, character: false };
}

function promotedValue(value: ArgumentValue): ArgumentValue {
  return value.kind === 'bool' ? { kind: 'integer', value: value.value ? 1n : 0n } : value;
}

function clip(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
