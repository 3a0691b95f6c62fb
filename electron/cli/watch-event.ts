import type { BuildChangeFact, SeverityCounts } from '../contract/build-changes.ts';
import type { Generation } from '../contract/generation.ts';
import type { BuildChange, HistoryEntry } from '../contract/history-entry.ts';
import { buildText, type FileIdentity } from '../contract/identity.ts';
import { faultSentence } from '../processes/fault-text.ts';
import type { CallDocument } from './call-document.ts';
import type { PinnedCounts, PinnedReport } from './pinned-report.ts';

export type WatchEventName =
  | 'loaded'
  | 'reloaded'
  | 'unchanged'
  | 'rejected'
  | 'missing'
  | 'fault'
  | 'changes'
  | 'result'
  | 'check'
  | 'checks';

/** A whole number: as text where a JSON number would not be exact, which the times always are. */
type JsonInteger = number | string;

export interface JsonIdentity {
  readonly dev: JsonInteger;
  readonly ino: JsonInteger;
  readonly size: JsonInteger;
  readonly mtimeNs: JsonInteger;
  readonly ctimeNs: JsonInteger;
}

/** One line of `watch --json`; a `result`, and a `check` that returned, have the fields of `call --json` too. */
export interface WatchEvent extends Partial<CallDocument> {
  readonly event: WatchEventName;
  /** The generation that answers calls after this event; null while none does. */
  readonly generation: number | null;
  /** Of the file that the event is about; null when there is none. */
  readonly identity: JsonIdentity | null;
  /** The build-id, else the content hash. */
  readonly build: string | null;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly durationMs: number;
  /** Of `changes`: whole numbers by severity. */
  readonly summary?: SeverityCounts;
  /** Of `changes`: the worst first, cut where there are very many. */
  readonly changes?: readonly Pick<
    BuildChangeFact,
    'kind' | 'severity' | 'subject' | 'symbols' | 'sentence'
  >[];
  readonly reason?: string;
  /** Verbatim. */
  readonly dlerror?: string;
  /** Of a `check`: which pinned call it is and what became of it. */
  readonly check?: WatchedCheck;
  /** Of `checks`: how many of the pinned calls ended how. */
  readonly counts?: PinnedCounts;
}

export interface WatchedCheck
  extends Pick<PinnedReport, 'name' | 'symbol' | 'arguments' | 'expected' | 'state'> {
  /** Its result with the build before, where that was another. */
  readonly before?: string;
  /** The build with which it did not pass any more. */
  readonly brokenBy?: { readonly generation: number; readonly build: string | null };
}

/** The event that tells of one attempt; null for what the events do not name (the user released the file). */
export function eventOfAttempt(entry: HistoryEntry): WatchEvent | null {
  const name = eventName(entry);
  if (name === null) return null;
  const about = entry.after ?? entry.before;
  const reason = reasonOf(entry);
  const dlerror = entry.failure?.code === 'dlopen-failed' ? entry.failure.detail : undefined;
  return {
    event: name,
    generation: entry.generation ?? entry.answering,
    identity: about && jsonIdentity(about.identity),
    build: buildOf(about),
    at: new Date(entry.atMs).toISOString(),
    durationMs: rounded(entry.durationMs),
    ...(reason !== null && { reason }),
    ...(dlerror !== undefined && { dlerror }),
  };
}

/** The event that tells what a load changed; null when it changed nothing that programs could notice. */
export function eventOfChanges(entry: HistoryEntry): WatchEvent | null {
  const { changes: kept, after } = entry;
  if (kept === null || kept.changes.length === 0) return null;
  return {
    event: 'changes',
    generation: entry.generation,
    identity: after && jsonIdentity(after.identity),
    build: buildOf(after),
    at: new Date(entry.atMs).toISOString(),
    durationMs: rounded(entry.durationMs),
    summary: kept.counts,
    changes: kept.changes.map(({ kind, severity, subject, symbols, sentence }) => ({
      kind,
      severity,
      subject,
      symbols,
      sentence,
    })),
    ...(kept.notes.length > 0 && { reason: kept.notes.join(' ') }),
  };
}

function eventName(entry: HistoryEntry): WatchEventName | null {
  switch (entry.verdict) {
    case 'loaded':
      return entry.before === null ? 'loaded' : 'reloaded';
    case 'rolled-back':
      return 'rejected';
    case 'crashed':
      return 'fault';
    case 'released':
      return null;
    default:
      return entry.verdict;
  }
}

function reasonOf(entry: HistoryEntry): string | null {
  const cause = entry.fault ? faultSentence(entry.fault) : (entry.failure?.message ?? null);
  const stuck = (entry.proof?.reasons ?? []).flatMap((reason) => [reason.cause, reason.cure]);
  const sentences = [...(cause === null ? [] : [cause]), ...stuck, ...entry.notes].filter(
    (sentence) => sentence !== '',
  );
  return sentences.length === 0 ? null : sentences.join(' ');
}

function buildOf(change: BuildChange | null): string | null {
  return change?.build ? buildText(change.build) : null;
}

/** What every event of a loaded generation says of it. */
export function aboutGeneration(
  generation: Generation | null,
): Pick<WatchEvent, 'generation' | 'identity' | 'build'> {
  return {
    generation: generation?.number ?? null,
    identity: generation && jsonIdentity(generation.identity),
    build: generation && buildText(generation.build),
  };
}

function jsonIdentity(identity: FileIdentity): JsonIdentity {
  return {
    dev: jsonInteger(identity.dev),
    ino: jsonInteger(identity.ino),
    size: jsonInteger(identity.size),
    mtimeNs: jsonInteger(identity.mtimeNs),
    ctimeNs: jsonInteger(identity.ctimeNs),
  };
}

function jsonInteger(value: bigint): JsonInteger {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : String(value);
}

/** Milliseconds with three decimals: microseconds are as fine as these durations are known. */
export function rounded(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}
