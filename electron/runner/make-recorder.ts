import koffi from 'koffi';
import type { ArgumentValue, CallbackRecorder } from '../contract/call-value.ts';
import { fail, type Outcome, succeed } from '../contract/failure.ts';
import type { CType, RecordType } from '../contract/prototype.ts';
import type { BlockGroup } from './block-store.ts';
import { type CallLayout, layOutCall } from './call-layout.ts';
import { callbackType, registerType } from './koffi-types.ts';
import { type CallbackReturn, Recorder } from './recorder.ts';

export interface RecorderContext {
  readonly records: readonly RecordType[];
  readonly group: BlockGroup;
  /** Gives koffi its places for callbacks of older calls back. */
  releaseCallbacks(): void;
}

/** Turns what a callback is to return into machine values, with new memory for what it points to. */
export interface ReturnPlacement {
  scalar(type: CType, value: ArgumentValue): Outcome<unknown>;
  recordBytes(type: CType, value: ArgumentValue, atLeast: number): Outcome<Buffer>;
}

/** Makes a native function that records its calls; it lives as long as the group of blocks. */
export function makeRecorder(
  chosen: CallbackRecorder,
  placement: ReturnPlacement,
  context: RecorderContext,
): Outcome<{ readonly address: bigint; readonly recorder: Recorder }> {
  const { label, type } = chosen;
  const { records } = context;
  if (type.variadic) {
    return fail(
      'bad-argument',
      `${type.spelling} takes a variable number of arguments, which no callback can read.`,
    );
  }
  const layout = layOutCall(type, records, 'callback');
  if (!layout.ok) return layout;
  const returns: CallbackReturn[] = [];
  for (const value of chosen.returns.length > 0 ? chosen.returns : [null]) {
    const made = returnOf(type.result, value, layout.value, placement, records);
    if (!made.ok) return made;
    returns.push(made.value);
  }
  const recorder = new Recorder({ label, type, records, layout: layout.value, returns });
  const address = register(recorder, layout.value, context);
  if (!address.ok) return address;
  context.group.onEnd(() => koffi.unregister(address.value));
  return succeed({ address: address.value, recorder });
}

/** koffi has 8192 places for callbacks; those of older calls make room for this one. */
function register(recorder: Recorder, layout: CallLayout, context: RecorderContext): Outcome<bigint> {
  const type = callbackType(layout);
  try {
    return succeed(koffi.register(recorder.called, type));
  } catch {
    context.releaseCallbacks();
  }
  try {
    return succeed(koffi.register(recorder.called, type));
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return fail('bad-argument', 'no place is left for another callback; give kept ones free.', { detail });
  }
}

/** Null stands for zero, or for nothing where nothing is returned. */
function returnOf(
  type: CType,
  value: ArgumentValue | null,
  layout: CallLayout,
  placement: ReturnPlacement,
  records: readonly RecordType[],
): Outcome<CallbackReturn> {
  const { result } = layout;
  if (result.kind === 'void' || result.kind === 'nothing')
    return succeed({ kind: 'value', value: undefined });
  if (result.kind === 'scalar') {
    if (value === null) return succeed({ kind: 'value', value: result.scalar === 'bool' ? false : 0 });
    const scalar = placement.scalar(type, value);
    return scalar.ok ? succeed({ kind: 'value', value: scalar.value }) : scalar;
  }
  const size = type.kind === 'record' ? (records[type.record]?.size ?? 0) : 0;
  const atLeast = Math.max(size, 16);
  const bytes = value === null ? succeed(Buffer.alloc(atLeast)) : placement.recordBytes(type, value, atLeast);
  if (!bytes.ok) return bytes;
  if (result.kind === 'hidden') return succeed({ kind: 'bytes', bytes: bytes.value.subarray(0, size) });
  return succeed({ kind: 'value', value: koffi.decode(bytes.value, registerType(result.eightbytes)) });
}
