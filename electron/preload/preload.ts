import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { pushChannels, pushMessage, requestChannels } from '../contract/channels.ts';
import type { PageApi, Push, PushChannel } from '../contract/ipc.ts';

/** One function for each request, so that the page can ask for nothing that the contract does not name. */
const request = Object.fromEntries(
  requestChannels
    .filter((channel) => channel !== 'library:open-dropped')
    .map((channel) => [channel, (input?: unknown) => ipcRenderer.invoke(channel, input)]),
) as unknown as PageApi['request'];

type Listener = (payload: never) => void;

const listeners: ReadonlyMap<string, Set<Listener>> = new Map(
  pushChannels.map((channel) => [channel, new Set()]),
);

ipcRenderer.on(pushMessage, (_event: unknown, together: readonly Push[]) => {
  for (const { channel, payload } of together) {
    for (const listener of listeners.get(channel) ?? []) tell(listener, payload);
  }
});

/** A listener that fails must not keep what came with its push from the others. */
function tell(listener: Listener, payload: unknown): void {
  try {
    listener(payload as never);
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}

function subscribe(channel: PushChannel, listener: Listener): () => void {
  const known = listeners.get(channel);
  if (known === undefined) throw new Error(`unknown push: ${String(channel)}`);
  const forward: Listener = (payload) => listener(payload);
  known.add(forward);
  return () => {
    known.delete(forward);
  };
}

/** A dropped `File` becomes a path here: the page itself never names one. */
function openDropped(files: readonly File[]) {
  const paths = files.map((file) => webUtils.getPathForFile(file)).filter((path) => path !== '');
  return ipcRenderer.invoke('library:open-dropped', paths);
}

const api: PageApi = { request, openDropped, subscribe };
contextBridge.exposeInMainWorld('dlscope', api);
