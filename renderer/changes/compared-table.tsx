import { type ReactNode, useState } from 'react';
import type { BuildChangeFact, ComparedBuilds } from '../../electron/contract/build-changes.ts';
import type { Outcome } from '../../electron/contract/failure.ts';
import type { PinnedCall } from '../../electron/contract/kept-calls.ts';
import type { GenerationPair } from '../state/page-state.ts';
import { Sentence } from '../ui/sentence.tsx';
import { Shape } from '../ui/shape.tsx';
import { clippedText } from '../ui/visible-text.ts';
import { nothingChanged, severitySigns } from '../wording/change-wording.ts';
import { formatCount } from '../wording/quantity.ts';
import { SeverityCountList } from './severity-counts.tsx';
import { sideLines } from './side-lines.ts';
import { TouchedCalls } from './touched-calls.tsx';

/** The changes between two builds as rows, what stands in each build beside the other. */
export function ComparedTable({
  pair,
  outcome,
  pinned,
}: {
  readonly pair: GenerationPair;
  readonly outcome: Outcome<ComparedBuilds> | null;
  readonly pinned: readonly PinnedCall[];
}): ReactNode {
  const [filter, setFilter] = useState('');
  if (pair.before === pair.after) return <p className="dim">It is the same build on both sides.</p>;
  if (outcome === null) return <p className="dim">Comparing…</p>;
  if (!outcome.ok) return <p className="tone-bad">{clippedText(outcome.failure.message, 2000)}</p>;
  const { changes, counts, notes } = outcome.value;
  const total = counts.breaking + counts.risky + counts.compatible;
  const shown = changes.filter((change) => matches(change, filter));
  return (
    <>
      <div className="compare-summary">
        <span role="status">
          {/* A note can be of a needed library that changed. */}
          {total === 0 ? nothingChanged(notes.length > 0) : <SeverityCountList counts={counts} />}
        </span>
        {total === 0 ? null : (
          <input
            type="search"
            className="field"
            aria-label="Filter changes"
            placeholder="Filter changes"
            maxLength={1000}
            value={filter}
            onChange={(event) => setFilter(event.target.value)}
          />
        )}
      </div>
      {notes.map((note) => (
        <p key={note} className="dim">
          {clippedText(note, 1000)}
        </p>
      ))}
      {total === 0 ? null : (
        <div className="compare-frame">
          <table className="table compared" aria-label="Builds side by side">
            <colgroup>
              <col className="compared-severity" />
              <col className="compared-what" />
              <col />
              <col />
            </colgroup>
            <thead>
              <tr>
                <th scope="col">Severity</th>
                <th scope="col">What changed</th>
                <th scope="col">#{pair.before}</th>
                <th scope="col">#{pair.after}</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((change) => (
                <ComparedRow key={`${change.kind} ${change.sentence}`} change={change} pinned={pinned} />
              ))}
            </tbody>
          </table>
          {shown.length === 0 ? (
            <p className="dim">No change contains “{clippedText(filter, 100)}”.</p>
          ) : null}
          {total > changes.length ? (
            <p className="dim">
              {formatCount(changes.length)} of {formatCount(total)} changes are listed, the worst ones.
            </p>
          ) : null}
        </div>
      )}
    </>
  );
}

function matches({ subject, sentence, symbols }: BuildChangeFact, filter: string): boolean {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const text = `${subject}\n${sentence}\n${symbols.join('\n')}`.toLowerCase();
  return words.every((word) => text.includes(word));
}

function ComparedRow({
  change,
  pinned,
}: {
  readonly change: BuildChangeFact;
  readonly pinned: readonly PinnedCall[];
}): ReactNode {
  const { tone, shape, label } = severitySigns[change.severity];
  const { before, after } = change.sides ?? { before: '', after: '' };
  return (
    <tr data-severity={change.severity}>
      <td>
        <span className={`verdict tone-${tone}`}>
          <Shape shape={shape} tone={tone} /> {label}
        </span>
      </td>
      <td>
        <Sentence text={clippedText(change.sentence, 2000)} wholes={[change.subject, ...change.symbols]} />
        <TouchedCalls change={change} pinned={pinned} />
      </td>
      <td>
        <Side text={before} other={after} />
      </td>
      <td>
        <Side text={after} other={before} />
      </td>
    </tr>
  );
}

function Side({ text, other }: { readonly text: string; readonly other: string }): ReactNode {
  if (text === '') return <span className="faint">–</span>;
  return (
    <pre className="compared-side">
      {sideLines(text, other).map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines never move, and the same one may stand twice.
        <span key={index} className={line.differs ? 'differs' : undefined}>
          {clippedText(line.text, 2000)}
          {'\n'}
        </span>
      ))}
    </pre>
  );
}
