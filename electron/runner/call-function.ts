import koffi from 'koffi';
import { fail, type Outcome, succeed } from '../contract/failure.ts';
import type { CallReply, CallRequest } from '../contract/runner-protocol.ts';
import { decodeValue } from '../ctypes/decode-value.ts';
import { BlockGroup, type BlockStore } from './block-store.ts';
import { type CallLayout, layOutCall } from './call-layout.ts';
import { resultOf } from './call-result.ts';
import { namedErrno } from './errno.ts';
import { type Invocation, invokeMeasured, invokeRepeatedly } from './invoke.ts';
import { functionType, signatureKey } from './koffi-types.ts';
import { emptyFunction } from './libc.ts';
import { functionAddress, type SymbolScope, symbolAddress } from './library-symbols.ts';
import { processMemory } from './memory.ts';
import type { NativeFunction, NativeValue } from './native-values.ts';
import type { NativeMemory } from './new-memory.ts';
import { type GivenArgument, Placement } from './placement.ts';
import { ReplyBudget } from './reply-budget.ts';

/** A library that functions are called in, with those it was asked for before. */
export interface CallTarget extends SymbolScope {
  readonly functions: Map<string, NativeFunction>;
}

// What the reply's schema takes.
const limits = { out: 10_000, callbacks: 1000 } as const;

/** Calls as `request` says; see `Engine.call`. `afterCall` runs when the native code has come back. */
export function callFunction(
  target: CallTarget,
  request: CallRequest,
  store: BlockStore,
  afterCall: () => void,
): Outcome<CallReply> {
  const given = givenArguments(request);
  if (!given.ok) return given;
  const { result, records } = request.prototype;
  const layout = layOutCall({ result, parameters: given.value }, records, 'call');
  if (!layout.ok) return layout;
  const bound = bind(target, request.symbol, layout.value);
  if (!bound.ok) return bound;
  if (request.repeat === 0 && request.measure === null) return succeed(notCalled);
  const group = new BlockGroup();
  const placement = new Placement({
    records,
    group,
    symbol: (name) => symbolAddress(target, name),
    releaseCallbacks: () => store.endAllLiving(),
  });
  const placed = placement.arguments(layout.value, given.value);
  if (!placed.ok) {
    group.end();
    return placed;
  }
  const invoked = invoke(bound.value, layout.value, placed.value.values, request);
  afterCall();
  const called = { request, layout: layout.value, hidden: placed.value.hidden, placement, group, store };
  const reply = invoked.ok ? succeed(replyOf({ ...called, invocation: invoked.value })) : invoked;
  store.add(group);
  return reply;
}

function invoke(
  bound: NativeFunction,
  layout: CallLayout,
  values: readonly NativeValue[],
  { repeat, measure }: CallRequest,
): Outcome<Invocation> {
  try {
    if (measure === null) return succeed(invokeRepeatedly(bound, values, repeat));
    return succeed(invokeMeasured(bound, emptyWith(layout), values, measure));
  } catch (error) {
    // koffi lets the call end and throws then when the library called a callback that was given up before.
    const detail = error instanceof Error ? error.message : String(error);
    return fail('bad-argument', 'The library called a callback that is no longer there; give it a new one.', {
      detail,
    });
  }
}

const notCalled: CallReply = {
  value: { kind: 'void' },
  out: [],
  callbacks: [],
  durationNs: 0,
  timing: null,
  errno: null,
};

/** Those of the parameters, then the extra ones of a variadic function. */
function givenArguments(request: CallRequest): Outcome<readonly GivenArgument[]> {
  const { name, parameters, variadic } = request.prototype;
  const count = request.arguments.length;
  const types = [...parameters.map(({ type }) => type), ...request.extra];
  if (!variadic && request.extra.length > 0) {
    return fail('bad-argument', `${name} is not variadic and takes no extra arguments.`);
  }
  if (count !== types.length) {
    return fail('bad-argument', `${name} takes ${types.length} arguments, ${count} given.`);
  }
  return succeed(
    request.arguments.flatMap((value, index) => {
      const type = types[index];
      const label = parameters[index]?.name ?? `arg ${index + 1}`;
      return type ? [{ label, type, value }] : [];
    }),
  );
}

function bind(target: CallTarget, symbol: string, layout: CallLayout): Outcome<NativeFunction> {
  const key = `${symbol}\0${signatureKey(layout)}`;
  const known = target.functions.get(key);
  if (known) return succeed(known);
  const address = functionAddress(target, symbol);
  if (!address.ok) return address;
  const bound = functionAt(address.value, layout);
  if (bound.ok) target.functions.set(key, bound.value);
  return bound;
}

function functionAt(address: bigint, layout: CallLayout): Outcome<NativeFunction> {
  try {
    return succeed(koffi.decode(address, functionType(layout)));
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return fail('bad-prototype', 'koffi cannot make a call of this signature.', { detail });
  }
}

/** A function of libc that reads its first register at most and touches nothing, called like the other one. */
function emptyWith(layout: CallLayout): NativeFunction {
  return koffi.decode(emptyFunction, functionType(layout));
}

interface Called {
  readonly request: CallRequest;
  readonly layout: CallLayout;
  readonly invocation: Invocation;
  readonly hidden: NativeMemory | null;
  readonly placement: Placement;
  readonly group: BlockGroup;
  readonly store: BlockStore;
}

function replyOf(called: Called): CallReply {
  const { request, layout, invocation, hidden } = called;
  const { result, records } = request.prototype;
  const { durationNs, timing, errno } = invocation;
  const budget = new ReplyBudget();
  return {
    value: budget.admit(resultOf({ type: result, records }, layout.result, invocation.result, hidden)),
    out: outValues(called, budget),
    callbacks: callbackLogs(called, budget),
    durationNs,
    timing,
    errno: errno === 0 ? null : namedErrno(errno),
  };
}

function outValues({ request, placement }: Called, budget: ReplyBudget): CallReply['out'] {
  const { records } = request.prototype;
  return placement.blocksToRead.slice(0, limits.out).map(({ label, type, memory }) => {
    const { address, bytes } = memory;
    const value = decodeValue({ type, records }, { address, bytes }, processMemory, { follow: 1 });
    return { label, address, value: budget.admit(value) };
  });
}

/** Those of this call, then those of earlier calls that the library called now. */
function callbackLogs({ group, store }: Called, budget: ReplyBudget): CallReply['callbacks'] {
  const own = group.recorders.map((recorder) => recorder.take());
  const earlier = store.recorders.map((recorder) => recorder.take()).filter(({ total }) => total > 0);
  return [...own, ...earlier].slice(0, limits.callbacks).map(({ label, total, calls }) => ({
    label,
    total,
    calls: calls.map((values) => values.slice(0, 256).map((value) => budget.admit(value))),
  }));
}
