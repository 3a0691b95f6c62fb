import { app, type BrowserWindow } from 'electron';
import { z } from 'zod';

const handedOverSchema = z.object({ files: z.array(z.string().startsWith('/').max(8192)).max(64) });

/** True when this is the one instance of its profile; else the files were handed to the one that runs. */
export function becomeTheOneInstance(files: readonly string[]): boolean {
  return app.requestSingleInstanceLock({ files });
}

/** Opens what another instance was started with, and comes to the front. */
export function welcomeOthers(window: BrowserWindow, open: (files: readonly string[]) => void): void {
  app.on('second-instance', (_event, _argv, _workingDirectory, handedOver) => {
    const parsed = handedOverSchema.safeParse(handedOver);
    if (parsed.success && parsed.data.files.length > 0) open(parsed.data.files);
    if (window.isDestroyed()) return;
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  });
}
