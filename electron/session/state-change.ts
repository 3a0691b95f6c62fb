import {
  changedVariablesLimit,
  type LibraryVariable,
  type StateChange,
  type VariableChange,
  type VariableList,
} from '../contract/variables.ts';
import type { Farewell, OldValue } from './farewell.ts';
import type { Carried } from './greeting.ts';
import { shortText } from './shown-variable.ts';

/** The first value of a variable in the new build. */
export interface NewValue {
  /** Null where it could not be read. */
  readonly bytes: Uint8Array | null;
  /** True when it lies in another object, which the new image did not bring. */
  readonly elsewhere: boolean;
}

export interface BothBuilds {
  readonly farewell: Farewell & { readonly list: VariableList };
  readonly newList: VariableList;
  readonly carried: ReadonlyMap<string, Carried>;
  /** By key. */
  readonly newValues: ReadonlyMap<string, NewValue>;
}

/** The variables of the new build whose first values have to be known. */
export function variablesToCompare(
  { values }: Pick<Farewell, 'values'>,
  newList: VariableList,
): readonly LibraryVariable[] {
  return newList.variables.filter(({ key }) => values.has(key));
}

/** Tells what became of the values that the old build left; pure. A variable that nobody had changed has lost nothing. */
export function stateChangeOf(builds: BothBuilds): StateChange {
  const told = [...builds.farewell.values.values()].flatMap((old) => changeOf(builds, old) ?? []);
  const count = (fate: VariableChange['fate']) => told.filter((change) => change.fate === fate).length;
  return {
    variables: told
      .sort((left, right) => fateOrder.indexOf(left.fate) - fateOrder.indexOf(right.fate))
      .slice(0, changedVariablesLimit),
    resetCount: count('reset'),
    carriedCount: count('carried'),
    notCompared: builds.farewell.notCompared,
  };
}

const fateOrder: readonly VariableChange['fate'][] = ['not-carried', 'reset', 'carried', 'kept'];

function changeOf(builds: BothBuilds, { variable, bytes, changed }: OldValue): VariableChange | null {
  const { farewell, newList, carried, newValues } = builds;
  const { key, name } = variable;
  const before = shortText(variable, bytes, farewell.list.records);
  const outcome = carried.get(key);
  if (outcome?.fate === 'carried') {
    return { name, key, fate: 'carried', before, after: before, note: outcome.note };
  }
  const now = newList.variables.find((other) => other.key === key);
  const value = newValues.get(key);
  const after = now === undefined || !value?.bytes ? null : shortText(now, value.bytes, newList.records);
  if (outcome !== undefined) return { name, key, fate: 'not-carried', before, after, note: outcome.note };
  if (changed !== true) return null;
  if (value?.elsewhere) {
    return {
      name,
      key,
      fate: 'kept',
      before,
      after: before,
      note: 'Its definition in another object counts.',
    };
  }
  if (now === undefined) return { name, key, fate: 'reset', before, after: null, note: 'It is gone.' };
  // Bytes between the members of a struct may differ and mean nothing.
  return after === null || after === before ? null : { name, key, fate: 'reset', before, after, note: '' };
}
