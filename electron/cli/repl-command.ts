import { resolve } from 'node:path';
import type { Readable } from 'node:stream';
import type { CallOutcome } from '../contract/call-record.ts';
import type { Failure } from '../contract/failure.ts';
import type { HistoryEntry } from '../contract/history-entry.ts';
import { sameIdentity } from '../contract/identity.ts';
import { faultSentence } from '../processes/fault-text.ts';
import { systemFiles } from '../watch/file-access.ts';
import type { CallDocument } from './call-document.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { failureLines, reportFailure } from './failure-report.ts';
import { LineInput } from './line-input.ts';
import { checkLoadable } from './loadable-file.ts';
import { type Question, questionFor } from './repl-question.ts';
import { firstSignal } from './signals.ts';
import { answer, answerJson, type Terminal, tell } from './terminal.ts';
import { type OpenedSession, openSession } from './terminal-session.ts';
import { visibleLines } from './visible-text.ts';

export interface ReplChoices {
  readonly library: string;
  readonly input: Readable;
  readonly json: boolean;
}

const contract =
  'A function name alone is called as int name(int a, int b). For another, type its whole prototype: double half(double value).';

/** Asks for functions and their arguments until `quit` or the end of the input; whatever the library does, it goes on. */
export async function runRepl(terminal: Terminal, choices: ReplChoices): Promise<ExitCode> {
  const path = resolve(choices.library);
  const checked = checkLoadable(path);
  if (!checked.ok) return reportFailure(terminal, checked.failure, choices);
  const opened = await openSession({
    path,
    options: { runIn: 'isolated', strategy: 'fresh', whenStuck: 'fresh', binding: 'now', watching: false },
    headers: [],
    onAttempt: (entry) => tellAttempt(terminal, entry),
  });
  if (!opened.ok) return reportFailure(terminal, opened.failure, choices);
  const talk = new Conversation(terminal, opened.value, choices);
  try {
    await talk.run();
    return exitCodes.done;
  } finally {
    await opened.value.close();
  }
}

class Conversation {
  readonly #terminal: Terminal;
  readonly #opened: OpenedSession;
  readonly #input: LineInput;
  readonly #json: boolean;
  /** True while the library's code may run. */
  #calling = true;

  constructor(terminal: Terminal, opened: OpenedSession, choices: ReplChoices) {
    this.#terminal = terminal;
    this.#opened = opened;
    this.#json = choices.json;
    const questions = choices.json ? terminal.err : terminal.out;
    this.#input = new LineInput(choices.input, questions, () => this.#interrupt());
  }

  async run(): Promise<void> {
    const interrupt = () => this.#interrupt();
    process.on('SIGINT', interrupt);
    void firstSignal(['SIGTERM', 'SIGHUP']).then(() => this.#leave());
    this.#terminal.readers.onGone = () => this.#leave();
    try {
      await this.#opened.session.open();
      this.#calling = false;
      tell(this.#terminal, contract);
      while (await this.#oneTurn());
    } finally {
      process.off('SIGINT', interrupt);
      this.#input.close();
    }
  }

  /** Ctrl+C ends a call that does not come back; between calls it leaves. */
  #interrupt(): void {
    if (this.#calling) void this.#opened.session.stop();
    else this.#input.close();
  }

  #leave(): void {
    this.#input.close();
    void this.#opened.session.stop();
  }

  /** False when the user leaves. */
  async #oneTurn(): Promise<boolean> {
    const line = await this.#input.ask('What function (type `quit` to exit): ');
    if (line === null || line.trim() === 'quit') return false;
    if (line.trim() === '') return true;
    const question = questionFor(line);
    if (!question.ok) return this.#refuse(question.failure);
    await this.#takeUpRebuild();
    if (!(await this.#exists(question.value))) return true;
    const values = await question.value.ask(this.#input, (reason) => tell(this.#terminal, reason));
    if (values === null) return false;
    await this.#call(question.value, values);
    return true;
  }

  #refuse(failure: Failure): true {
    for (const line of failureLines(failure)) tell(this.#terminal, visibleLines(line));
    return true;
  }

  /** The article's check before each call: does the file on disk still have the identity of the loaded one? */
  async #takeUpRebuild(): Promise<void> {
    const { session } = this.#opened;
    const { path, generation } = session.state();
    const onDisk = await systemFiles.stat(path).catch(() => null);
    if (generation !== null && (onDisk === null || sameIdentity(onDisk, generation.identity))) return;
    await session.reload('manual');
  }

  /** Looks the name up without calling it, so that a wrong one is told before its numbers are asked for. */
  async #exists(question: Question): Promise<boolean> {
    const { session } = this.#opened;
    const lookUp = { symbol: question.symbol, prototype: 'void look_up(void)', arguments: [] };
    const looked = await session.call(lookUp, { repeat: 0 });
    const failure = looked.ok ? failureOf(looked.value.outcome) : looked.failure;
    if (failure === null) return true;
    this.#refuse(failure);
    return false;
  }

  async #call(question: Question, values: readonly string[]): Promise<void> {
    this.#calling = true;
    const input = { symbol: question.symbol, prototype: question.prototype, arguments: values };
    const called = await this.#opened.session.call(input);
    this.#calling = false;
    if (!called.ok) this.#refuse(called.failure);
    else
      printCall(
        this.#terminal,
        called.value.outcome,
        this.#json ? this.#opened.documentOf(called.value) : null,
      );
  }
}

function failureOf(outcome: CallOutcome): Failure | null {
  switch (outcome.kind) {
    case 'returned':
      return null;
    case 'failed':
      return outcome.failure;
    case 'fault':
      return { code: 'fault', message: faultSentence(outcome.fault), fault: outcome.fault };
  }
}

function tellAttempt(terminal: Terminal, entry: HistoryEntry): void {
  const answering = entry.answering === null ? '' : ` #${entry.answering} still answers.`;
  if (entry.verdict === 'loaded' && entry.before !== null) tell(terminal, `#${entry.generation} loaded.`);
  else if (entry.failure !== null) {
    for (const line of failureLines(entry.failure)) tell(terminal, visibleLines(line));
    if (answering !== '') tell(terminal, answering.trim());
  }
}

/** `document` is what to print as JSON; null to print for people. */
function printCall(terminal: Terminal, outcome: CallOutcome, document: CallDocument | null): void {
  if (outcome.kind === 'failed') {
    for (const line of failureLines(outcome.failure)) tell(terminal, visibleLines(line));
    return;
  }
  if (document !== null) {
    answerJson(terminal, document);
    return;
  }
  terminal.out.write(outcome.stdout.text);
  terminal.err.write(outcome.stderr.text);
  if (outcome.kind === 'fault') tell(terminal, faultSentence(outcome.fault));
  else answer(terminal, outcome.text);
}
