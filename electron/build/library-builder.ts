import path from 'node:path';
import type {
  BuildOutput,
  BuildPlace,
  BuildRun,
  BuildSettings,
  BuildSuggestion,
  BuildTrigger,
  LibraryBuild,
} from '../contract/build-command.ts';
import { fail, type Outcome, succeed } from '../contract/failure.ts';
import type { Clock } from '../watch/clock.ts';
import type { FileAccess } from '../watch/file-access.ts';
import { BuildLog } from './build-log.ts';
import { type RunningCommand, runCommand } from './run-command.ts';
import { SourceSaves } from './source-saves.ts';
import { SourceWatcher } from './source-watcher.ts';

/** Output is handed on in batches: the page needs no more than this to look alive. */
const batchMs = 100;
/** Lines of one batch; when more come in that time, the last ones, and the page shows that some are left out. */
const batchLines = 500;

export interface BuilderDependencies {
  readonly clock: Clock;
  readonly files: FileAccess;
  /** True when the user has confirmed this command in this folder; asked before every single build. */
  readonly isTrusted: (settings: BuildSettings) => Promise<boolean>;
  readonly onChange: (build: LibraryBuild) => void;
  readonly onOutput: (output: BuildOutput) => void;
  readonly onEnded: (run: Extract<BuildRun, { kind: 'ended' }>) => void;
  readonly reportBug: (error: unknown) => void;
}

/** Builds one library with the command that its user set up: one build at a time, and only what is trusted. */
export class LibraryBuilder {
  readonly #dependencies: BuilderDependencies;
  readonly #saves: SourceSaves;
  #state: LibraryBuild;
  #log = new BuildLog(0);
  /** Where the last build ran. */
  #folder = '/';
  #sentLines = 0;
  #batchIsDue = false;
  #running: RunningCommand | null = null;
  #isStarting = false;
  #done: Promise<void> = Promise.resolve();
  #watcher: SourceWatcher | null = null;
  #closed = false;

  constructor(dependencies: BuilderDependencies, suggestion: BuildSuggestion) {
    this.#dependencies = dependencies;
    this.#state = {
      settings: null,
      suggestion,
      trusted: false,
      run: { kind: 'none' },
      again: false,
      sources: { kind: 'off' },
    };
    this.#saves = new SourceSaves({
      clock: dependencies.clock,
      onSaved: () => void this.run('save').catch(dependencies.reportBug),
      onWaiting: (again) => {
        if (again !== this.#state.again) this.#change({ again });
      },
    });
  }

  state(): LibraryBuild {
    return this.#state;
  }

  /** What to propose while nothing is set up. */
  suggest(suggestion: BuildSuggestion): void {
    this.#change({ suggestion });
  }

  /** Takes other settings, or none; a build that runs goes on to its end. */
  async setUp(settings: BuildSettings | null): Promise<void> {
    this.#change({ settings });
    await this.refreshTrust();
  }

  /** Asks anew whether the settings are trusted, and watches the sources only when they are. */
  async refreshTrust(): Promise<void> {
    const { settings } = this.#state;
    const trusted = settings !== null && (await this.#dependencies.isTrusted(settings));
    if (this.#closed || settings !== this.#state.settings) return;
    this.#change({ trusted });
    await this.#watch();
  }

  /** Starts a build; resolves when it has started. A save during a build is remembered by itself. */
  async run(trigger: BuildTrigger): Promise<Outcome<null>> {
    const { settings } = this.#state;
    if (settings === null) return fail('build-not-set-up', 'No build command is set up for this library.');
    if (this.#running !== null || this.#isStarting) return fail('busy', 'A build runs already.');
    this.#isStarting = true;
    try {
      if (!(await this.#dependencies.isTrusted(settings))) {
        this.#change({ trusted: false });
        return fail('build-not-trusted', 'The folder is not trusted for this command.', {
          path: settings.folder,
        });
      }
      if (!this.#closed) this.#start(settings, trigger);
      return succeed(null);
    } finally {
      this.#isStarting = false;
    }
  }

  /** Ends the build that runs; resolves when all of its processes are gone. */
  async cancel(): Promise<void> {
    this.#running?.cancel();
    await this.#done;
  }

  /** The output of the last build as far as it is kept. */
  output(): BuildOutput {
    return this.#log.outputFrom(0);
  }

  /** What a line of the output of a build names, and of which folders a relative name may be; null when that output is gone. */
  placeAt(
    run: number,
    line: number,
  ): { readonly place: BuildPlace; readonly folders: readonly string[] } | null {
    const found = run === this.#log.run ? this.#log.placeAt(line) : null;
    if (found === null) return null;
    const { place, directory } = found;
    const inside = directory === null ? [] : [path.resolve(this.#folder, directory)];
    return { place, folders: [...inside, this.#folder] };
  }

  /** Ends what runs and watches no more. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#watcher?.close();
    this.#saves.close();
    await this.cancel();
  }

  #start(settings: BuildSettings, trigger: BuildTrigger): void {
    const { clock } = this.#dependencies;
    const log = new BuildLog(this.#log.run + 1);
    this.#log = log;
    this.#folder = settings.folder;
    this.#sentLines = 0;
    const startedAtMs = clock.nowMs();
    const beganMs = clock.monotonicMs();
    this.#saves.buildStarted();
    const running = runCommand({
      command: settings.command,
      folder: settings.folder,
      onOutput: (bytes) => {
        log.write(bytes);
        this.#sendSoon();
      },
    });
    this.#running = running;
    this.#change({ run: { kind: 'running', startedAtMs, trigger } });
    this.#sendSoon();
    this.#done = running.ended
      .then((end) => {
        log.end();
        this.#running = null;
        this.#send();
        const durationMs = clock.monotonicMs() - beganMs;
        const run = { kind: 'ended', startedAtMs, durationMs, trigger, end, counts: log.counts } as const;
        this.#change({ run });
        if (!this.#closed) this.#dependencies.onEnded(run);
      })
      .catch(this.#dependencies.reportBug);
    void this.#done.then(() => this.#saves.buildEnded()).catch(this.#dependencies.reportBug);
  }

  #sendSoon(): void {
    if (this.#batchIsDue) return;
    this.#batchIsDue = true;
    this.#dependencies.clock.after(batchMs, () => this.#send());
  }

  #send(): void {
    this.#batchIsDue = false;
    if (this.#closed) return;
    const from = Math.max(this.#sentLines, this.#log.length - batchLines);
    this.#sentLines = this.#log.length;
    this.#dependencies.onOutput(this.#log.outputFrom(from));
  }

  async #watch(): Promise<void> {
    this.#watcher?.close();
    this.#watcher = null;
    const { settings, trusted } = this.#state;
    if (settings === null || !trusted || !settings.onSave) {
      this.#change({ sources: { kind: 'off' } });
      return;
    }
    const { files, clock } = this.#dependencies;
    const watcher: SourceWatcher = new SourceWatcher(
      {
        folder: settings.folder,
        patterns: settings.patterns,
        onTouched: (file) => this.#saves.touched(file),
        onState: (sources) => {
          if (this.#watcher === watcher) this.#change({ sources });
        },
      },
      files,
      clock,
    );
    this.#watcher = watcher;
    await watcher.start();
  }

  #change(patch: Partial<LibraryBuild>): void {
    if (this.#closed) return;
    this.#state = { ...this.#state, ...patch };
    this.#dependencies.onChange(this.#state);
  }
}
