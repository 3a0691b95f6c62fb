import { z } from 'zod';
import type { CallRecord } from '../contract/call-record.ts';
import { largestPart } from './bounded-record.ts';
import type { LinesFormat } from './json-lines-store.ts';
import { KeptLines } from './kept-lines.ts';
import { callRecordSchema } from './stored-calls.ts';

export const callsKeptPerLibrary = 2000;
/** Of all libraries together; the file may grow by as much before it is written again, so it stays below 64 MB. */
const largestTextBytes = 30_000_000;
/** None that we write is longer. */
const longestLine = largestPart * 3;

const lineSchema = z.strictObject({
  library: z.string().startsWith('/').max(8192),
  record: callRecordSchema,
});

/** The call log of all libraries, as its lines: records are made of them when a library is opened. */
export class CallLog {
  readonly #lines = new KeptLines<null>({
    linesPerLibrary: callsKeptPerLibrary,
    lines: Number.POSITIVE_INFINITY,
    bytes: largestTextBytes,
  });

  /** Adds a line that ends in a newline and drops the oldest ones above the bounds. */
  add(library: string, line: string, atMs: number): void {
    this.#lines.add(library, { line, atMs, head: null });
  }

  /** Newest first. Lines that turn out not to be ours are dropped; `damaged` tells how many. */
  recordsOf(library: string): { readonly records: readonly CallRecord[]; readonly damaged: number } {
    const read = this.#lines.of(library).map((kept) => ({ kept, record: recordIn(kept.line) }));
    const bad = new Set(read.filter(({ record }) => record === null).map(({ kept }) => kept));
    if (bad.size > 0) this.#lines.drop(library, (kept) => bad.has(kept));
    return { records: read.flatMap(({ record }) => record ?? []).reverse(), damaged: bad.size };
  }

  clear(library: string): void {
    this.#lines.clear(library);
  }

  get lineCount(): number {
    return this.#lines.count;
  }

  text(): string {
    return this.#lines.text();
  }
}

function parseLine(line: string): z.infer<typeof lineSchema> {
  return lineSchema.parse(JSON.parse(line));
}

function recordIn(line: string): CallRecord | null {
  try {
    return parseLine(line).record;
  } catch {
    return null;
  }
}

/** Both ends of a line that we wrote; the library's path and the time. */
const ownLine =
  /^\{"library":("\/(?:[^"\\]|\\.)*"),"record":\{"id":"[^"\\]{1,64}","atMs":(\d+(?:\.\d+)?),.*\}\}$/;

/**
 * Which library a line is of. A long log would hold up the start of the program if all of it was examined there: of a
 * line that looks like ours the rest is read when its library is opened.
 */
function headOf(line: string): { readonly library: string; readonly atMs: number } {
  const match = ownLine.exec(line);
  if (match?.[1] !== undefined) return { library: JSON.parse(match[1]), atMs: Number(match[2]) };
  const { library, record } = parseLine(line);
  return { library, atMs: record.atMs };
}

/** How the call log is kept in its file. */
export const callLogFormat: LinesFormat<CallLog> = {
  what: 'call log',
  empty: () => new CallLog(),
  take: (log, line) => {
    if (line.length > longestLine) return false;
    const { library, atMs } = headOf(line);
    log.add(library, `${line}\n`, atMs);
    return true;
  },
  text: (log) => log.text(),
  lineCount: (log) => log.lineCount,
  growth: { lines: callsKeptPerLibrary * 2, bytes: largestTextBytes },
};
