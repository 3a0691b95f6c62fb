import type { CallInput } from '../../electron/contract/call-record.ts';
import { ask, reopenCall, toSend } from '../state/intents.ts';
import { pageApi } from '../state/page-api.ts';
import { currentState, dispatch } from '../state/store.ts';
import { whenLoaded } from '../state/when-loaded.ts';

/** Opens a kept call in the form and makes it, so that its result stands where results stand. */
export async function runAgain(libraryId: string, input: CallInput): Promise<void> {
  reopenCall(libraryId, input);
  await whenLoaded(libraryId);
  const request = { libraryId, input: toSend(input) };
  const library = currentState().snapshot?.libraries.find(({ id }) => id === libraryId);
  if (library?.beside == null) await ask(pageApi.request['call:run'](request));
  else {
    const both = await ask(pageApi.request['call:run-both'](request));
    if (both.ok && both.value.beside.kind === 'refused') {
      dispatch({ type: 'page:notice-raised', failure: both.value.beside.failure });
    }
  }
}
