import type { Outcome } from '../../electron/contract/failure.ts';
import type { StateChoice } from '../../electron/contract/variables.ts';
import { ask } from '../state/intents.ts';
import { pageApi } from '../state/page-api.ts';

/** Has main keep the choice; a refusal becomes a notice. */
export function chooseState(libraryId: string, choice: StateChoice): Promise<Outcome<null>> {
  return ask(pageApi.request['state:choose']({ libraryId, choice }));
}
