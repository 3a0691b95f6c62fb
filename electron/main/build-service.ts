import { homedir } from 'node:os';
import { LibraryBuilder } from '../build/library-builder.ts';
import { suggestBuild } from '../build/suggest-build.ts';
import type { BuildOutput, BuildRun, BuildSettings } from '../contract/build-command.ts';
import { fail, type Outcome, succeed } from '../contract/failure.ts';
import type { LibrarySession } from '../session/library-session.ts';
import type { Clock } from '../watch/clock.ts';
import type { FileAccess } from '../watch/file-access.ts';
import { type BuildTrust, realFolder, type TrustedBuild } from './build-trust.ts';
import type { NamedPlace } from './open-place.ts';
import type { Profile } from './profile.ts';
import { withMemory } from './workspace.ts';

type BuildSession = Pick<LibrarySession, 'id' | 'state' | 'setBuild'>;
export type EndedBuild = Extract<BuildRun, { kind: 'ended' }>;

export interface BuildServiceDependencies {
  readonly workspace: Profile['workspace'];
  readonly trust: BuildTrust;
  readonly clock: Clock;
  readonly files: FileAccess;
  /** What a library is set up with that nobody has set up yet: the sample. */
  readonly defaultFor: (libraryPath: string) => BuildSettings | null;
  readonly onOutput: (libraryId: string, output: BuildOutput) => void;
  readonly onEnded: (session: BuildSession, run: EndedBuild) => void;
  readonly reportBug: (error: unknown, where: string) => void;
}

/** Shows a build to the user in main's own dialog; true when it is trusted. */
export type AskForTrust = (build: TrustedBuild) => Promise<boolean>;

/** The build commands of the open libraries: what becomes of them is in the state of their sessions. */
export class BuildService {
  readonly #dependencies: BuildServiceDependencies;
  readonly #builders = new Map<string, LibraryBuilder>();
  #isAsking = false;

  constructor(dependencies: BuildServiceDependencies) {
    this.#dependencies = dependencies;
  }

  /** Takes up what is remembered of a library that was opened, or looks for what it could be built with. */
  async open(session: BuildSession): Promise<void> {
    const { path, directory } = session.state();
    const kept = this.#keptOf(path) ?? this.#dependencies.defaultFor(path);
    const builder = this.#create(session, directory);
    session.setBuild(builder.state());
    await builder.setUp(kept);
    builder.suggest(await suggestBuild(kept?.folder ?? directory, homedir()));
  }

  /** Ends what runs for a library that was closed. */
  async forget(libraryId: string): Promise<void> {
    const builder = this.#builders.get(libraryId);
    this.#builders.delete(libraryId);
    await builder?.close();
  }

  async close(): Promise<void> {
    await Promise.all([...this.#builders.keys()].map((id) => this.forget(id)));
  }

  /** Keeps what the user typed; the folder stays the chosen or suggested one. The answer is whether it is trusted. */
  async setUp(
    session: BuildSession,
    typed: Omit<BuildSettings, 'folder'>,
    ask: AskForTrust,
  ): Promise<Outcome<boolean>> {
    return this.#withBuilder(session, async (builder) => {
      const { settings, suggestion } = builder.state();
      await this.#keep(session, builder, { ...typed, folder: settings?.folder ?? suggestion.folder });
      return this.#confirm(builder, ask);
    });
  }

  /** Forgets the command and the trust in it. */
  async remove(session: BuildSession): Promise<Outcome<null>> {
    return this.#withBuilder(session, async (builder) => {
      const { settings } = builder.state();
      if (settings !== null) await this.#dependencies.trust.forget(settings);
      await this.#keep(session, builder, null);
      return succeed(null);
    });
  }

  /** The build runs in a folder that the user chose in main's dialog; with another folder it has to be trusted anew. */
  async moveTo(session: BuildSession, folder: string): Promise<Outcome<null>> {
    return this.#withBuilder(session, async (builder) => {
      const { settings } = builder.state();
      const found = await suggestBuild(folder, homedir());
      builder.suggest(found.folder === folder ? found : { folder, command: '', because: null });
      if (settings !== null) await this.#keep(session, builder, { ...settings, folder });
      return succeed(null);
    });
  }

  /** Builds, after the user has been asked where that is needed; the answer is whether it was started. */
  async run(session: BuildSession, ask: AskForTrust): Promise<Outcome<boolean>> {
    return this.#withBuilder(session, async (builder) => {
      const confirmed = await this.#confirm(builder, ask);
      if (!confirmed.ok || !confirmed.value) return confirmed;
      const started = await builder.run('user');
      return started.ok ? succeed(true) : started;
    });
  }

  cancel(session: BuildSession): Promise<Outcome<null>> {
    return this.#withBuilder(session, async (builder) => {
      await builder.cancel();
      return succeed(null);
    });
  }

  output(session: BuildSession): Promise<Outcome<BuildOutput>> {
    return this.#withBuilder(session, async (builder) => succeed(builder.output()));
  }

  /** What a line of the output names: a relative name is of the folder where make was, else of the build's. */
  placeAt(session: BuildSession, run: number, line: number): Outcome<NamedPlace> {
    const builder = this.#builders.get(session.id);
    const found = builder?.placeAt(run, line) ?? null;
    if (found === null) return fail('unknown-id', 'That line is not kept any more.');
    return succeed({ place: found.place, folders: found.folders });
  }

  /** Runs `use` with the builder of an open library. */
  async #withBuilder<T>(
    session: BuildSession,
    use: (builder: LibraryBuilder) => Promise<Outcome<T>>,
  ): Promise<Outcome<T>> {
    const builder = this.#builders.get(session.id);
    return builder === undefined ? fail('unknown-id', 'That library is not open.') : use(builder);
  }

  async #confirm(builder: LibraryBuilder, ask: AskForTrust): Promise<Outcome<boolean>> {
    const { settings } = builder.state();
    if (settings === null) return fail('build-not-set-up', 'No build command is set up for this library.');
    const { trust } = this.#dependencies;
    if (await trust.isTrusted(settings)) return succeed(true);
    if (this.#isAsking) return fail('busy', 'Another question about a build is open.');
    this.#isAsking = true;
    const confirmed = await this.#ask(settings, ask).finally(() => {
      this.#isAsking = false;
    });
    if (!confirmed.ok) return confirmed;
    if (confirmed.value === null) return succeed(false);
    trust.trust(confirmed.value);
    await builder.refreshTrust();
    return succeed(await trust.isTrusted(builder.state().settings ?? settings));
  }

  /** What is asked for is what is trusted, whatever the page sends meanwhile; null when the user does not trust it. */
  async #ask(settings: BuildSettings, ask: AskForTrust): Promise<Outcome<TrustedBuild | null>> {
    const asked = await realFolder(settings);
    if (asked === null) {
      return fail('file-missing', 'The folder of the build is not there.', { path: settings.folder });
    }
    return succeed((await ask(asked)) ? asked : null);
  }

  async #keep(session: BuildSession, builder: LibraryBuilder, build: BuildSettings | null): Promise<void> {
    const { workspace } = this.#dependencies;
    workspace.set(withMemory(workspace.value, session.state().path, { build }));
    await builder.setUp(build);
  }

  #keptOf(libraryPath: string): BuildSettings | null {
    const { libraries } = this.#dependencies.workspace.value;
    return libraries.find(({ path }) => path === libraryPath)?.build ?? null;
  }

  #create(session: BuildSession, folder: string): LibraryBuilder {
    const { clock, files, trust, onOutput, onEnded, reportBug } = this.#dependencies;
    const builder = new LibraryBuilder(
      {
        clock,
        files,
        isTrusted: (settings) => trust.isTrusted(settings),
        onChange: (build) => session.setBuild(build),
        onOutput: (output) => onOutput(session.id, output),
        onEnded: (run) => onEnded(session, run),
        reportBug: (error) => reportBug(error, 'build'),
      },
      { folder, command: '', because: null },
    );
    this.#builders.set(session.id, builder);
    return builder;
  }
}
