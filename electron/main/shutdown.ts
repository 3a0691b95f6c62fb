import { app, BrowserWindow } from 'electron';
import { waitAtMost } from '../processes/bounded-wait.ts';

/** A destructor that hangs or a disk that does not answer must not keep the program alive. */
const limitMs = 3000;

/**
 * From now on ends the program in order: windows go at once, then `finish`, for a bounded time, then the process.
 * The answer tells whether that has begun.
 */
export function quitInOrder(
  finish: () => Promise<void>,
  reportBug: (error: unknown, where: string) => void,
): () => boolean {
  let quitting = false;
  app.on('window-all-closed', () => app.quit());
  app.on('before-quit', (event) => {
    event.preventDefault();
    if (quitting) return;
    quitting = true;
    for (const window of BrowserWindow.getAllWindows()) window.hide();
    const finished = finish().catch((error: unknown) => reportBug(error, 'shutdown'));
    void waitAtMost(limitMs, finished).then(() => app.exit(0));
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.quit());
  return () => quitting;
}
