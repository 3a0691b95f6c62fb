import { assertNever } from '../contract/failure.ts';
import type { Fault } from '../contract/fault.ts';
import type { HistoryEntry } from '../contract/history-entry.ts';

/** The columns in order: their names stay as they are, new ones come at the end. Names are separated by spaces, sentences by line ends. */
const columns: readonly (readonly [name: string, value: (entry: HistoryEntry) => string])[] = [
  ['at', ({ atMs }) => new Date(atMs).toISOString()],
  ['duration_ms', ({ durationMs }) => String(durationMs)],
  ['generation', ({ generation }) => textOf(generation)],
  ['answering', ({ answering }) => textOf(answering)],
  ['verdict', ({ verdict }) => verdict],
  ['trigger', ({ trigger }) => trigger],
  ['place', ({ place }) => place],
  ['strategy', ({ strategy }) => strategy],
  ['inode', ({ after }) => textOf(after?.identity.ino)],
  ['build_id', ({ after }) => textOf(after?.build?.buildId)],
  ['hash', ({ after }) => textOf(after?.build?.hash)],
  ['size_bytes', ({ after }) => textOf(after?.identity.size)],
  ['symbols', ({ symbolCount }) => textOf(symbolCount)],
  ['added_count', ({ addedCount }) => String(addedCount)],
  ['removed_count', ({ removedCount }) => String(removedCount)],
  ['changed_count', ({ changedCount }) => String(changedCount)],
  ['breaking_count', ({ changes }) => textOf(changes?.counts.breaking)],
  ['risky_count', ({ changes }) => textOf(changes?.counts.risky)],
  ['compatible_count', ({ changes }) => textOf(changes?.counts.compatible)],
  ['added', ({ added }) => added.join(' ')],
  ['removed', ({ removed }) => removed.join(' ')],
  ['changed', ({ changed }) => changed.join(' ')],
  ['changes', ({ changes }) => (changes?.changes ?? []).map(({ sentence }) => sentence).join('\n')],
  ['failure_code', ({ failure }) => textOf(failure?.code)],
  ['message', ({ failure }) => textOf(failure?.message)],
  ['dlerror', ({ failure }) => textOf(failure?.detail)],
  ['fault', faultText],
  ['notes', ({ notes }) => notes.join('\n')],
  ['id', ({ id }) => id],
];

/** The first line of the file. */
export const csvHeader = csvLine(columns.map(([name]) => name));

/** One entry as one record. */
export function csvOfEntry(entry: HistoryEntry): string {
  return csvLine(columns.map(([, value]) => value(entry)));
}

/**
 * A record as RFC 4180 wants it, with CRLF at its end. A spreadsheet would calculate what begins like a formula, and
 * names come from foreign files: a cell that begins with `=`, `+`, `-`, `@`, a tab, a line end or an apostrophe gets
 * an apostrophe in front, which the reader takes away again.
 */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r\n']/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function textOf(value: string | number | bigint | null | undefined): string {
  return value === null || value === undefined ? '' : String(value);
}

/** `signal SIGSEGV during call`. */
function faultText({ fault }: HistoryEntry): string {
  return fault === null ? '' : `${causeText(fault)} during ${fault.during}`;
}

function causeText(fault: Fault): string {
  switch (fault.kind) {
    case 'signal':
      return `signal ${fault.signal}`;
    case 'exit':
      return `exit code ${fault.code}`;
    case 'stopped':
      return 'stopped';
    case 'timeout':
      return `no answer for ${fault.ms} ms`;
    default:
      return assertNever(fault);
  }
}
