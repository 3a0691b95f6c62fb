import type { ReactNode } from 'react';
import type { HistoryEntry } from '../../electron/contract/history-entry.ts';
import type { PinnedCall } from '../../electron/contract/kept-calls.ts';
import { SeverityCountList } from '../changes/severity-counts.tsx';
import { touchedCount } from '../changes/touched-pins.ts';
import { LoaderLine } from '../ui/loader-text.tsx';
import { Shape } from '../ui/shape.tsx';
import { clippedText } from '../ui/visible-text.ts';
import { describeFault, whenAttemptFaulted } from '../wording/fault-wording.ts';
import { stuckWords } from '../wording/proof-wording.ts';
import { countOf } from '../wording/quantity.ts';
import { isSameLibrary, summariseEntry } from '../wording/verdict-wording.ts';
import { pinnedNote } from './pinned-note.ts';
import { StateSummary } from './state-summary.tsx';

const namesShown = 3;

/** What an attempt changed, or why it did not, on one line. */
export function HistorySummary({
  entry,
  pinned,
}: {
  readonly entry: HistoryEntry;
  readonly pinned: readonly PinnedCall[];
}): ReactNode {
  const { failure, fault } = entry;
  if (fault !== null) {
    return (
      <span className="history-why">
        <span className="clip">
          {describeFault(fault).title} {whenAttemptFaulted(fault, entry.failedHook)}
        </span>
        <Answering entry={entry} />
      </span>
    );
  }
  if (failure !== null) {
    return (
      <span className="history-why">
        {failure.detail === undefined ? (
          <span className="clip">{clippedText(failure.message, 2000)}</span>
        ) : (
          <LoaderLine text={failure.detail} />
        )}
        <Answering entry={entry} />
      </span>
    );
  }
  const summary = summariseEntry(entry);
  const note = pinnedNote(entry.pinned);
  return (
    <>
      {summary === '' ? null : <span className="history-part dim">{summary}</span>}
      <Severities entry={entry} pinned={pinned} />
      <Names names={entry.changed} count={entry.changedCount} before="code of " after="" />
      <Names names={entry.added} count={entry.addedCount} before="" after=" added" />
      <Names names={entry.removed} count={entry.removedCount} before="" after=" removed" />
      <Needed entry={entry} />
      <Stuck entry={entry} />
      <FailedHook hook={entry.failedHook} />
      <StateSummary state={entry.state} />
      {note === '' ? null : <span className="history-part">{note}</span>}
    </>
  );
}

/** Changes that programs may notice; those of the code alone are told by the names. */
function Severities({
  entry: { changes },
  pinned,
}: {
  readonly entry: HistoryEntry;
  readonly pinned: readonly PinnedCall[];
}): ReactNode {
  if (changes === null || changes.counts.breaking + changes.counts.risky === 0) return null;
  const touched = touchedCount(changes.changes, pinned);
  return (
    <span className="history-part">
      <SeverityCountList counts={{ ...changes.counts, compatible: 0 }} />
      {touched === 0 ? null : (
        <span className="dim">, {countOf(touched, 'pinned call', 'pinned calls')} touched</span>
      )}
    </span>
  );
}

/** Those of its own project that the library needs, when they changed. */
function Needed({ entry }: { readonly entry: HistoryEntry }): ReactNode {
  const names = entry.needed.map(({ path }) => path.slice(path.lastIndexOf('/') + 1));
  const [before, after] = isSameLibrary(entry) ? ['only ', ' changed'] : ['', ' changed as well'];
  return <Names names={names} count={names.length} before={before} after={after} />;
}

function Stuck({ entry: { proof } }: { readonly entry: HistoryEntry }): ReactNode {
  const words = proof === null ? '' : stuckWords(proof);
  return words === '' ? null : (
    <span className="history-part tone-warn">
      <Shape shape="triangle" tone="warn" /> {words}
    </span>
  );
}

function FailedHook({ hook }: { readonly hook: string | null }): ReactNode {
  return hook === null ? null : (
    <span className="history-part tone-warn">
      <Shape shape="triangle" tone="warn" /> the hook <code>{clippedText(hook, 80)}</code> failed
    </span>
  );
}

function Answering({ entry }: { readonly entry: HistoryEntry }): ReactNode {
  return (
    <span className="dim history-answering">
      {entry.answering === null ? ' · nothing is loaded' : ` · #${entry.answering} still answers`}
    </span>
  );
}

function Names({
  names,
  count,
  before,
  after,
}: {
  readonly names: readonly string[];
  readonly count: number;
  readonly before: string;
  readonly after: string;
}): ReactNode {
  if (count === 0) return null;
  const more = count - Math.min(names.length, namesShown);
  return (
    <span className="history-part">
      {before}
      <code>
        {names
          .slice(0, namesShown)
          .map((name) => clippedText(name, 80))
          .join(', ')}
      </code>
      {more > 0 ? ` and ${more} more` : ''}
      {after}
    </span>
  );
}
