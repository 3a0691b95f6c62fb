import type { ArgumentValue, CallbackRecorder, ReadBack } from '../contract/call-value.ts';
import type { CType, RecordType } from '../contract/prototype.ts';
import type { CallReply } from '../contract/runner-protocol.ts';
import type { ShownCallback, ShownValue } from '../contract/shown-value.ts';
import { showValue } from './show-value.ts';

/** What was asked of the runner, as far as its reply needs it to be understood. */
export interface AskedCall {
  readonly result: CType;
  /** The table into which the result's type and those of the arguments point. */
  readonly records: readonly RecordType[];
  readonly values: readonly ArgumentValue[];
  /** Recorders of earlier calls, which the library may call during this one. */
  readonly earlier?: ReadonlyMap<string, KnownRecorder>;
}

/** A recorder with the table into which its types point. */
export interface KnownRecorder {
  readonly recorder: CallbackRecorder;
  readonly records: readonly RecordType[];
}

/** A reply as people read it. */
export interface ShownReply {
  readonly value: ShownValue;
  readonly out: readonly ShownValue[];
  readonly callbacks: readonly ShownCallback[];
}

/** Writes what came back: the result, the *out* arguments and what the callbacks were called with. */
export function showReply({ result, records, values, earlier }: AskedCall, reply: CallReply): ShownReply {
  const { readBacks, recorders } = collect(values);
  return {
    value: showValue({ type: result, records }, reply.value, { name: null, at: null }),
    out: reply.out.flatMap(({ label, address, value }) => {
      const readBack = readBacks.get(label);
      return readBack
        ? [showValue({ type: readBack.type, records }, value, { name: label, at: address })]
        : [];
    }),
    callbacks: reply.callbacks.flatMap(({ label, total, calls }) => {
      const own = recorders.get(label);
      const known = own ? { recorder: own, records } : earlier?.get(label);
      return known ? [{ label, total, calls: calls.map((call) => showCall(known, call)) }] : [];
    }),
  };
}

/** The recorders among the arguments, for later calls. */
export function recordersIn({
  records,
  values,
}: Pick<AskedCall, 'records' | 'values'>): readonly KnownRecorder[] {
  return [...collect(values).recorders.values()].map((recorder) => ({ recorder, records }));
}

/** The types of what is read back after the call, by the labels of the *out* values. */
export function outTypesOf(values: readonly ArgumentValue[]): ReadonlyMap<string, CType> {
  return new Map([...collect(values).readBacks.values()].map(({ label, type }) => [label, type]));
}

function showCall(
  { recorder: { type }, records }: KnownRecorder,
  call: CallReply['callbacks'][number]['calls'][number],
): readonly ShownValue[] {
  return call.flatMap((value, index) => {
    const parameter = type.parameters[index];
    if (parameter === undefined) return [];
    const name = parameter.name ?? `arg ${index + 1}`;
    return [showValue({ type: parameter.type, records }, value, { name, at: null })];
  });
}

interface Collected {
  readonly readBacks: Map<string, ReadBack>;
  readonly recorders: Map<string, CallbackRecorder>;
}

/** The blocks that are read back and the recorders among the arguments and in what they point to, by their labels. */
function collect(values: readonly ArgumentValue[]): Collected {
  const collected: Collected = { readBacks: new Map(), recorders: new Map() };
  const waiting = [...values];
  for (let value = waiting.pop(); value !== undefined; value = waiting.pop()) {
    if (value.kind === 'callback') collected.recorders.set(value.recorder.label, value.recorder);
    if (value.kind === 'block' && value.readBack)
      collected.readBacks.set(value.readBack.label, value.readBack);
    if (value.kind === 'block' || value.kind === 'record') {
      for (const pointer of value.image.pointers) waiting.push(pointer.value);
    }
  }
  return collected;
}
