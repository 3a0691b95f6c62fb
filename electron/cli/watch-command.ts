import { resolve } from 'node:path';
import type { CallInput } from '../contract/call-record.ts';
import { fail, type Outcome, succeed } from '../contract/failure.ts';
import type { ReloadStrategy, RunPlace } from '../contract/generation.ts';
import type { HistoryEntry } from '../contract/history-entry.ts';
import type { LibrarySession } from '../session/library-session.ts';
import { readPinnedCalls } from './calls-of-file.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { failureLines, reportFailure } from './failure-report.ts';
import { LoadOutput } from './load-output.ts';
import { prepareCall } from './prepare-call.ts';
import { firstSignal } from './signals.ts';
import { answer, safeJson, type Terminal, tell } from './terminal.ts';
import { openSession } from './terminal-session.ts';
import { visibleLines } from './visible-text.ts';
import { eventOfCall, eventOfRefusedCall } from './watch-call-event.ts';
import { createCheckTeller } from './watch-checks.ts';
import { eventOfAttempt, eventOfChanges, type WatchEvent } from './watch-event.ts';
import { createWatchOrder } from './watch-order.ts';
import { watchLine } from './watch-text.ts';

export interface WatchChoices {
  readonly library: string;
  readonly prototype: string | null;
  /** A file whose pinned calls run after every load; it is read again before each. */
  readonly pinned: string | null;
  readonly headers: readonly string[];
  readonly arguments: readonly string[];
  readonly strategy: ReloadStrategy | null;
  readonly place: RunPlace;
  readonly json: boolean;
}

// Nobody is there to stop a call that never returns, and the next build would wait for it for ever.
const callTimeoutMs = 10_000;

/** Loads the library, then every new build of it, and prints one line for each event until a signal ends it. */
export async function runWatch(terminal: Terminal, choices: WatchChoices): Promise<ExitCode> {
  const ended = Promise.race([firstSignal(), nobodyReads(terminal)]);
  const strategy = chosenStrategy(choices);
  if (!strategy.ok) return reportFailure(terminal, strategy.failure, choices);
  const input = await chosenCall(choices);
  if (!input.ok) return reportFailure(terminal, input.failure, choices);
  const pinned = choices.pinned === null ? succeed(null) : readPinnedCalls(choices.pinned);
  if (!pinned.ok) return reportFailure(terminal, pinned.failure, choices);
  const print = (event: WatchEvent) => answer(terminal, choices.json ? safeJson(event) : watchLine(event));
  return watchUntil(ended, terminal, { choices, strategy: strategy.value, input: input.value, print });
}

interface Watch {
  readonly choices: WatchChoices;
  readonly strategy: ReloadStrategy;
  readonly input: CallInput | null;
  readonly print: (event: WatchEvent) => void;
}

async function watchUntil(ended: Promise<void>, terminal: Terminal, watch: Watch): Promise<ExitCode> {
  const { choices, strategy, input, print } = watch;
  let session: LibrarySession | null = null;
  const running = () => session?.state().generation ?? null;
  const order = createWatchOrder(print);
  const loadOutput = new LoadOutput();
  const callAgain = oneAfterTheOther(async () => {
    if (session === null || input === null) return;
    const called = await session.call(input, { timeoutMs: callTimeoutMs });
    if (!called.ok) order.called(eventOfRefusedCall(called.failure, running()));
  });
  const checks = createCheckTeller();
  /** Entries whose changes were printed: they are amended for other reasons too. */
  const told = new Set<string>();
  const opened = await openSession({
    path: resolve(choices.library),
    options: { runIn: choices.place, strategy, whenStuck: 'fresh', binding: 'now', watching: true },
    headers: choices.headers.map((header) => resolve(header)),
    // A terminal has no Reload. A build that crashed is not loaded again, so that nothing crashes over and over.
    limits: { pausesAfterCrashes: false },
    onLoadOutput: (output) => loadOutput.add(output),
    onAttempt: (entry) => {
      const written = loadOutput.take();
      const event = isToldByCall(entry, input) ? null : eventOfAttempt(entry);
      const awaits = { calls: input === null ? 0 : 1, checks: choices.pinned !== null };
      const isLoad = entry.verdict === 'loaded';
      order.attempt(event && { ...event, ...written }, isLoad ? awaits : null);
      if (!isLoad) return;
      if (session !== null) takePinned(terminal, session, choices);
      callAgain();
    },
    onPinnedRan: () => {
      if (session !== null && choices.pinned !== null) order.checked(checks(session.state()));
    },
    onCall: (record, document) => {
      if (record.trigger === 'user') order.called(eventOfCall(record, document, running()));
    },
    onAmended: (entry) => {
      if (entry.changes?.complete !== true || told.has(entry.id)) return;
      told.add(entry.id);
      const event = eventOfChanges(entry);
      if (event !== null) order.changed(event);
    },
  });
  if (!opened.ok) return reportFailure(terminal, opened.failure, choices);
  session = opened.value.session;
  await Promise.race([session.open(), ended]);
  await ended;
  await opened.value.close();
  return exitCodes.done;
}

/** The calls that the file pins now run with the build that was just loaded; a file that is being edited leaves those from before. */
function takePinned(terminal: Terminal, session: LibrarySession, { pinned }: WatchChoices): void {
  if (pinned === null) return;
  const calls = readPinnedCalls(pinned);
  if (calls.ok) session.setPinned(calls.value.pinned);
  else for (const line of failureLines(calls.failure)) tell(terminal, visibleLines(line));
}

function nobodyReads(terminal: Terminal): Promise<void> {
  return new Promise((resolve) => {
    terminal.readers.onGone = resolve;
  });
}

/** Starts the work when it is asked for, never two at a time. */
function oneAfterTheOther(work: () => Promise<void>): () => void {
  let last: Promise<void> = Promise.resolve();
  return () => {
    last = last.then(work);
  };
}

/** A fault in the call of `--call` is told as the end of that call. */
function isToldByCall(entry: HistoryEntry, input: CallInput | null): boolean {
  return input !== null && entry.verdict === 'fault' && entry.fault?.during === 'call';
}

function chosenStrategy({ strategy, place }: WatchChoices): Outcome<ReloadStrategy> {
  if (strategy !== null && strategy !== 'strict' && place === 'in-main') {
    return fail(
      'invalid-request',
      `The strategy ${strategy} needs a process of its own; leave out --in-main.`,
    );
  }
  return succeed(strategy ?? (place === 'in-main' ? 'strict' : 'swap'));
}

async function chosenCall(choices: WatchChoices): Promise<Outcome<CallInput | null>> {
  const { prototype, arguments: texts } = choices;
  if (prototype === null) {
    return texts.length === 0
      ? succeed(null)
      : fail('invalid-request', 'Arguments were given, but no function: name it with --call.');
  }
  const path = resolve(choices.library);
  const headers = choices.headers.map((header) => resolve(header));
  const prepared = await prepareCall({ path, headers }, prototype, texts);
  // A file that is not there yet is waited for; its call is checked when it was loaded.
  if (!prepared.ok && prepared.failure.code !== 'file-missing') return prepared;
  const symbol = prepared.ok ? prepared.value.symbol : prototype.trim();
  return succeed({ symbol, prototype: prototype.includes('(') ? prototype : '', arguments: texts });
}
