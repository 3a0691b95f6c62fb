import type { ImageUse } from '../contract/runner-protocol.ts';
import type { LibraryVariable, VariableList } from '../contract/variables.ts';
import { variablesReadLimits } from '../contract/variables-protocol.ts';
import { contentsOf } from '../ctypes/type-contents.ts';
import { findUse } from './close-and-prove.ts';
import { callHook } from './reload-hooks.ts';
import type { Running, SessionCore } from './session-core.ts';
import { placeOf } from './variable-place.ts';

/** The last value of a variable in the old build. */
export interface OldValue {
  readonly variable: LibraryVariable;
  readonly bytes: Uint8Array;
  /** Whether it had changed since the build was loaded; null for one that lies in another object. */
  readonly changed: boolean | null;
}

/** What the old build leaves to the new one. */
export interface Farewell {
  readonly old: Running;
  /** Null while its variables are not known: it was loaded a moment ago. */
  readonly list: VariableList | null;
  /** Those that changed, those that lie elsewhere, and those that are to be carried. */
  readonly values: ReadonlyMap<string, OldValue>;
  /** Variables that changed and are too large to be kept here, and those beyond what is looked at. */
  readonly notCompared: number;
  /** Where the old image lay; known when a variable with pointers is to be carried. */
  readonly image: ImageUse['image'];
  /** True when the hook was called, so that the library has put its state away. */
  readonly hookCalled: boolean;
  /** The hook, when it failed. */
  readonly failedHook: string | null;
  /** What went wrong, in sentences. */
  readonly notes: readonly string[];
}

/** So many are looked at when a build is replaced, which must not take long. */
const comparedLimit = 2000;

/**
 * Calls the hook of the old build and notes what its variables hold, before it is closed; inside `exclusive`. A hook
 * that ends the process is a note, and the runner is gone afterwards.
 */
export async function bidFarewell(core: SessionCore, old: Running): Promise<Farewell> {
  const { carry, hooks } = core.store.get().stateChoices;
  const notes: string[] = [];
  let hookCalled = false;
  if (hooks.before !== null && old.runner.alive) {
    const failure = await callHook(core, old, hooks.before);
    hookCalled = failure === null;
    if (failure !== null) notes.push(hookNote(hooks.before, old, failure.message));
  }
  const list =
    carry.length > 0
      ? await core.variables.read(old.build, headersOf(core))
      : core.variables.known(old.build);
  const failedHook = notes.length === 0 ? null : hooks.before;
  const hook = { hookCalled, failedHook };
  const nothing = { old, list, values: new Map(), notCompared: 0, image: null, ...hook, notes };
  if (list === null || !old.runner.alive) return nothing;
  const chosen = new Set(carry);
  const kept = list.variables.filter(({ kind }) => kind !== 'guard');
  const looked = kept.slice(0, comparedLimit);
  const read = await readOld(old, looked, { changedOnly: true });
  const carried = await initialised(
    old,
    kept.filter(({ key, threadLocal }) => !threadLocal && chosen.has(key)),
  );
  const toCarry = await readOld(old, carried, { changedOnly: false });
  if (old.runner.alive) notes.push(...notesOnUnread(carried, toCarry.values));
  const needsImage = toCarry.values.some(
    ({ variable: { type } }) => type !== null && hasPointers(list, type),
  );
  return {
    ...nothing,
    values: new Map([...read.values, ...toCarry.values].map((value) => [value.variable.key, value])),
    notCompared: read.notRead + kept.length - looked.length,
    image: needsImage ? (await findUse(core, old)).image : null,
  };
}

/** The headers that types of exports are read from. */
export function headersOf(core: SessionCore): readonly string[] {
  return core.store.get().headers.map(({ path }) => path);
}

function hookNote(hook: string, { generation, runner }: Running, reason: string): string {
  const end = runner.alive ? '' : ' Its process ended, and the state with it; the new build runs in another.';
  return `The hook ${hook} of build #${generation.number} failed: ${reason}${end}`;
}

/** What the user wants carried and does not get. */
function notesOnUnread(carried: readonly LibraryVariable[], values: readonly OldValue[]): readonly string[] {
  const read = new Set(values.map(({ variable }) => variable));
  const { bytes, allBytes } = variablesReadLimits;
  return carried
    .filter((variable) => !read.has(variable))
    .map(({ name, size }) =>
      size > bytes
        ? `${name} was not carried: it has ${size} bytes, and at most ${bytes} of one variable are.`
        : `${name} was not carried: it could not be read, or the ${allBytes} bytes of all variables were used up.`,
    );
}

/** Without those whose function was never called: they have no value yet. */
async function initialised(
  { runner, handle }: Running,
  variables: readonly LibraryVariable[],
): Promise<readonly LibraryVariable[]> {
  const guarded = variables.flatMap(({ key, guard }) => (guard === null ? [] : [{ key, guard }]));
  if (guarded.length === 0) return variables;
  const places = guarded.map(({ guard }) => ({ ...placeOf(guard), type: null }));
  const request = { handle, moment: 'now', variables: places, records: [], changedOnly: false } as const;
  const { outcome } = await runner.readVariables(request, { timeoutMs: readTimeoutMs });
  if (!outcome.ok) return [];
  const pending = new Set(
    guarded.flatMap(({ key }, index) => {
      const value = outcome.value[index]?.value;
      return value?.kind === 'bytes' && value.bytes[0] === 0 ? [key] : [];
    }),
  );
  return variables.filter(({ key }) => !pending.has(key));
}

function hasPointers({ records }: VariableList, type: NonNullable<LibraryVariable['type']>): boolean {
  return contentsOf({ type, records }).pointers.length > 0;
}

async function readOld(
  { runner, handle }: Running,
  variables: readonly LibraryVariable[],
  { changedOnly }: { readonly changedOnly: boolean },
): Promise<{ readonly values: readonly OldValue[]; readonly notRead: number }> {
  if (variables.length === 0) return { values: [], notRead: 0 };
  const places = variables.map((variable) => ({ ...placeOf(variable), type: null }));
  const request = { handle, moment: 'now', variables: places, records: [], changedOnly } as const;
  const { outcome } = await runner.readVariables(request, { timeoutMs: readTimeoutMs });
  if (!outcome.ok) return { values: [], notRead: variables.length };
  const values: OldValue[] = [];
  let notRead = 0;
  for (const [index, variable] of variables.entries()) {
    const { changed = null, value = null, address = null } = outcome.value[index] ?? {};
    const bytes = value?.kind === 'bytes' ? value.bytes : null;
    // Foreign code ran in the process that tells: bytes of another length are not those of the variable.
    if (bytes?.length === variable.size) values.push({ variable, bytes, changed });
    else if ((address !== null || variable.threadLocal) && changed !== false) notRead += 1;
  }
  return { values, notRead };
}

/** Reading memory takes milliseconds; a process that does not answer by then never will. */
const readTimeoutMs = 5000;
