import type { BesideAnswer } from '../contract/call-on-both.ts';
import type { CallInput, CallOutcome, CallRecord } from '../contract/call-record.ts';
import type { Failure, Outcome } from '../contract/failure.ts';
import type { ShownValue } from '../contract/shown-value.ts';
import type { SavedArgument } from '../ctypes/encode-context.ts';
import { reviveBeside } from './beside.ts';
import { type CalledBuild, type CheckedCall, checkCall } from './check-call.ts';
import type { CallLimits } from './library-session.ts';
import { contradictingPrototype } from './own-prototype.ts';
import { callIn, logCall } from './run-call.ts';
import { savedArgument } from './saved-values.ts';
import type { Beside, SessionCore } from './session-core.ts';

/** Makes the call that the running build has answered on the build beside, with that one's types, and logs it. */
export function callBeside(
  core: SessionCore,
  answered: CallRecord,
  limits: CallLimits,
): Promise<BesideAnswer> {
  return core.besideExclusive.run(async () => {
    const generation = core.beside?.generation ?? null;
    const refuse = (failure: Failure): BesideAnswer => ({ kind: 'refused', generation, failure });
    const { outcome } = answered;
    if (outcome.kind === 'fault' && outcome.fault.kind === 'stopped') return refuse(stopped);
    const beside = await reviveBeside(core);
    if (!beside.ok) return refuse(beside.failure);
    const { build, lookUpSymbol } = beside.value;
    const saved = (name: string) => savedBeside(core, beside.value, name);
    const checked = await checkForBuild(core, answered.input, { file: build.file, saved });
    if (!checked.ok) return refuse(checked.failure);
    const record: CallRecord = {
      id: core.dependencies.newId(),
      atMs: core.dependencies.clock.nowMs(),
      generation: beside.value.generation,
      input: checked.value.input,
      outcome: withoutPointers(await callIn(core, beside.value, checked.value, { ...limits, lookUpSymbol })),
      trigger: 'beside',
    };
    logCall(core, record);
    return { kind: 'called', record };
  });
}

/** Another prototype than the typed one counts where that build itself says so: registers would be read that nobody set. */
async function checkForBuild(
  core: SessionCore,
  input: CallInput,
  build: CalledBuild,
): Promise<Outcome<CheckedCall>> {
  const checked = await checkCall(core, input, build);
  const own = checked.ok ? await contradictingPrototype(core, checked.value) : null;
  return own === null ? checked : checkCall(core, { ...input, prototype: own.text }, build);
}

const stopped: Failure = { code: 'stopped', message: 'You pressed Stop, so the call was not made here.' };

/** Memory is viewed in the process of the running build: what a pointer of this one holds leads nowhere there. */
function withoutPointers(outcome: CallOutcome): CallOutcome {
  if (outcome.kind !== 'returned') return outcome;
  const { value, out, callbacks } = outcome;
  return {
    ...outcome,
    value: withoutPointer(value),
    out: out.map(withoutPointer),
    callbacks: callbacks.map((log) => ({ ...log, calls: log.calls.map((call) => call.map(withoutPointer)) })),
  };
}

function withoutPointer(value: ShownValue): ShownValue {
  return { ...value, pointsTo: null, children: value.children.map(withoutPointer) };
}

/** An address means nothing in another process; a number does. */
function savedBeside(core: SessionCore, { generation }: Beside, name: string): SavedArgument | null {
  const saved = savedArgument(core, name);
  if (saved === null || saved.kind !== 'address' || saved.value === 0n) return saved;
  const dead = `it lives in the process of the running build; #${generation} beside it has another one.`;
  return { ...saved, dead };
}
