import type { Writable } from 'node:stream';

/** Where a command writes: its answer to `out`, messages for people to `err`. */
export interface Terminal {
  readonly out: Writable;
  readonly err: Writable;
  readonly readers: ReaderWatch;
}

export interface ReaderWatch {
  /** Runs when nobody reads any more (`| head`): ends the program, until a command with something to clean up replaces it. */
  onGone: () => void;
}

/** The terminal of this process. */
export function processTerminal(): Terminal {
  const readers: ReaderWatch = { onGone: () => process.exit(0) };
  const onError = (error: NodeJS.ErrnoException) => {
    // A pipe that nobody reads, or a terminal that was closed.
    if (error.code !== 'EPIPE' && error.code !== 'EIO') throw error;
    readers.onGone();
  };
  for (const stream of [process.stdout, process.stderr]) stream.on('error', onError);
  return { out: process.stdout, err: process.stderr, readers };
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
