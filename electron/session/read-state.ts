import { fail, type Outcome, succeed } from '../contract/failure.ts';
import type { VariablesReply } from '../contract/runner-protocol.ts';
import type { ShownVariable, StateView } from '../contract/state-view.ts';
import type { LibraryVariable, VariableList } from '../contract/variables.ts';
import { showValue } from '../ctypes/show-value.ts';
import type { Running, SessionCore } from './session-core.ts';
import { typeToShow } from './shown-variable.ts';
import { readModel } from './tell-state.ts';
import { placeOf } from './variable-place.ts';

/** The variables of the running build with their values, read while no call is open there; never a fault. */
export async function readState(core: SessionCore): Promise<Outcome<StateView>> {
  const asked = core.running;
  if (asked === null) return fail('not-loaded', 'No build of the library is loaded.');
  const list = await readModel(core, asked.build);
  if (list === null)
    return fail('read-failed', 'The variables of the build could not be read from its copy.');
  return core.exclusive.run(async () => {
    const { running } = core;
    if (running?.build.folder !== asked.build.folder) {
      return fail('busy', 'Another build took the place of this one meanwhile.');
    }
    if (!running.runner.alive) return fail('not-loaded', 'The process of the library has ended.');
    const { outcome } = await running.runner.readVariables({
      handle: running.handle,
      moment: 'now',
      variables: list.variables.map((variable) => ({ ...placeOf(variable), type: variable.type })),
      records: list.records,
      changedOnly: false,
    });
    return outcome.ok ? succeed(viewOf(core, running, list, outcome.value)) : outcome;
  });
}

function viewOf(
  core: SessionCore,
  { generation }: Running,
  list: VariableList,
  reply: VariablesReply,
): StateView {
  const fates = core.fates?.generation === generation.number ? core.fates.fates : null;
  const variables = list.variables.map((variable, index): ShownVariable => {
    const { key, name, kind, type, size, location, threadLocal } = variable;
    const found = reply[index] ?? null;
    const fate = fates?.get(key) ?? (found?.elsewhere ? 'kept' : null);
    return {
      ...{ key, name, kind, size, location, threadLocal, fate },
      type: type?.spelling ?? null,
      address: found?.address == null ? null : `0x${found.address.toString(16)}`,
      value: found === null ? null : shown(variable, found, list),
      elsewhere: found?.elsewhere ?? null,
      changed: found?.changed ?? null,
    };
  });
  const { total, hasDebugInfo } = list;
  return { generation: generation.number, variables, total, hasDebugInfo };
}

function shown(
  variable: LibraryVariable,
  { value, address }: VariablesReply[number],
  { records }: VariableList,
): ShownVariable['value'] {
  if (value === null) return null;
  return showValue({ type: typeToShow(variable), records }, value, { name: null, at: address });
}
