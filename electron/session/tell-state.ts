import type { HistoryEntry } from '../contract/history-entry.ts';
import type { VariableList } from '../contract/variables.ts';
import { amend } from './amend-entry.ts';
import { headersOf } from './farewell.ts';
import type { PreparedBuild } from './prepared-build.ts';
import type { Running, SessionCore } from './session-core.ts';
import { type NewValue, stateChangeOf, variablesToCompare } from './state-change.ts';
import type { Loaded } from './take-over.ts';
import { placeOf } from './variable-place.ts';

/**
 * Reads the variables of the build that was loaded, which takes a while for large debug information, and writes into
 * the entry of the load what became of those of the build before.
 */
export async function tellState(
  core: SessionCore,
  entry: HistoryEntry,
  loaded: Pick<Loaded, 'generation' | 'farewell' | 'carried'>,
): Promise<void> {
  const { running } = core;
  if (running === null || running.generation.number !== loaded.generation.number) return;
  const newList = await readModel(core, running.build);
  const { farewell, carried } = loaded;
  if (newList === null || farewell?.list == null || core.closed) return;
  const newValues = await readFirstValues(core, running, { farewell, newList });
  if (newValues === null || core.closed) return;
  const state = stateChangeOf({
    farewell: { ...farewell, list: farewell.list },
    newList,
    carried,
    newValues,
  });
  const fates = new Map(state.variables.map(({ key, fate }) => [key, fate]));
  if (core.running?.generation.number === running.generation.number) {
    core.fates = { generation: running.generation.number, fates };
  }
  if (state.variables.length > 0 || state.notCompared > 0) amend(core, entry, { state });
}

/** Reads what variables a build has, and tells how many when it is the one that runs. */
export async function readModel(core: SessionCore, build: PreparedBuild): Promise<VariableList | null> {
  const list = await core.variables.read(build, headersOf(core));
  if (core.running?.build.folder === build.folder && !core.closed) {
    const variableCount = list === null ? null : countVariables(list);
    if (variableCount !== core.store.get().variableCount) core.store.change({ variableCount });
  }
  return list;
}

/** Guards are the compiler's and not the library's. */
function countVariables({ variables, total }: VariableList): number {
  return total - variables.filter(({ kind }) => kind === 'guard').length;
}

/** As they were before the first call; null when the process is gone. */
async function readFirstValues(
  core: SessionCore,
  { runner, handle }: Running,
  {
    farewell,
    newList,
  }: { readonly farewell: NonNullable<Loaded['farewell']>; readonly newList: VariableList },
): Promise<ReadonlyMap<string, NewValue> | null> {
  const compared = variablesToCompare(farewell, newList);
  if (compared.length === 0) return new Map();
  const variables = compared.map((variable) => ({ ...placeOf(variable), type: null }));
  const request = { handle, moment: 'begun', variables, records: [], changedOnly: false } as const;
  return core.exclusive.run(async () => {
    // One that was replaced is being closed, which another request would keep it from.
    if (core.running?.runner !== runner) return null;
    const { outcome } = await runner.readVariables(request);
    if (!outcome.ok) return null;
    const values = compared.map(({ key }, index): [string, NewValue] => {
      const { value = null, elsewhere = null } = outcome.value[index] ?? {};
      return [key, { bytes: value?.kind === 'bytes' ? value.bytes : null, elsewhere: elsewhere !== null }];
    });
    return new Map(values);
  });
}
