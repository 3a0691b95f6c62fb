import { z } from 'zod';
import type { CallRecord } from '../contract/session-state.ts';
import { largestPart } from './bounded-record.ts';
import type { LinesFormat } from './json-lines-store.ts';
import { callRecordSchema } from './stored-schemas.ts';

export const callsKeptPerLibrary = 2000;
/** Of all libraries together; the file may grow by as much before it is written again, so it stays below 64 MB. */
const largestTextBytes = 30_000_000;
/** None that we write is longer. */
const longestLine = largestPart * 3;

const lineSchema = z.strictObject({
  library: z.string().startsWith('/').max(8192),
  record: callRecordSchema,
});

interface KeptLine {
  readonly line: string;
  readonly bytes: number;
  readonly atMs: number;
}

/** The call log of all libraries, as its lines: records are made of them when a library is opened. */
export class CallLog {
  /** Oldest first, by the path of the library. */
  readonly #lines = new Map<string, KeptLine[]>();
  #bytes = 0;

  /** Adds a line that ends in a newline and drops the oldest ones above the bounds. */
  add(library: string, line: string, atMs: number): void {
    const lines = this.#lines.get(library) ?? [];
    this.#lines.set(library, lines);
    const bytes = Buffer.byteLength(line);
    lines.push({ line, bytes, atMs });
    this.#bytes += bytes;
    if (lines.length > callsKeptPerLibrary) this.#dropOldestOf(library);
    while (this.#bytes > largestTextBytes) this.#dropOldestOf(this.#oldest());
  }

  /** Newest first. */
  recordsOf(library: string): readonly CallRecord[] {
    const lines = this.#lines.get(library) ?? [];
    return lines.map(({ line }) => parseLine(line).record).reverse();
  }

  clear(library: string): void {
    for (const { bytes } of this.#lines.get(library) ?? []) this.#bytes -= bytes;
    this.#lines.delete(library);
  }

  get lineCount(): number {
    return [...this.#lines.values()].reduce((sum, lines) => sum + lines.length, 0);
  }

  /** All lines, library by library, oldest first. */
  text(): string {
    return [...this.#lines.values()].flatMap((lines) => lines.map(({ line }) => line)).join('');
  }

  #dropOldestOf(library: string): void {
    const lines = this.#lines.get(library) ?? [];
    this.#bytes -= lines.shift()?.bytes ?? 0;
    if (lines.length === 0) this.#lines.delete(library);
  }

  #oldest(): string {
    const firsts = [...this.#lines].map(([library, [first]]) => ({ library, atMs: first?.atMs ?? 0 }));
    return firsts.reduce((oldest, first) => (first.atMs < oldest.atMs ? first : oldest)).library;
  }
}

function parseLine(line: string): z.infer<typeof lineSchema> {
  return lineSchema.parse(JSON.parse(line));
}

/** How the call log is kept in its file. */
export const callLogFormat: LinesFormat<CallLog> = {
  what: 'call log',
  empty: () => new CallLog(),
  take: (log, line) => {
    if (line.length > longestLine) return false;
    const { library, record } = parseLine(line);
    log.add(library, `${line}\n`, record.atMs);
    return true;
  },
  text: (log) => log.text(),
  lineCount: (log) => log.lineCount,
  growth: { lines: callsKeptPerLibrary * 2, bytes: largestTextBytes },
};
