import { resolve } from 'node:path';
import type { Failure } from '../contract/failure.ts';
import type { CapturedOutput } from '../contract/fault.ts';
import type { RunPlace } from '../contract/generation.ts';
import type { CallRequest } from '../contract/runner-protocol.ts';
import type { ShownCallback, ShownValue } from '../contract/shown-value.ts';
import { lineOf } from '../ctypes/shown-tree.ts';
import type { Runner } from '../processes/runner.ts';
import { explainMissingSymbol } from '../session/call-failure.ts';
import { findSymbol } from '../session/symbol-lookup.ts';
import { type AnsweredCall, callDocument, shownCall } from './call-document.ts';
import { joinedOutput } from './captured-output.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { reportFailure } from './failure-report.ts';
import { checkLoadable } from './loadable-file.ts';
import { localReader } from './local-reader.ts';
import { prepareCall } from './prepare-call.ts';
import { startRunner } from './runner-process.ts';
import { stopOnSignals } from './signals.ts';
import { answer, answerJson, type Terminal, tell } from './terminal.ts';
import { visibleLines } from './visible-text.ts';

export interface CallChoices {
  readonly library: string;
  /** A C prototype, or a name whose prototype is known. */
  readonly prototype: string;
  readonly headers: readonly string[];
  readonly arguments: readonly string[];
  readonly timeoutMs: number | null;
  readonly repeat: number;
  readonly place: RunPlace;
  readonly json: boolean;
}

interface PreparedCall {
  readonly path: string;
  readonly request: Omit<CallRequest, 'handle'>;
  readonly choices: CallChoices;
}

// Nobody watches a constructor in a script: it is ended after this long unless a time limit was given.
const loadTimeoutMs = 10_000;

/** Loads a library, calls one function, prints the result and resolves to the exit code. */
export async function runCall(terminal: Terminal, choices: CallChoices): Promise<ExitCode> {
  const path = resolve(choices.library);
  const headers = choices.headers.map((header) => resolve(header));
  const prepared = await prepareCall({ path, headers }, choices.prototype, choices.arguments);
  if (!prepared.ok) return reportFailure(terminal, prepared.failure, choices);
  const checked = checkLoadable(path);
  if (!checked.ok) return reportFailure(terminal, checked.failure, choices);
  const request = { ...prepared.value, repeat: choices.repeat, measure: null };
  return inRunner(terminal, { path, request, choices });
}

async function inRunner(terminal: Terminal, call: PreparedCall): Promise<ExitCode> {
  let starting: ReturnType<typeof startRunner> | null = null;
  const stop = async () => {
    const started = await starting;
    if (started?.ok) await started.value.stop();
  };
  // Before the process starts: a signal that comes meanwhile must not leave it behind.
  const stopListening = stopOnSignals(stop);
  try {
    starting = startRunner(call.choices.place);
    const runner = await starting;
    if (!runner.ok) return reportFailure(terminal, runner.failure, call.choices);
    return await loadAndCall(terminal, runner.value, call);
  } finally {
    stopListening();
    await stop();
  }
}

async function loadAndCall(terminal: Terminal, runner: Runner, call: PreparedCall): Promise<ExitCode> {
  const { choices } = call;
  const loading = await runner.load(
    { path: call.path, binding: 'now', preload: [] },
    { timeoutMs: choices.timeoutMs ?? loadTimeoutMs },
  );
  if (!loading.outcome.ok) return failedCall(terminal, loading.outcome.failure, loading.output, choices);
  const calling = await runner.call(
    { handle: loading.outcome.value.handle, ...call.request },
    choices.timeoutMs === null ? {} : { timeoutMs: choices.timeoutMs },
  );
  const output = joinedOutput(loading.output, calling.output);
  if (!calling.outcome.ok) {
    const failure = explained(call, calling.outcome.failure);
    return failedCall(terminal, failure, output, choices);
  }
  const answered = { request: call.request, reply: calling.outcome.value, output };
  if (choices.json) answerJson(terminal, callDocument(answered));
  else {
    passOn(terminal, output);
    for (const line of answerLines(answered)) answer(terminal, line);
  }
  tellErrno(terminal, calling.outcome.value.errno);
  return exitCodes.done;
}

/** The result, then what the *out* arguments hold and what the callbacks were called with. */
function answerLines(answered: AnsweredCall): readonly string[] {
  const { value, out, callbacks } = shownCall(answered);
  return [visibleLines(lineOf(value)), ...out.map(outLine), ...callbacks.flatMap(callbackLines)];
}

function outLine(value: ShownValue): string {
  return visibleLines(`${value.name} = ${lineOf(value)}`);
}

function callbackLines({ label, total, calls }: ShownCallback): readonly string[] {
  const lines = calls.map((values) => visibleLines(`${label}(${values.map(lineOf).join(', ')})`));
  return total > calls.length ? [...lines, `${label}: ${total - calls.length} more calls`] : lines;
}

/** Says so when the missing name is a C++ function that is exported under its mangled name. */
function explained({ path, request }: PreparedCall, failure: Failure): Failure {
  if (failure.code !== 'dlsym-failed') return failure;
  const exports = localReader().symbols({ path, table: 'exports' });
  if (!exports.ok) return failure;
  return explainMissingSymbol(request.symbol, failure, findSymbol(exports.value, request.symbol));
}

function failedCall(
  terminal: Terminal,
  failure: Failure,
  output: CapturedOutput,
  choices: CallChoices,
): ExitCode {
  if (!choices.json) passOn(terminal, output);
  return reportFailure(terminal, failure, { json: choices.json, output });
}

/** What the library wrote goes where it wrote it, before the result, which begins on a line of its own. */
function passOn(terminal: Terminal, output: CapturedOutput): void {
  for (const [tail, stream] of [
    [output.stdout, terminal.out],
    [output.stderr, terminal.err],
  ] as const) {
    if (tail.droppedBytes > 0)
      tell(terminal, `(${tail.droppedBytes} bytes of output before this were dropped)`);
    if (tail.text !== '') stream.write(tail.text.endsWith('\n') ? tail.text : `${tail.text}\n`);
  }
}

function tellErrno(
  terminal: Terminal,
  errno: { readonly code: number; readonly name: string; readonly message: string } | null,
): void {
  if (errno !== null) tell(terminal, `errno became ${errno.code} (${errno.name}): ${errno.message}`);
}
