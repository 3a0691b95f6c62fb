import { app, type BrowserWindow, ipcMain, session } from 'electron';
import type { LibraryState } from '../contract/session-state.ts';
import { servePage } from './app-protocol.ts';
import { createInspector, type Inspector } from './inspector.ts';
import { createMainWindow } from './main-window.ts';
import { type MenuActions, setApplicationMenu } from './menu.ts';
import { chooseLibraries } from './open-dialog.ts';
import { builtFiles, deliveredSample, iconFile, sampleCopyFolder } from './paths.ts';
import { beginProfile, endProfile, openProfile, type Profile } from './profile.ts';
import { RateLimiter } from './rate-limiter.ts';
import { openReports, type Reports } from './reports.ts';
import { createHandlers } from './request-handlers.ts';
import { routeRequests } from './request-router.ts';
import { prepareSample } from './sample.ts';
import { welcomeOthers } from './second-instance.ts';
import { isOurPage } from './sender.ts';
import { closeSession } from './session-rules.ts';
import { createSessionServices } from './session-services.ts';
import { quitInOrder } from './shutdown.ts';
import { libcVersion } from './snapshot.ts';
import { visibleText } from './terminal-text.ts';
import { catchUncaught } from './uncaught.ts';

/** On one channel: a burst of typing, clicking and scripted tests is fine, what goes on faster is a flood. */
const requestRate = { burst: 500, perSecond: 200 } as const;

/** A page that floods its requests must not flood the log as well. */
const refusalRate = { burst: 20, perSecond: 0.2 } as const;

/** Everything from Electron being ready to the window with its libraries. */
export async function start(files: readonly string[]): Promise<void> {
  const developerTools = !app.isPackaged;
  const reports = openReports();
  catchUncaught(reports.reportBug);
  closeSession(session.defaultSession, developerTools);
  servePage(builtFiles.page);

  const [profile, services, sample, libc] = await Promise.all([
    openProfile(app.getPath('userData'), reports.notify),
    createSessionServices(reports),
    prepareSample(deliveredSample(), sampleCopyFolder()),
    libcVersion(),
  ]);
  const window = openWindow(profile, developerTools);
  const inspector = createInspector({
    profile,
    reports,
    services,
    sample,
    libc,
    onActivated: (state) => showTitle(window, state),
    onRecent: (recent) => setApplicationMenu(menuActions(window, inspector, reports), recent, developerTools),
  });

  answerRequests({ inspector, profile, reports, window });
  welcomeOthers(window, (others) => void inspector.opening.openPaths(others));
  services.pool.warmUp();
  quitInOrder(async () => {
    await inspector.registry.closeAll();
    await services.close();
    await endProfile(profile);
  }, reports.reportBug);

  await beginProfile(profile, reports.notify);
  inspector.announceRecent();
  await openFirst(inspector, files);
}

function openWindow(profile: Profile, developerTools: boolean): BrowserWindow {
  return createMainWindow({
    preloadFile: builtFiles.preload,
    iconFile: iconFile(),
    developerTools,
    remembered: profile.window.value,
    rememberPlace: (place) => profile.window.set(place),
  });
}

/** The tabs of the last time, what was named on the command line in front of them, and the sample when there is neither. */
async function openFirst({ opening }: Inspector, files: readonly string[]): Promise<void> {
  const restored = await opening.restore();
  const opened = files.length > 0 ? await opening.openPaths(files) : 0;
  if (restored + opened === 0) await opening.openSample();
}

interface Answering {
  readonly inspector: Inspector;
  readonly profile: Profile;
  readonly reports: Reports;
  readonly window: BrowserWindow;
}

function answerRequests({ inspector, profile, reports, window }: Answering): void {
  const { pushes, log, reportBug } = reports;
  const handlers = createHandlers({
    registry: inspector.registry,
    opening: inspector.opening,
    profile,
    pushes,
    snapshot: inspector.snapshot,
    recent: inspector.recent,
    onRecent: inspector.announceRecent,
    onReady: () =>
      pushes.release((channel, payload) => {
        if (!window.isDestroyed()) window.webContents.send(channel, payload);
      }),
    chooseLibraries: () => chooseLibraries(window),
  });
  const refusals = new RateLimiter(refusalRate, () => performance.now());
  routeRequests(handlers, {
    handle: (channel, listener) => ipcMain.handle(channel, listener),
    isOurPage: (event) => !window.isDestroyed() && isOurPage(event, window.webContents),
    limiter: new RateLimiter(requestRate, () => performance.now()),
    reportBug: (error, channel) => reportBug(error, `request ${channel}`),
    reportRefusal: (channel, reason) => {
      if (refusals.take('all')) log.warn({ channel, reason }, 'request refused');
    },
  });
}

function menuActions(
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

function showTitle(window: BrowserWindow, state: LibraryState | null): void {
  if (window.isDestroyed()) return;
  window.setTitle(state ? `${visibleText(state.name, 120)} – dlscope` : 'dlscope');
}
