import type { ArgumentValue, PointerValue } from '../contract/call-value.ts';
import { type Outcome, succeed } from '../contract/failure.ts';
import type { CType } from '../contract/prototype.ts';
import { badArgument, below, labelOf, type Place } from './encode-place.ts';
import { zeroOf } from './encode-saved.ts';
import { isScalar, scalarOf } from './encode-scalar.ts';
import type { Encoding, PointerType } from './encoding.ts';
import type { Literal } from './literal.ts';
import { alignmentOf, sizeOf } from './type-size.ts';

type FunctionType = Extract<CType, { readonly kind: 'function' }>;

/** A recorder for a function pointer; `returns` is null or empty for zero (or nothing), one value, or a list of what the calls return in turn. */
export function encodeCallback(
  encoding: Encoding,
  callback: { readonly type: PointerType; readonly returns: Literal; readonly place: Place },
): Outcome<PointerValue> {
  const { type, place } = callback;
  if (type.to.kind !== 'function')
    return badArgument(place, `${type.spelling} is no function pointer, so $callback does not fit`);
  const problem = unrecordable(type.to, encoding);
  if (problem !== null) return badArgument(place, problem);
  const returns = returnsOf(encoding, { ...callback, result: type.to.result });
  if (!returns.ok) return returns;
  return succeed({
    kind: 'callback',
    recorder: { label: labelOf(place), type: type.to, returns: returns.value },
  });
}

function unrecordable(type: FunctionType, encoding: Encoding): string | null {
  if (type.variadic) return `${type.spelling} takes any number of arguments, which cannot be recorded`;
  const byValue = [...type.parameters.map((parameter) => parameter.type), type.result];
  const unknown = byValue.find((one) => one.kind !== 'void' && sizeOf(one, encoding.records) === null);
  const opaque = unknown ?? byValue.find((one) => one.kind === 'opaque');
  return opaque ? `a function that passes ${opaque.spelling} by value cannot be recorded` : null;
}

function returnsOf(
  encoding: Encoding,
  callback: { readonly result: CType; readonly returns: Literal; readonly place: Place },
): Outcome<readonly ArgumentValue[]> {
  const { result, returns, place } = callback;
  const isNothing =
    (returns.kind === 'list' && returns.items.length === 0) ||
    (returns.kind === 'word' && returns.text === 'null');
  if (result.kind === 'void')
    return isNothing
      ? succeed([])
      : badArgument(place, 'the function returns nothing; write {"$callback": null}');
  if (isNothing) {
    const zero = zeroResult(encoding, result, place);
    return zero.ok ? succeed([zero.value]) : zero;
  }
  const values: ArgumentValue[] = [];
  const items = returns.kind === 'list' ? returns.items : [returns];
  for (const [index, item] of items.entries()) {
    const at = below(place, 'returns');
    const value = resultOf(encoding, {
      result,
      item,
      place: returns.kind === 'list' ? below(at, index) : at,
    });
    if (!value.ok) return value;
    values.push(value.value);
  }
  return succeed(values);
}

function zeroResult(encoding: Encoding, result: CType, place: Place): Outcome<ArgumentValue> {
  if (isScalar(result)) return succeed(zeroOf(result));
  if (result.kind === 'pointer') return succeed({ kind: 'address', value: 0n });
  return recordResult(encoding, { result, item: { kind: 'object', entries: [] }, place });
}

function resultOf(
  encoding: Encoding,
  one: { readonly result: CType; readonly item: Literal; readonly place: Place },
): Outcome<ArgumentValue> {
  const { result, item, place } = one;
  if (isScalar(result)) {
    const value = scalarOf(encoding.context, result, item);
    return value.ok ? succeed(value.value) : badArgument(place, value.reason);
  }
  if (result.kind === 'pointer') return encoding.pointer(result, item, place);
  return recordResult(encoding, one);
}

function recordResult(
  encoding: Encoding,
  one: { readonly result: CType; readonly item: Literal; readonly place: Place },
): Outcome<ArgumentValue> {
  const size = sizeOf(one.result, encoding.records);
  if (size === null || one.result.kind !== 'record')
    return badArgument(one.place, `${one.result.spelling} cannot be returned`);
  const image = encoding.allocate(size, one.place);
  if (!image.ok) return image;
  const slot = { type: one.result, image: image.value, offset: 0, bits: null, place: one.place };
  const failure = encoding.write(slot, one.item);
  if (failure) return { ok: false, failure };
  return succeed({ kind: 'record', image: image.value.finish(alignmentOf(one.result, encoding.records)) });
}
