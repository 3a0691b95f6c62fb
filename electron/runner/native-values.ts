import type { ArgumentValue } from '../contract/call-value.ts';
import { fail, type Outcome, succeed } from '../contract/failure.ts';
import type { CType, RecordType } from '../contract/prototype.ts';

/** What koffi receives for one argument: a scalar, an address or null, or one of koffi's own records. */
export type NativeValue = number | bigint | boolean | object | null;

/** A native function as koffi gives it. */
export type NativeFunction = (...values: readonly NativeValue[]) => unknown;

/** A scalar for koffi; a value of a kind that is not the type's is `bad-argument`. Pointers are placed elsewhere. */
export function scalarForKoffi(type: CType, argument: ArgumentValue): Outcome<number | bigint | boolean> {
  switch (type.kind) {
    case 'integer':
    case 'enum':
      if (argument.kind === 'integer') return succeed(narrow(argument.value));
      break;
    case 'bool':
      if (argument.kind === 'bool') return succeed(argument.value);
      break;
    case 'float':
      if (argument.kind === 'float') return succeed(argument.value);
      break;
  }
  return doesNotFit(type, argument);
}

/** koffi takes numbers a third faster than bigints, and both exactly. */
function narrow(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

/** True for what a pointer can be given. */
export function isPointerValue(
  argument: ArgumentValue,
): argument is Exclude<ArgumentValue, { readonly kind: 'integer' | 'bool' | 'float' | 'record' }> {
  return !['integer', 'bool', 'float', 'record'].includes(argument.kind);
}

export function doesNotFit(type: CType, argument: ArgumentValue) {
  return fail('bad-argument', `a value of kind ${argument.kind} does not fit ${type.spelling}.`);
}

/** The image's bytes are those of the record, whole. */
export function fitsRecord(type: CType, records: readonly RecordType[], argument: ArgumentValue): boolean {
  if (type.kind !== 'record' || argument.kind !== 'record') return false;
  return records[type.record]?.size === argument.image.bytes.length;
}
