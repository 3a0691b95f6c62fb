import type { ArgumentValue, PointerValue } from '../contract/call-value.ts';
import { assertNever } from '../contract/failure.ts';
import type { CType } from '../contract/prototype.ts';
import type { EncodeContext, SavedArgument } from './encode-context.ts';
import { integerRange, rangeText } from './encode-integer.ts';
import { accept, type Encoded, refuse } from './encoded.ts';
import { suggestName } from './name-suggestion.ts';

export type ScalarType = Extract<CType, { readonly kind: 'integer' | 'bool' | 'float' | 'enum' }>;

/** The name in `$name`, when that is all of the text; else null. */
export function savedName(text: string): string | null {
  return /^\s*\$([A-Za-z_][A-Za-z0-9_]{0,63})\s*$/.exec(text)?.[1] ?? null;
}

/** A saved value for a scalar: of the same kind, and in its range. */
export function savedScalar(context: EncodeContext, type: ScalarType, name: string): Encoded<ArgumentValue> {
  const found = findSaved(context, name);
  if (!found.ok) return found;
  const saved = found.value;
  if (saved.kind === 'unchecked') return accept(zeroOf(type));
  if (saved.kind === 'bool' && type.kind === 'bool') return accept({ kind: 'bool', value: saved.value });
  if (saved.kind === 'float' && type.kind === 'float') {
    const value = type.bits === 32 ? Math.fround(saved.value) : saved.value;
    return accept({ kind: 'float', value });
  }
  const isInteger = type.kind === 'integer' || type.kind === 'enum';
  if (saved.kind !== 'integer' || !isInteger) return mismatch(name, saved, type);
  const range = integerRange(type);
  if (saved.value < range.minimum || saved.value > range.maximum)
    return refuse(`$${name} is ${saved.value}, which does not fit ${type.spelling} ${rangeText(range)}`);
  return accept({ kind: 'integer', value: saved.value });
}

/** A saved address for a pointer. */
export function savedPointer(context: EncodeContext, type: CType, name: string): Encoded<PointerValue> {
  const found = findSaved(context, name);
  if (!found.ok) return found;
  if (found.value.kind === 'unchecked') return accept({ kind: 'address', value: 1n });
  if (found.value.kind !== 'address') return mismatch(name, found.value, type);
  return accept({ kind: 'address', value: found.value.value });
}

/** The zero of a scalar type. */
export function zeroOf(type: ScalarType): ArgumentValue {
  switch (type.kind) {
    case 'bool':
      return { kind: 'bool', value: false };
    case 'float':
      return { kind: 'float', value: 0 };
    case 'integer':
    case 'enum':
      return { kind: 'integer', value: 0n };
    default:
      return assertNever(type);
  }
}

function findSaved(context: EncodeContext, name: string): Encoded<SavedArgument> {
  const saved = context.saved?.(name) ?? null;
  if (saved === null) return refuse(`$${name} is not saved; ${knownNames(context, name)}`);
  if (saved.dead !== null) return refuse(`$${name} cannot be used: ${saved.dead}`);
  return accept(saved);
}

function knownNames(context: EncodeContext, name: string): string {
  const names = context.savedNames ?? [];
  if (names.length === 0) return 'nothing is saved yet';
  const suggestion = suggestName(name, names);
  if (suggestion !== null) return `did you mean $${suggestion}?`;
  const shown = names.slice(0, 10).map((one) => `$${one}`);
  const list = `${shown.join(', ')}${names.length > shown.length ? ', …' : ''}`;
  return names.length === 1 ? `there is ${list}` : `there are ${list}`;
}

const kindNames: Readonly<Record<SavedArgument['kind'], string>> = {
  integer: 'an integer',
  bool: 'a bool',
  float: 'a floating-point number',
  address: 'a pointer',
  unchecked: 'a value',
};

function mismatch(name: string, saved: SavedArgument, type: CType) {
  return refuse(`$${name} is ${kindNames[saved.kind]} (${saved.type}) and does not fit ${type.spelling}`);
}
