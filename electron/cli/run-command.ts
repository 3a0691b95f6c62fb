import { writeFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { type Failure, fail, type Outcome, succeed } from '../contract/failure.ts';
import { buildText } from '../contract/identity.ts';
import type { PinnedDefinition } from '../contract/kept-calls.ts';
import type { LibraryState } from '../contract/session-state.ts';
import type { LibrarySession } from '../session/library-session.ts';
import { libraryOf, readPinnedCalls } from './calls-of-file.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { reportFailure } from './failure-report.ts';
import { junitXml } from './junit.ts';
import { countReports, definedReport, isBad, type PinnedReport, pinnedReport } from './pinned-report.ts';
import { countsLine, pinnedLine } from './pinned-text.ts';
import { stopOnSignals } from './signals.ts';
import { answer, answerJson, type Terminal } from './terminal.ts';
import { openSession } from './terminal-session.ts';

export interface RunChoices {
  /** The file of a library's calls. */
  readonly file: string;
  /** Null for the one that the file names. */
  readonly library: string | null;
  readonly headers: readonly string[];
  /** Of each call. */
  readonly timeoutMs: number | null;
  /** Where the results are written as JUnit XML. */
  readonly junit: string | null;
  readonly json: boolean;
}

/** The pinned calls of one library, checked so far that they can be run. */
interface PinnedRun {
  readonly library: string;
  readonly pinned: readonly PinnedDefinition[];
  readonly choices: RunChoices;
}

interface FinishedRun {
  readonly build: string | null;
  readonly reports: readonly PinnedReport[];
  /** Why nothing was called. */
  readonly failure: Failure | null;
}

/** Runs the pinned calls of a file once, in their order, whatever becomes of each. */
export async function runPinnedFile(terminal: Terminal, choices: RunChoices): Promise<ExitCode> {
  const calls = readPinnedCalls(choices.file);
  if (!calls.ok) return reportFailure(terminal, calls.failure, choices);
  const library = libraryOf(choices.file, calls.value, choices.library);
  const { pinned, library: named } = calls.value;
  const run = { library: library.ok ? library.value : named, pinned, choices };
  const startedAtMs = Date.now();
  const finished = library.ok ? await inSession(terminal, run) : nothingRan(run, library.failure);
  if (choices.junit !== null) {
    const { build, reports } = finished;
    const xml = junitXml({ library: basename(run.library), build, startedAtMs, reports });
    const written = await writeReport(choices.junit, xml);
    if (!written.ok) return reportFailure(terminal, written.failure, choices);
  }
  if (finished.failure !== null) return reportFailure(terminal, finished.failure, choices);
  return conclude(terminal, run, finished);
}

function conclude(
  terminal: Terminal,
  { library, choices }: PinnedRun,
  { build, reports }: FinishedRun,
): ExitCode {
  const counts = countReports(reports);
  if (choices.json)
    answerJson(terminal, { file: resolve(choices.file), library, build, ...counts, calls: reports });
  else answer(terminal, countsLine(counts));
  return reports.some(isBad) ? exitCodes.checkFailed : exitCodes.done;
}

async function inSession(terminal: Terminal, run: PinnedRun): Promise<FinishedRun> {
  const { choices } = run;
  const opened = await openSession({
    path: run.library,
    // The file itself is opened, as a program would open it.
    options: { runIn: 'isolated', strategy: 'strict', whenStuck: 'fresh', binding: 'now', watching: false },
    headers: choices.headers.map((header) => resolve(header)),
    limits: choices.timeoutMs === null ? {} : { pinnedTimeoutMs: choices.timeoutMs },
    onAttempt: () => undefined,
  });
  if (!opened.ok) return nothingRan(run, opened.failure);
  const { session } = opened.value;
  const ending = new AbortController();
  let closing: Promise<void> | null = null;
  // The same promise for both: after a signal the program ends before anything is told of calls that were cut short.
  const close = () => (closing ??= opened.value.close());
  const stopListening = stopOnSignals(() => {
    ending.abort();
    return close();
  });
  try {
    await session.open();
    const state = session.state();
    if (state.generation === null) return nothingRan(run, failureOf(state));
    const reports = await runEach(terminal, session, { ...run, ended: ending.signal });
    return { build: buildText(state.generation.build), reports, failure: null };
  } finally {
    stopListening();
    await close();
  }
}

async function runEach(
  terminal: Terminal,
  session: LibrarySession,
  { pinned, choices, ended }: PinnedRun & { readonly ended: AbortSignal },
): Promise<readonly PinnedReport[]> {
  session.setPinned(pinned);
  const reports: PinnedReport[] = [];
  for (const { id } of session.state().pinned) {
    await session.runPinned(id);
    if (ended.aborted) break;
    const call = session.state().pinned.find((other) => other.id === id);
    if (call === undefined) continue;
    const report = pinnedReport(call);
    reports.push(report);
    if (!choices.json) answer(terminal, pinnedLine(report));
  }
  return reports;
}

/** A reader of the XML is to see that no call was made. */
function nothingRan({ pinned }: PinnedRun, failure: Failure): FinishedRun {
  const reason = failure.detail ?? failure.message;
  const reports = pinned.map((definition) => ({
    ...definedReport(definition),
    state: 'stale' as const,
    reason,
  }));
  return { build: null, reports, failure };
}

function failureOf({ freshness, path }: LibraryState): Failure {
  if (freshness.kind === 'not-loaded' || freshness.kind === 'older') return freshness.failure;
  return fail('not-loaded', `${path} could not be loaded.`, { path }).failure;
}

async function writeReport(file: string, xml: string): Promise<Outcome<null>> {
  try {
    await writeFile(file, xml);
    return succeed(null);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return fail('invalid-request', `${file} cannot be written.`, { path: file, detail });
  }
}
