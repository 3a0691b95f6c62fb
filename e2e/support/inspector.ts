import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test as base, type ElectronApplication, _electron as electron } from '@playwright/test';
import { InspectorWindow } from './inspector-window.ts';
import { TerminalProgram } from './terminal-program.ts';

/** The checkout under test. */
export const repository = resolve(fileURLToPath(import.meta.url), '../../..');
const electronExecutable = join(repository, 'node_modules/electron/dist/electron');
const isRoot = process.getuid?.() === 0;

export interface LaunchChoices {
  /** Libraries named on the command line. */
  readonly files?: readonly string[];
  /** Another program than the development build: the packaged one. */
  readonly executable?: string;
  /** Another checkout than the one under test, for the development build. */
  readonly checkout?: string;
  readonly colorScheme?: 'light' | 'dark';
  /** Where the program is started; this test runner's own folder when left out. */
  readonly workingDirectory?: string;
  /** Set beside what the person's session sets. */
  readonly environment?: Readonly<Record<string, string>>;
}

export interface RunningInspector {
  readonly app: ElectronApplication;
  readonly window: InspectorWindow;
}

interface Fixtures {
  /** A folder of this test's own, removed afterwards. */
  readonly folder: string;
  /** The profile of this test: starting twice with it is a restart. */
  readonly profile: string;
  readonly launch: (choices?: LaunchChoices) => Promise<RunningInspector>;
  /** Starts the program as in a terminal, with nothing attached to it but its output. */
  readonly startInTerminal: (choices?: LaunchChoices) => TerminalProgram;
}

async function temporaryFolder(name: string, use: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), `dlscope-${name}-`));
  await use(folder);
  await rm(folder, { recursive: true, force: true });
}

/** The environment a person's desktop session has, without what the test runner adds. */
function userEnvironment(): Record<string, string> {
  const entries = Object.entries(process.env).filter(
    (entry): entry is [string, string] =>
      entry[1] !== undefined && !/^(NODE_|npm_|PLAYWRIGHT|VITEST)/.test(entry[0]),
  );
  return Object.fromEntries(entries);
}

/** What a person types to start the program with a profile of its own. */
function commandLine(profile: string, choices: LaunchChoices): { executable: string; args: string[] } {
  const own = choices.executable === undefined ? [choices.checkout ?? repository] : [];
  return {
    executable: choices.executable ?? electronExecutable,
    args: [
      ...(isRoot ? ['--no-sandbox'] : []),
      ...own,
      `--user-data-dir=${profile}`,
      ...(choices.files ?? []),
    ],
  };
}

async function start(profile: string, choices: LaunchChoices): Promise<ElectronApplication> {
  const { executable, args } = commandLine(profile, choices);
  return electron.launch({
    executablePath: executable,
    args,
    chromiumSandbox: !isRoot,
    colorScheme: choices.colorScheme ?? 'light',
    ...(choices.workingDirectory !== undefined && { cwd: choices.workingDirectory }),
    env: { ...userEnvironment(), ...choices.environment },
  });
}

/** Each test has its own folder and profile, and every program it started is ended. */
export const test = base.extend<Fixtures>({
  folder: async ({}, use) => temporaryFolder('e2e', use),
  profile: async ({}, use) => temporaryFolder('profile', use),
  launch: async ({ profile }, use) => {
    const started: ElectronApplication[] = [];
    await use(async (choices = {}) => {
      const app = await start(profile, choices);
      started.push(app);
      const window = new InspectorWindow(await app.firstWindow());
      await window.waitUntilReady();
      return { app, window };
    });
    for (const app of started) await app.close();
  },
  startInTerminal: async ({ profile }, use) => {
    const started: TerminalProgram[] = [];
    await use((choices = {}) => {
      const { executable, args } = commandLine(profile, choices);
      const program = new TerminalProgram(executable, args, {
        ...userEnvironment(),
        ...choices.environment,
      });
      started.push(program);
      return program;
    });
    for (const program of started) await program.end();
  },
});
