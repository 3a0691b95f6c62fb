import { fail, type Outcome, succeed } from '../contract/failure.ts';
import { carryLimit, type StateChoice } from '../contract/variables.ts';
import { refuseData } from './call-failure.ts';
import { describeSymbol } from './resolve-prototype.ts';
import type { SessionCore } from './session-core.ts';

/** Keeps what the user chose about the state; a hook that the running build lacks, or that takes other arguments, is refused. */
export async function chooseState(core: SessionCore, choice: StateChoice): Promise<Outcome<null>> {
  if (choice.kind === 'carry') return chooseCarry(core, choice);
  const { which, symbol } = choice;
  const refusal = symbol === null ? null : await refusalOfHook(core, symbol);
  if (refusal !== null) return fail('bad-argument', refusal, { argument: which });
  const { stateChoices } = core.store.get();
  const hooks = { ...stateChoices.hooks, [which]: symbol };
  core.store.change({ stateChoices: { ...stateChoices, hooks } });
  return succeed(null);
}

function chooseCarry(
  core: SessionCore,
  { key, carried }: Extract<StateChoice, { readonly kind: 'carry' }>,
): Outcome<null> {
  const { stateChoices } = core.store.get();
  const others = stateChoices.carry.filter((other) => other !== key);
  if (carried && others.length >= carryLimit) {
    return fail('limit-reached', `${carryLimit} variables are carried; take another one out first.`);
  }
  core.store.change({ stateChoices: { ...stateChoices, carry: carried ? [...others, key] : others } });
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
