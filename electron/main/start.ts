import { app, type BrowserWindow, session } from 'electron';
import type { LibraryState } from '../contract/session-state.ts';
import { answerRequests } from './answer-requests.ts';
import { servePage } from './app-protocol.ts';
import { FailureNotifier } from './failure-notifier.ts';
import { createInspector, type Inspector } from './inspector.ts';
import { createMainWindow } from './main-window.ts';
import { setApplicationMenu } from './menu.ts';
import { menuActions } from './menu-actions.ts';
import { builtFiles, deliveredSample, iconFile, sampleCopyFolder } from './paths.ts';
import { beginProfile, endProfile, openProfile, type Profile } from './profile.ts';
import { openReports } from './reports.ts';
import { prepareSample } from './sample.ts';
import { welcomeOthers } from './second-instance.ts';
import { closeSession } from './session-rules.ts';
import { createSessionServices } from './session-services.ts';
import { quitInOrder } from './shutdown.ts';
import { libcVersion } from './snapshot.ts';
import { visibleText } from './terminal-text.ts';
import { catchUncaught } from './uncaught.ts';

/** Everything from Electron being ready to the window with its libraries. */
export async function start(files: readonly string[]): Promise<void> {
  const developerTools = !app.isPackaged;
  const reports = openReports();
  catchUncaught(reports.reportBug);
  closeSession(session.defaultSession, developerTools);
  servePage(builtFiles.page);

  const preparing = Promise.all([
    openProfile(app.getPath('userData'), reports.notify),
    createSessionServices(reports),
    prepareSample(deliveredSample(), sampleCopyFolder()),
    libcVersion(),
  ]);
  // From the first moment: Electron's own answer to SIGTERM would end the program in the middle of all this.
  let finish = async () => (await preparing)[1].close();
  const isQuitting = quitInOrder(() => finish(), reports.reportBug);
  const [profile, services, sample, libc] = await preparing;
  if (isQuitting()) return;
  const window = openWindow(profile, developerTools);
  const notifier = new FailureNotifier({
    window,
    isWanted: () => profile.settings.value.notifyFailures,
    showLibrary: (libraryId) => inspector.registry.activate(libraryId),
  });
  const inspector: Inspector = createInspector({
    profile,
    reports,
    services,
    sample,
    libc,
    onActivated: (state) => showTitle(window, state),
    onEnded: (libraryId, ended) => notifier.tell(libraryId, ended),
    onRecent: (recent) => setApplicationMenu(menuActions(window, inspector, reports), recent, developerTools),
  });

  answerRequests({ inspector, profile, reports, window });
  welcomeOthers(window, (others) => void inspector.opening.openPaths(others));
  services.pool.warmUp();
  finish = async () => {
    // First what must not be lost: a destructor may take all the time there is.
    await endProfile(profile);
    await Promise.all([inspector.registry.closeAll(), inspector.builds.close()]);
    await services.close();
    await profile.history.flush();
  };

  await beginProfile(profile, reports.notify);
  inspector.announceRecent();
  await openFirst(inspector, files).catch((error: unknown) =>
    reports.reportBug(error, 'opening at the start'),
  );
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

function showTitle(window: BrowserWindow, state: LibraryState | null): void {
  if (window.isDestroyed()) return;
  window.setTitle(state ? `${visibleText(state.name, 120)} – dlscope` : 'dlscope');
}
