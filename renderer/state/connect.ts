import { pushChannels } from '../../electron/contract/channels.ts';
import type { PushChannel, Pushes } from '../../electron/contract/ipc.ts';
import { runCommand } from './commands.ts';
import { pageApi } from './page-api.ts';
import type { PushAction } from './page-state.ts';
import { dispatch, dispatchPush } from './store.ts';

/** Listens first, then asks for the snapshot, so that nothing falls in between. */
export async function connect(): Promise<void> {
  for (const channel of pushChannels) listen(channel);
  dispatch({ type: 'page:snapshot-arrived', snapshot: await pageApi.request['app:snapshot']() });
}

function listen<C extends PushChannel>(channel: C): void {
  pageApi.subscribe(channel, (payload: Pushes[C]) => {
    if (channel === 'command:invoked') runCommand((payload as Pushes['command:invoked']).command);
    else dispatchPush({ type: channel, payload } as PushAction);
  });
}
