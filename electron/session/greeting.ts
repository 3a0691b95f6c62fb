import { fail, type Outcome, succeed } from '../contract/failure.ts';
import type { GuardPlace, VariableFate } from '../contract/variables.ts';
import type { VariablePlace } from '../contract/variables-protocol.ts';
import { type Carrying, decideCarry } from './carry-variable.ts';
import { type Farewell, headersOf } from './farewell.ts';
import type { PreparedBuild } from './prepared-build.ts';
import { callHook } from './reload-hooks.ts';
import type { Opened } from './runner-use.ts';
import type { SessionCore } from './session-core.ts';
import { placeOf } from './variable-place.ts';

/** What became of one variable that was to be carried. */
export interface Carried {
  readonly fate: Extract<VariableFate, 'carried' | 'not-carried' | 'kept'>;
  /** One sentence; empty where there is nothing to say. */
  readonly note: string;
}

/** What was done for the state in the new build before anybody called it. */
export interface Greeting {
  /** The hook, when it failed and the build runs all the same. */
  readonly failedHook: string | null;
  /** By the key of the variable. */
  readonly carried: ReadonlyMap<string, Carried>;
  readonly notes: readonly string[];
}

/**
 * Writes the values that are to be carried into the build that was opened in the place of another one, then calls its
 * hook. A hook that ends the process is the failure; whatever else goes wrong is said.
 */
export async function greet(
  core: SessionCore,
  opened: Opened,
  build: PreparedBuild,
  farewell: Farewell | null,
): Promise<Outcome<Greeting>> {
  if (core.running === null) return succeed({ carried: new Map(), failedHook: null, notes: [] });
  const carried = farewell === null ? new Map() : await carry(core, opened, build, farewell);
  const { after } = core.store.get().stateChoices.hooks;
  const failure = after === null ? null : await callHook(core, opened, after);
  if (failure === null) return succeed({ carried, failedHook: null, notes: [] });
  const message = `The hook ${after} of the new build failed: ${failure.message}`;
  const { fault } = failure;
  if (fault !== undefined) return fail('fault', message, { fault });
  return succeed({ carried, failedHook: after, notes: [message] });
}

async function carry(
  core: SessionCore,
  { runner, handle }: Opened,
  build: PreparedBuild,
  { old, list, values, image }: Farewell,
): Promise<ReadonlyMap<string, Carried>> {
  const results = new Map<string, Carried>();
  const chosen = core.store.get().stateChoices.carry.flatMap((key) => values.get(key) ?? []);
  if (chosen.length === 0 || list === null) return results;
  const newList = await core.variables.read(build, headersOf(core));
  if (newList === null) return results;
  const places = { oldList: list, newList, sameProcess: old.runner === runner, oldImage: image };
  const writes = chosen.flatMap(({ variable, bytes }) => {
    const carrying: Carrying = { variable, bytes, ...places };
    const decision = decideCarry(carrying);
    if (decision.kind === 'carry') return [{ key: variable.key, bytes, ...decision }];
    results.set(variable.key, { fate: 'not-carried', note: decision.note });
    return [];
  });
  if (writes.length === 0) return results;
  const limits = { timeoutMs: core.limits.loadTimeoutMs };
  const variables = writes.map(({ into, bytes }) => ({ ...placeOf(into), bytes }));
  const { outcome } = await runner.writeVariables({ handle, variables }, limits);
  const guards: (VariablePlace & { readonly bytes: Uint8Array })[] = [];
  for (const [index, { key, note, into }] of writes.entries()) {
    const refusal = outcome.ok ? (outcome.value[index] ?? null) : outcome.failure.message;
    const result = { fate: 'not-carried', note: `It could not be written: ${refusal}.` } as const;
    results.set(key, refusal === null ? { fate: 'carried', note } : result);
    if (refusal === null && into.guard !== null)
      guards.push({ ...placeOf(into.guard), bytes: done(into.guard) });
  }
  if (guards.length > 0) await runner.writeVariables({ handle, variables: guards }, limits);
  return results;
}

/** Else the first call of its function would initialise the variable over the value that was carried. */
function done({ size }: GuardPlace): Uint8Array {
  const bytes = new Uint8Array(size);
  bytes[0] = 1;
  return bytes;
}
