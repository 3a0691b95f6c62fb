import { z } from 'zod';
import { callsFileLimits } from '../checks/calls-file-limits.ts';
import { definitionOf } from '../checks/merge-pinned.ts';
import type { BuildSettings } from '../contract/build-command.ts';
import type { CallInput } from '../contract/call-record.ts';
import type { LibraryOptions } from '../contract/generation.ts';
import type { PinnedCall, PinnedDefinition } from '../contract/kept-calls.ts';
import type { LibraryState } from '../contract/session-state.ts';
import { carryLimit, noStateChoices, type StateChoices } from '../contract/variables.ts';
import { payloadWeight } from './payload-weight.ts';
import { callInputSchema, pinnedCallSchema, pinnedDefinitionSchema } from './stored-calls.ts';
import { text } from './stored-parts.ts';

/** More tabs than anybody opens; the file holds no more, so that it can be read again. */
const tabsKept = 200;

/** Of one library. */
export const headersKept = 64;
export const filesKept = 64;
/** As many as the file of its calls may hold. */
const pinnedKept = callsFileLimits.pinned;

const pathSchema = z.string().startsWith('/').max(8192);

/** What is kept of one library when it is not open. */
export interface LibraryMemory {
  readonly path: string;
  readonly options: LibraryOptions;
  readonly pinned: readonly PinnedCall[];
  readonly drafts: Readonly<Record<string, CallInput>>;
  readonly selectedSymbol: string | null;
  /** Absolute paths of the headers that prototypes are read from, in the order of adding. */
  readonly headers: readonly string[];
  /** Files whose content may stand in an argument: chosen by the user, the newest first. */
  readonly files: readonly string[];
  /** Where the user wants the calls to be kept; null for the profile. */
  readonly namedFile: string | null;
  /** What that file said of the pinned calls when it was read or written last: what differs in `pinned` is not in it yet. */
  readonly pinnedInFile: readonly PinnedDefinition[];
  /** The build command and all that belongs to it; null when none was set up. */
  readonly build: BuildSettings | null;
  readonly stateChoices: StateChoices;
}

const buildSchema: z.ZodType<BuildSettings> = z.object({
  command: z.string().min(1).max(4000),
  folder: pathSchema,
  patterns: z.array(z.string().max(1000)).max(100),
  onSave: z.boolean(),
});

const stateChoicesSchema: z.ZodType<StateChoices> = z.object({
  carry: z.array(text).max(carryLimit),
  hooks: z.object({ before: text.nullable(), after: text.nullable() }),
});

const memorySchema: z.ZodType<LibraryMemory> = z.object({
  path: pathSchema,
  options: z.object({
    runIn: z.enum(['isolated', 'in-main']),
    strategy: z.enum(['swap', 'fresh', 'strict']),
    whenStuck: z.enum(['fresh', 'keep']).default('fresh'),
    binding: z.enum(['lazy', 'now']),
    watching: z.boolean(),
  }),
  pinned: z.array(pinnedCallSchema).max(pinnedKept),
  drafts: z.record(z.string(), callInputSchema),
  selectedSymbol: z.string().nullable(),
  // Releases before these did not write them.
  headers: z.array(pathSchema).max(headersKept).default([]),
  files: z.array(pathSchema).max(filesKept).default([]),
  namedFile: pathSchema.nullable().default(null),
  pinnedInFile: z.array(pinnedDefinitionSchema).max(pinnedKept).default([]),
  build: buildSchema.nullable().default(null),
  stateChoices: stateChoicesSchema.default(noStateChoices),
});

const recentSchema = z.object({ path: pathSchema, openedAtMs: z.number().nonnegative() });
export type RecentPath = z.infer<typeof recentSchema>;

/** The open tabs, what they had, and what was opened before. */
export const workspaceSchema = z.object({
  open: z.array(pathSchema).max(tabsKept),
  active: pathSchema.nullable(),
  /** The most recently used first. */
  libraries: z.array(memorySchema).max(tabsKept),
  /** Newest first. */
  recent: z.array(recentSchema).max(200),
  /** False while the program runs, and after it was killed or crashed. */
  endedWell: z.boolean(),
});
export type Workspace = z.infer<typeof workspaceSchema>;

export const emptyWorkspace: Workspace = {
  open: [],
  active: null,
  libraries: [],
  recent: [],
  endedWell: true,
};

/** RTLD_NOW: an undefined symbol is a message when loading, and not the end of the process in a later call. */
export const defaultOptions: LibraryOptions = {
  runIn: 'isolated',
  strategy: 'swap',
  whenStuck: 'fresh',
  binding: 'now',
  watching: true,
};

const memoriesKept = 100;
const draftsKept = 200;
const heaviestKept = 50_000;
const recentKept = 30;

function memoryOf(workspace: Workspace, state: LibraryState): LibraryMemory {
  const { path, options, pinned, drafts, selectedSymbol, stateChoices } = state;
  const headers = state.headers.map((header) => header.path);
  const known = workspace.libraries.find((kept) => kept.path === path);
  const { files = [], namedFile = null, pinnedInFile = [], build = null } = known ?? {};
  const ofCalls = { headers, files, namedFile, pinnedInFile, build };
  return { path, options, pinned, drafts, selectedSymbol, ...ofCalls, stateChoices };
}

/** The workspace with the open libraries as they are now; memories of closed ones stay, the oldest are dropped. */
export function withOpenLibraries(
  workspace: Workspace,
  states: readonly LibraryState[],
  active: string | null,
): Workspace {
  const open = states.map((state) => state.path);
  const closed = workspace.libraries.filter((memory) => !open.includes(memory.path));
  return {
    ...workspace,
    open,
    active,
    libraries: [...states.map((state) => memoryOf(workspace, state)), ...closed].slice(
      0,
      Math.max(memoriesKept, open.length),
    ),
  };
}

/** The workspace with a change to what only main knows of an open library. */
export function withMemory(
  workspace: Workspace,
  path: string,
  change: Partial<Pick<LibraryMemory, 'files' | 'namedFile' | 'pinnedInFile' | 'build'>>,
): Workspace {
  const libraries = workspace.libraries.map((kept) => (kept.path === path ? { ...kept, ...change } : kept));
  return { ...workspace, libraries };
}

export function withRecent(workspace: Workspace, path: string, openedAtMs: number): Workspace {
  const others = workspace.recent.filter((recent) => recent.path !== path);
  return { ...workspace, recent: [{ path, openedAtMs }, ...others].slice(0, recentKept) };
}

/** The workspace without what is too large to keep: inputs and results can be megabytes long. */
export function boundWorkspace(workspace: Workspace): Workspace {
  return {
    ...workspace,
    open: workspace.open.slice(0, tabsKept),
    libraries: workspace.libraries.slice(0, tabsKept).map(boundMemory),
  };
}

function boundMemory(memory: LibraryMemory): LibraryMemory {
  const drafts = Object.entries(memory.drafts).filter(([, draft]) => isLight(draft));
  return {
    ...memory,
    drafts: Object.fromEntries(drafts.slice(-draftsKept)),
    // What is left out here is left out on both sides: it looks as if it came from the file alone, and is read from there.
    pinnedInFile: memory.pinnedInFile.filter(isLight).slice(0, pinnedKept),
    pinned: memory.pinned
      .filter((pinned) => isLight(definitionOf(pinned)))
      .slice(0, pinnedKept)
      .map((pinned) => (isLight(pinned) ? pinned : { ...pinned, latest: null, previous: null })),
  };
}

function isLight(value: unknown): boolean {
  return payloadWeight(value, heaviestKept) <= heaviestKept;
}

/** Forgets what was opened before and what was kept of it; open libraries keep what they have. */
export function withoutRecent(workspace: Workspace): Workspace {
  const libraries = workspace.libraries.filter((memory) => workspace.open.includes(memory.path));
  return { ...workspace, recent: [], libraries };
}

/**
 * The workspace to begin with. After a bad end nothing is loaded into the main process by itself: what ran there may
 * have been what ended it, and would end it again. `moved` are the paths that open in a process of their own now.
 */
export function beginWorkspace(last: Workspace): { workspace: Workspace; moved: readonly string[] } {
  if (last.endedWell) return { workspace: { ...last, endedWell: false }, moved: [] };
  const isSuspect = (memory: LibraryMemory) =>
    memory.options.runIn === 'in-main' && last.open.includes(memory.path);
  return {
    workspace: {
      ...last,
      libraries: last.libraries.map((memory) =>
        isSuspect(memory) ? { ...memory, options: { ...memory.options, runIn: 'isolated' } } : memory,
      ),
    },
    moved: last.libraries.filter(isSuspect).map((memory) => memory.path),
  };
}
