import type { KeptChanges } from '../contract/build-changes.ts';
import type { Failure } from '../contract/failure.ts';
import type { Fault } from '../contract/fault.ts';
import type { UnloadProof } from '../contract/generation.ts';
import type { BuildChange, HistoryEntry, ReloadTrigger, Verdict } from '../contract/history-entry.ts';
import type { NeededChange } from '../contract/needed-build.ts';
import type { ExportChanges } from '../contract/reader-protocol.ts';
import { effectiveStrategy } from './decide-reload.ts';
import type { PreparedBuild } from './prepared-build.ts';
import type { SessionCore } from './session-core.ts';
import { neededHashOf } from './whole-build.ts';

/** What is particular to one line; all else follows from the session or is empty. */
export interface HistoryLine {
  readonly verdict: Verdict;
  readonly trigger: ReloadTrigger;
  readonly durationMs: number;
  readonly generation?: number | null;
  readonly before?: BuildChange | null;
  readonly after?: BuildChange | null;
  readonly symbolCount?: number | null;
  readonly exports?: ExportChanges | null;
  readonly replaced?: number | null;
  readonly changes?: KeptChanges | null;
  readonly failure?: Failure | null;
  readonly fault?: Fault | null;
  readonly needed?: readonly NeededChange[];
  readonly proof?: UnloadProof | null;
  readonly failedHook?: string | null;
  readonly notes?: readonly string[];
}

/** The identity and build of a snapshot, as histories keep them. */
export function changeOf(build: PreparedBuild): BuildChange {
  const { identity, build: key } = build.snapshot;
  const neededHash = neededHashOf(build);
  return { identity, build: key, ...(neededHash !== undefined && { neededHash }) };
}

/** Writes one line of the reload history. */
export function recordLine(core: SessionCore, line: HistoryLine): HistoryEntry {
  const { options } = core.store.get();
  const { clock, newId, recordHistory } = core.dependencies;
  const { exports, ...facts } = line;
  const entry: HistoryEntry = {
    id: newId(),
    library: core.start.path,
    atMs: clock.nowMs(),
    generation: null,
    answering: core.fault === null ? (core.running?.generation.number ?? null) : null,
    place: options.runIn,
    strategy: effectiveStrategy(options.runIn, options.strategy),
    before: core.running === null ? null : changeOf(core.running.build),
    after: null,
    symbolCount: null,
    failure: null,
    fault: null,
    replaced: null,
    pinned: null,
    changes: null,
    needed: [],
    proof: null,
    failedHook: null,
    state: null,
    notes: [],
    compared: exports !== null && exports !== undefined,
    added: exports?.added ?? [],
    removed: exports?.removed ?? [],
    changed: exports?.changed ?? [],
    addedCount: exports?.addedCount ?? 0,
    removedCount: exports?.removedCount ?? 0,
    changedCount: exports?.changedCount ?? 0,
    ...facts,
  };
  core.unchangedInARow = line.verdict === 'unchanged' ? core.unchangedInARow + 1 : 0;
  recordHistory(entry);
  return entry;
}
