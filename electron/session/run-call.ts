import type { CallOutcome, CallRecord } from '../contract/call-record.ts';
import { fail, type Outcome, succeed } from '../contract/failure.ts';
import type { CallReply } from '../contract/runner-protocol.ts';
import { recordersIn, showReply } from '../ctypes/show-reply.ts';
import type { RunnerReport } from '../processes/runner.ts';
import { explainMissingSymbol, refuseData } from './call-failure.ts';
import { type CheckedCall, checkCall } from './check-call.ts';
import type { CallLimits } from './library-session.ts';
import { reviveForCall } from './recovery.ts';
import { atWork, type Running, type SessionCore } from './session-core.ts';

const recordersKept = 200;

/**
 * Calls the function in the running generation once no other call is open there, and makes the record. A call that was
 * understood for a build or a process before is understood anew.
 */
export function runCall(
  core: SessionCore,
  call: CheckedCall,
  how: CallLimits & { readonly trigger: CallRecord['trigger'] },
): Promise<Outcome<CallRecord>> {
  return core.exclusive.run(async () => {
    const revived = !core.closed && (await reviveForCall(core, how.trigger));
    const { running } = core;
    if (!revived || running === null) return notLoaded(core);
    const isCurrent = call.file === running.build.file && call.runner === running.runner;
    const current = isCurrent ? succeed(call) : await checkCall(core, call.input);
    if (!current.ok) return current;
    const outcome = await callIn(core, running, current.value, how);
    const record: CallRecord = {
      id: core.dependencies.newId(),
      atMs: core.dependencies.clock.nowMs(),
      generation: running.generation.number,
      input: call.input,
      outcome,
      trigger: how.trigger,
    };
    core.callRunners.set(record, running.runner);
    return succeed(record);
  });
}

function notLoaded(core: SessionCore): Outcome<never> {
  if (core.running === null) return fail('not-loaded', 'No build of the library is loaded.');
  return fail('not-loaded', 'The process of the library ended and could not be started again.');
}

/** An opened build that can be called. */
export type CallPlace = Pick<Running, 'build' | 'runner' | 'handle'>;

/** Calls the function there; no other call may be open in that process. */
export async function callIn(
  core: SessionCore,
  { build, runner, handle }: CallPlace,
  call: CheckedCall,
  { lookUpSymbol = core.lookUpSymbol, ...how }: CallLimits & Partial<Pick<SessionCore, 'lookUpSymbol'>>,
): Promise<CallOutcome> {
  const { symbol } = call.input;
  const facts = await lookUpSymbol(build.file, symbol);
  const data = facts.ok ? refuseData(symbol, facts.value) : null;
  if (data !== null) return { kind: 'failed', failure: data };
  const { timeoutMs, repeat = 1, measure = null } = how;
  const request = {
    handle,
    symbol,
    prototype: call.prototype,
    arguments: call.values,
    extra: call.extra,
    repeat,
    measure,
  };
  const limits = timeoutMs === undefined ? {} : { timeoutMs };
  const report = await atWork(core, runner, 'call', () => runner.call(request, limits), symbol);
  const outcome = outcomeOf(report, call, core.recorders);
  rememberRecorders(core, call);
  if (outcome.kind !== 'failed' || !facts.ok) return outcome;
  return { kind: 'failed', failure: explainMissingSymbol(symbol, outcome.failure, facts.value) };
}

/** A library may keep a callback: what is called later is then known by its label. */
function rememberRecorders(core: SessionCore, { prototype: { records }, values }: CheckedCall): void {
  const now = recordersIn({ records, values });
  if (now.length === 0) return;
  const all = [...core.recorders.values(), ...now].slice(-recordersKept);
  core.recorders = new Map(all.map((known) => [known.recorder.label, known]));
}

function outcomeOf(
  report: RunnerReport<CallReply>,
  { prototype, values }: CheckedCall,
  earlier: SessionCore['recorders'],
): CallOutcome {
  const { outcome, output } = report;
  if (outcome.ok) {
    const { durationNs, errno, timing } = outcome.value;
    const { result, records } = prototype;
    const shown = showReply({ result, records, values, earlier }, outcome.value);
    const { text, hex, type } = shown.value;
    return { kind: 'returned', text, hex, type, ...shown, durationNs, timing, errno, ...output };
  }
  const { fault } = outcome.failure;
  return fault === undefined
    ? { kind: 'failed', failure: outcome.failure }
    : { kind: 'fault', fault, ...output };
}

/** Puts the record at the head of the call log and tells of it. */
export function logCall(core: SessionCore, record: CallRecord): void {
  core.calls = [record, ...core.calls].slice(0, core.limits.callLogLength);
  core.dependencies.recordCall(record);
}
