import type { PushChannel, Pushes } from '../../electron/contract/ipc.ts';
import { runCommand } from './commands.ts';
import { pageApi } from './page-api.ts';
import type { PushAction } from './page-state.ts';
import { dispatch } from './store.ts';

// Written out here because the contract's own list stands beside the schemas, and the page carries no schema library.
const channels: Readonly<Record<PushChannel, true>> = {
  'library:changed': true,
  'library:closed': true,
  'library:activated': true,
  'history:recorded': true,
  'history:cleared': true,
  'call:recorded': true,
  'call:log-cleared': true,
  'recent:changed': true,
  'settings:changed': true,
  'guide:changed': true,
  'command:invoked': true,
  'app:noticed': true,
};

/** Listens first, then asks for the snapshot, so that nothing falls in between. */
export async function connect(): Promise<void> {
  for (const channel of Object.keys(channels) as PushChannel[]) listen(channel);
  dispatch({ type: 'page:snapshot-arrived', snapshot: await pageApi.request['app:snapshot']() });
}

function listen<C extends PushChannel>(channel: C): void {
  pageApi.subscribe(channel, (payload: Pushes[C]) => {
    if (channel === 'command:invoked') runCommand((payload as Pushes['command:invoked']).command);
    else dispatch({ type: channel, payload } as PushAction);
  });
}
