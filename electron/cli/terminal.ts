import type { Writable } from 'node:stream';

/** Where a command writes: its answer to `out`, messages for people to `err`. */
export interface Terminal {
  readonly out: Writable;
  readonly err: Writable;
}

/** The terminal of this process; a reader that goes away (`| head`) ends the program quietly. */
export function processTerminal(): Terminal {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', endQuietlyWhenNobodyReads);
  return { out: process.stdout, err: process.stderr };
}

/** One line for people. */
export function tell(terminal: Terminal, line: string): void {
  terminal.err.write(`${line}\n`);
}

/** One line of the answer. */
export function answer(terminal: Terminal, line: string): void {
  terminal.out.write(`${line}\n`);
}

/** One JSON document on one line; what a terminal would act upon is escaped inside the strings. */
export function answerJson(terminal: Terminal, document: unknown): void {
  terminal.out.write(`${safeJson(document)}\n`);
}

// JSON leaves DEL, C1 controls and the marks that reorder or hide text as they are.
const actedUpon = /[\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;

/** JSON text that is safe to show: the same data, further characters written as \uXXXX. */
export function safeJson(document: unknown): string {
  return JSON.stringify(document).replace(
    actedUpon,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function endQuietlyWhenNobodyReads(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
}
