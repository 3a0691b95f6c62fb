import type { Outcome } from '../../electron/contract/failure.ts';
import type { StateChoices } from '../../electron/contract/variables.ts';
import { ask } from '../state/intents.ts';
import { pageApi } from '../state/page-api.ts';

/** Has main keep the choices; a refusal becomes a notice. */
export function chooseState(libraryId: string, { carry, hooks }: StateChoices): Promise<Outcome<null>> {
  return ask(pageApi.request['state:choose']({ libraryId, choices: { carry: [...carry], hooks } }));
}
