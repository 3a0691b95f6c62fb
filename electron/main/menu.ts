import { Menu, type MenuItemConstructorOptions } from 'electron';
import type { RecentFile } from '../contract/app-snapshot.ts';
import type { PageCommand } from '../contract/ipc.ts';
import { visibleText } from './terminal-text.ts';

export interface MenuActions {
  readonly openDialog: () => void;
  readonly openPath: (path: string) => void;
  readonly openSample: () => void;
  readonly quit: () => void;
  /** What only the page can do, since it knows what is shown. */
  readonly command: (command: PageCommand) => void;
}

const recentInMenu = 12;

/** Keeps Electron's own menu away, whose Ctrl+R reloads the page; must be called before Electron is ready. */
export function refuseDefaultMenu(): void {
  Menu.setApplicationMenu(null);
}

/** Sets the application menu. No item reloads the page: Ctrl+R belongs to the library. */
export function setApplicationMenu(
  actions: MenuActions,
  recent: readonly RecentFile[],
  developerTools: boolean,
): void {
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      fileMenu(actions, recent),
      { role: 'editMenu' },
      libraryMenu(actions),
      viewMenu(developerTools),
      {
        label: '&Help',
        submenu: [
          { label: 'Keys and Legend', accelerator: 'F1', click: () => actions.command('show-help') },
          { label: 'Open the Sample Library', click: actions.openSample },
        ],
      },
    ]),
  );
}

function fileMenu(actions: MenuActions, recent: readonly RecentFile[]): MenuItemConstructorOptions {
  const recentItems = recent.slice(0, recentInMenu).map((file) => ({
    label: visibleText(file.path, 120).replaceAll('&', '&&'),
    enabled: file.exists,
    click: () => actions.openPath(file.path),
  }));
  return {
    label: '&File',
    submenu: [
      { label: 'Open Library…', accelerator: 'Ctrl+O', click: actions.openDialog },
      {
        label: 'Open Recent',
        enabled: recentItems.length > 0,
        submenu: recentItems,
      },
      { label: 'Close Library', accelerator: 'Ctrl+W', click: () => actions.command('close-library') },
      { type: 'separator' },
      { label: 'Quit', accelerator: 'Ctrl+Q', click: actions.quit },
    ],
  };
}

function libraryMenu({ command }: MenuActions): MenuItemConstructorOptions {
  return {
    label: '&Library',
    submenu: [
      { label: 'Reload', accelerator: 'Ctrl+R', click: () => command('reload') },
      { label: 'Build', accelerator: 'Ctrl+B', click: () => command('build') },
      { label: 'Next Build Error', accelerator: 'F8', click: () => command('next-error') },
      { label: 'Previous Build Error', accelerator: 'Shift+F8', click: () => command('previous-error') },
      { label: 'Call', accelerator: 'Ctrl+Enter', click: () => command('call') },
      { label: 'Filter Symbols', accelerator: 'Ctrl+F', click: () => command('focus-filter') },
      { type: 'separator' },
      { label: 'Next Library', accelerator: 'Ctrl+Tab', click: () => command('next-library') },
      { label: 'Previous Library', accelerator: 'Ctrl+Shift+Tab', click: () => command('previous-library') },
    ],
  };
}

function viewMenu(developerTools: boolean): MenuItemConstructorOptions {
  const zoom: MenuItemConstructorOptions[] = [
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    { type: 'separator' },
    { role: 'togglefullscreen' },
  ];
  const tools: MenuItemConstructorOptions[] = [{ type: 'separator' }, { role: 'toggleDevTools' }];
  return { label: '&View', submenu: developerTools ? [...zoom, ...tools] : zoom };
}
