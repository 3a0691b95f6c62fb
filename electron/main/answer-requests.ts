import { type BrowserWindow, ipcMain, shell } from 'electron';
import { pushMessage } from '../contract/channels.ts';
import { askForEditor, askForTrust, chooseBuildFolder } from './build-dialogs.ts';
import type { TrustedBuild } from './build-trust.ts';
import type { Inspector } from './inspector.ts';
import {
  chooseBufferFile,
  chooseExportFile,
  chooseHeaders,
  chooseLibraries,
  chooseNamedFile,
} from './open-dialog.ts';
import { type NamedPlace, openPlace } from './open-place.ts';
import type { Profile } from './profile.ts';
import { RateLimiter } from './rate-limiter.ts';
import type { Reports } from './reports.ts';
import { createHandlers } from './request-handlers.ts';
import { routeRequests } from './request-router.ts';
import { isOurPage } from './sender.ts';

/** On one channel: a burst of typing, clicking and scripted tests is fine, what goes on faster is a flood. */
const requestRate = { burst: 500, perSecond: 200 } as const;

/** A page that floods its requests must not flood the log as well. */
const refusalRate = { burst: 20, perSecond: 0.2 } as const;

export interface Answering {
  readonly inspector: Inspector;
  readonly profile: Profile;
  readonly reports: Reports;
  readonly window: BrowserWindow;
}

/** Answers the requests of this window's page, and sends it its pushes once it listens. */
export function answerRequests({ inspector, profile, reports, window }: Answering): void {
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
      pushes.release((together) => {
        if (!window.isDestroyed()) window.webContents.send(pushMessage, together);
      }),
    chooseLibraries: () => chooseLibraries(window),
    chooseExportFile: (proposal, format) => chooseExportFile(window, proposal, format),
    named: inspector.named,
    chosenFiles: inspector.chosenFiles,
    choose: {
      headers: () => chooseHeaders(window),
      file: () => chooseBufferFile(window),
      namedFile: (proposal) => chooseNamedFile(window, proposal),
    },
    builds: inspector.builds,
    build: buildDialogs({ profile, reports, window }),
  });
  // The user may come back from an editor or from another branch of the repository.
  window.on('focus', () => {
    for (const session of inspector.registry.sessions()) {
      inspector.named.refresh(session).catch((error: unknown) => reportBug(error, 'reading the named calls'));
    }
  });
  const refusals = new RateLimiter(refusalRate, () => performance.now());
  routeRequests(handlers, {
    handle: (channel, listener) =>
      ipcMain.handle(channel, async (event, ...payload) => {
        const answer = await listener(event, ...payload);
        // What a request did is in the page before its answer.
        pushes.flush();
        return answer;
      }),
    isOurPage: (event) => !window.isDestroyed() && isOurPage(event, window.webContents),
    limiter: new RateLimiter(requestRate, () => performance.now()),
    reportBug: (error, channel) => reportBug(error, `request ${channel}`),
    reportRefusal: (channel, reason) => {
      if (refusals.take('all')) log.warn({ channel, reason }, 'request refused');
    },
  });
}

function buildDialogs({ profile, reports, window }: Omit<Answering, 'inspector'>) {
  const { settings } = profile;
  return {
    askForTrust: (build: TrustedBuild) => askForTrust(window, build),
    chooseFolder: (proposal: string) => chooseBuildFolder(window, proposal),
    openPlace: (named: NamedPlace) =>
      openPlace(named, {
        editorCommand: () => settings.value.editorCommand,
        openPath: (file) => shell.openPath(file),
      }),
    setEditor: async (command: string) => {
      if (command !== '' && !(await askForEditor(window, command))) return false;
      settings.set({ ...settings.value, editorCommand: command });
      reports.pushes.push('settings:changed', settings.value);
      return true;
    },
  };
}
