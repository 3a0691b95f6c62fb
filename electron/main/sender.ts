import type { IpcMainInvokeEvent, WebContents } from 'electron';
import { pageOrigin } from './page-address.ts';

/** True when the sender is the main frame of `contents` and shows our page. */
export function isOurPage(event: IpcMainInvokeEvent, contents: WebContents | null): boolean {
  const frame = event.senderFrame;
  if (contents === null || contents.isDestroyed() || !frame) return false;
  return event.sender === contents && frame === contents.mainFrame && frame.origin === pageOrigin;
}
