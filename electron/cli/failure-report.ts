import { basename } from 'node:path';
import type { Failure } from '../contract/failure.ts';
import type { CapturedOutput } from '../contract/fault.ts';
import { outputFields } from './captured-output.ts';
import { type ExitCode, exitCodeOf } from './exit-codes.ts';
import { answerJson, type Terminal, tell } from './terminal.ts';
import { visibleLines } from './visible-text.ts';

export interface ReportOptions {
  readonly json: boolean;
  /** What the library wrote before it failed; part of the JSON. */
  readonly output?: CapturedOutput;
}

/** Tells people what failed, gives scripts `{ error }` where they asked for JSON, and returns the exit code. */
export function reportFailure(terminal: Terminal, failure: Failure, options: ReportOptions): ExitCode {
  for (const line of failureLines(failure)) tell(terminal, visibleLines(line));
  if (options.json) {
    const { output } = options;
    answerJson(terminal, {
      error: failure,
      ...(output && outputFields(output)),
    });
  }
  return exitCodeOf(failure);
}

/** The failure as lines for people: the sentence, and the verbatim text of the loader when the sentence lacks it. */
export function failureLines(failure: Failure): readonly string[] {
  const { path, message, detail = '' } = failure;
  const sentence = path === undefined || message.includes(basename(path)) ? message : `${path}: ${message}`;
  return detail === '' || message.includes(detail) ? [sentence] : [sentence, detail];
}
