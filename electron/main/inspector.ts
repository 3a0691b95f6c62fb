import type { AppSnapshot, Guide, RecentFile } from '../contract/app-snapshot.ts';
import type { LibraryState } from '../contract/session-state.ts';
import { buildLine } from './build-line.ts';
import { BuildService } from './build-service.ts';
import { BuildTrust } from './build-trust.ts';
import { CallsService } from './calls-service.ts';
import { ChosenFiles } from './chosen-files.ts';
import { createLibraries } from './create-libraries.ts';
import type { Ended } from './failure-notification.ts';
import { currentGuide } from './guide.ts';
import type { LibraryRegistry } from './library-registry.ts';
import { Opening } from './opening.ts';
import type { Profile } from './profile.ts';
import { describeRecent } from './recent-files.ts';
import type { Reports } from './reports.ts';
import { type SampleFiles, sampleBuild } from './sample.ts';
import type { SessionServices } from './session-services.ts';
import { takeSnapshot } from './snapshot.ts';

export interface InspectorRequest {
  readonly profile: Profile;
  readonly reports: Reports;
  readonly services: SessionServices;
  readonly sample: SampleFiles | null;
  readonly libc: string;
  readonly onActivated: (state: LibraryState | null) => void;
  readonly onRecent: (recent: readonly RecentFile[]) => void;
  /** Called when an attempt to reload or a build ended. */
  readonly onEnded: (libraryId: string, ended: Ended) => void;
}

/** The open libraries with all that the window shows around them. */
export interface Inspector {
  readonly registry: LibraryRegistry;
  readonly opening: Opening;
  readonly named: CallsService;
  readonly chosenFiles: ChosenFiles;
  readonly builds: BuildService;
  readonly guide: () => Guide | null;
  readonly recent: () => Promise<readonly RecentFile[]>;
  /** Tells the page and the menu that the list of recent files changed. */
  readonly announceRecent: () => void;
  readonly snapshot: (recent: readonly RecentFile[]) => AppSnapshot;
}

export function createInspector(request: InspectorRequest): Inspector {
  const { profile, reports, services, sample } = request;
  const { pushes, terminal, reportBug } = reports;
  const guide = () => currentGuide(registry, sample);
  const recent = () => describeRecent(profile.workspace.value.recent);
  const named = new CallsService(profile, reports.notify);
  const chosenFiles = new ChosenFiles(profile.workspace);
  const builds = createBuilds(request);
  const registry: LibraryRegistry = createLibraries({
    named,
    builds,
    chosenFiles,
    profile,
    pushes,
    terminal,
    reportBug,
    shared: services.shared,
    samplePath: sample?.library ?? null,
    onActivated: request.onActivated,
    onEnded: request.onEnded,
    onTabs: () => pushes.push('guide:changed', guide()),
  });
  const announceRecent = () =>
    void recent().then((list) => {
      pushes.push('recent:changed', list);
      request.onRecent(list);
    });
  const opening = new Opening({
    registry,
    reader: services.shared.reader,
    realpath: services.shared.files.realpath,
    profile,
    sample,
    notify: reports.notify,
    now: services.shared.clock.nowMs,
    onRecent: announceRecent,
  });
  const snapshot = (list: readonly RecentFile[]) =>
    takeSnapshot({ registry, profile, recent: list, guide: guide(), libc: request.libc });
  return { registry, opening, named, chosenFiles, builds, guide, recent, announceRecent, snapshot };
}

function createBuilds({ profile, reports, services, sample, onEnded }: InspectorRequest): BuildService {
  const own = sample === null ? null : sampleBuild(sample);
  return new BuildService({
    workspace: profile.workspace,
    trust: new BuildTrust(profile.trustedBuilds, own),
    clock: services.shared.clock,
    files: services.shared.files,
    defaultFor: (path) => (path === sample?.library ? own : null),
    onOutput: (libraryId, output) => reports.pushes.push('build:printed', { libraryId, output }),
    onEnded: (session, run) => {
      const { name } = session.state();
      reports.terminal.line(buildLine(name, run));
      onEnded(session.id, { kind: 'build', name, run });
    },
    reportBug: reports.reportBug,
  });
}
