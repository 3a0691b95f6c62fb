import { fail, type Outcome, succeed } from '../contract/failure.ts';
import type { StateChoices } from '../contract/variables.ts';
import { refuseData } from './call-failure.ts';
import { describeSymbol } from './resolve-prototype.ts';
import type { SessionCore } from './session-core.ts';

/** Keeps what the user chose about the state; a hook that the running build lacks, or that takes other arguments, is refused. */
export async function chooseState(core: SessionCore, choices: StateChoices): Promise<Outcome<null>> {
  const { hooks } = core.store.get().stateChoices;
  for (const which of ['before', 'after'] as const) {
    const symbol = choices.hooks[which];
    if (symbol === null || symbol === hooks[which]) continue;
    const refusal = await refusalOfHook(core, symbol);
    if (refusal !== null) return fail('bad-argument', refusal, { argument: which });
  }
  core.store.change({ stateChoices: choices });
  return succeed(null);
}

async function refusalOfHook(core: SessionCore, symbol: string): Promise<string | null> {
  const { running } = core;
  if (running === null) return null;
  const found = await core.lookUpSymbol(running.build.file, symbol);
  if (!found.ok) return null;
  if (found.value.type === null) return `The running build exports no ${symbol}.`;
  const data = refuseData(symbol, found.value);
  if (data !== null) return data.message;
  const described = await describeSymbol(core, symbol, '');
  const prototype = described.ok ? described.value.suggestions[0]?.prototype : null;
  if (!prototype || prototype.parameters.length <= 1) return null;
  const { length } = prototype.parameters;
  return `${symbol} takes ${length} arguments; a hook takes one, the address of a pointer (void **).`;
}
