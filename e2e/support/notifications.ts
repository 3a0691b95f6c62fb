import type { ElectronApplication } from '@playwright/test';

/** Takes note of what would be shown on the desktop, with a window that nobody looks at. */
export async function noteNotifications(app: ElectronApplication): Promise<() => Promise<readonly string[]>> {
  await app.evaluate(({ BrowserWindow, Notification }) => {
    const told: string[] = [];
    Object.assign(globalThis, { told });
    Notification.prototype.show = function show() {
      told.push(`${this.title}\n${this.body}`);
    };
    for (const window of BrowserWindow.getAllWindows()) window.isFocused = () => false;
  });
  return () => app.evaluate(() => (globalThis as unknown as { told: string[] }).told);
}

/** From now on somebody looks at the window. */
export async function lookAtWindow(app: ElectronApplication): Promise<void> {
  await app.evaluate(({ BrowserWindow }) => {
    for (const window of BrowserWindow.getAllWindows()) window.isFocused = () => true;
  });
}
