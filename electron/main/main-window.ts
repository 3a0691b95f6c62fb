import { BrowserWindow, nativeTheme, screen } from 'electron';
import { pageUrl } from './page-address.ts';
import { fitWindow, minimumSize, type WindowPlace } from './window-bounds.ts';

export interface WindowRequest {
  readonly preloadFile: string;
  readonly iconFile: string;
  readonly developerTools: boolean;
  readonly remembered: WindowPlace | null;
  /** Called with the place to remember whenever it changed. */
  readonly rememberPlace: (place: WindowPlace) => void;
}

/** The page's own background, so that nothing flashes before its first paint. */
const background = { light: '#f7f7f5', dark: '#17191b' } as const;

/** Makes the one window, hidden until its page has painted, and loads the page. */
export function createMainWindow(request: WindowRequest): BrowserWindow {
  const displays = screen.getAllDisplays().map((display) => display.workArea);
  const window = new BrowserWindow({
    ...fitWindow(request.remembered?.bounds ?? null, displays),
    minWidth: minimumSize.width,
    minHeight: minimumSize.height,
    show: false,
    title: 'dlscope',
    icon: request.iconFile,
    backgroundColor: currentBackground(),
    webPreferences: {
      preload: request.preloadFile,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      webviewTag: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: request.developerTools,
    },
  });
  if (request.remembered?.maximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.on('page-title-updated', (event) => event.preventDefault());
  followTheme(window);
  rememberPlace(window, request.rememberPlace);
  recoverPage(window);
  // A page that cannot be loaded never becomes ready to show; an empty window with its error in the log is better than none.
  window.webContents.once('did-fail-load', () => window.show());
  void window.loadURL(pageUrl);
  return window;
}

function currentBackground(): string {
  return nativeTheme.shouldUseDarkColors ? background.dark : background.light;
}

function followTheme(window: BrowserWindow): void {
  const update = () => window.setBackgroundColor(currentBackground());
  nativeTheme.on('updated', update);
  window.once('closed', () => nativeTheme.off('updated', update));
}

function rememberPlace(window: BrowserWindow, remember: (place: WindowPlace) => void): void {
  const report = () => remember({ bounds: window.getNormalBounds(), maximized: window.isMaximized() });
  window.on('resize', report);
  window.on('move', report);
  window.on('maximize', report);
  window.on('unmaximize', report);
  window.on('close', report);
}

/** A page that died is shown again, with the state that main holds; one that dies thrice in a minute stays as it is. */
function recoverPage(window: BrowserWindow): void {
  let deathsMs: readonly number[] = [];
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    const nowMs = performance.now();
    deathsMs = [...deathsMs.filter((atMs) => nowMs - atMs < 60_000), nowMs];
    if (reason !== 'clean-exit' && deathsMs.length <= 3) window.webContents.reload();
  });
}
