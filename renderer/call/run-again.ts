import type { CallInput } from '../../electron/contract/session-state.ts';
import { ask, reopenCall, toSend } from '../state/intents.ts';
import { pageApi } from '../state/page-api.ts';
import { whenLoaded } from '../state/when-loaded.ts';

/** Opens a kept call in the form and makes it, so that its result stands where results stand. */
export async function runAgain(libraryId: string, input: CallInput): Promise<void> {
  reopenCall(libraryId, input);
  await whenLoaded(libraryId);
  await ask(pageApi.request['call:run']({ libraryId, input: toSend(input) }));
}
