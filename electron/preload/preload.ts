import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { pushChannels, requestChannels } from '../contract/channels.ts';
import type { PageApi, PushChannel } from '../contract/ipc.ts';

/** One function for each request, so that the page can ask for nothing that the contract does not name. */
const request = Object.fromEntries(
  requestChannels
    .filter((channel) => channel !== 'library:open-dropped')
    .map((channel) => [channel, (input?: unknown) => ipcRenderer.invoke(channel, input)]),
) as unknown as PageApi['request'];

const knownPushes: ReadonlySet<string> = new Set(pushChannels);

function subscribe(channel: PushChannel, listener: (payload: never) => void): () => void {
  if (!knownPushes.has(channel)) throw new Error(`unknown push: ${String(channel)}`);
  const forward = (_event: unknown, payload: unknown) => listener(payload as never);
  ipcRenderer.on(channel, forward);
  return () => {
    ipcRenderer.off(channel, forward);
  };
}

/** A dropped `File` becomes a path here: the page itself never names one. */
function openDropped(files: readonly File[]) {
  const paths = files.map((file) => webUtils.getPathForFile(file)).filter((path) => path !== '');
  return ipcRenderer.invoke('library:open-dropped', paths);
}

const api: PageApi = { request, openDropped, subscribe };
contextBridge.exposeInMainWorld('dlscope', api);
