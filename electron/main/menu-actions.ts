import { app, type BrowserWindow } from 'electron';
import type { Inspector } from './inspector.ts';
import type { MenuActions } from './menu.ts';
import { chooseLibraries } from './open-dialog.ts';
import type { Reports } from './reports.ts';

/** What the items of the menu do: opening is main's, the rest are commands to the page. */
export function menuActions(
  window: BrowserWindow,
  { opening }: Inspector,
  { pushes, reportBug }: Reports,
): MenuActions {
  const open = (work: Promise<unknown>) => void work.catch((error: unknown) => reportBug(error, 'menu'));
  return {
    openDialog: () => open(chooseLibraries(window).then((paths) => opening.openPaths(paths))),
    openPath: (path) => open(opening.openPaths([path])),
    openSample: () => open(opening.openSample()),
    quit: () => app.quit(),
    command: (command) => pushes.push('command:invoked', { command }),
  };
}
