import type { ReactNode } from 'react';
import type { BuildChangeFact, ComparedBuilds } from '../../electron/contract/build-changes.ts';
import type { PinnedCall } from '../../electron/contract/kept-calls.ts';
import { Sentence } from '../ui/sentence.tsx';
import { Shape } from '../ui/shape.tsx';
import { clippedText } from '../ui/visible-text.ts';
import { severitySigns } from '../wording/change-wording.ts';
import { formatCount } from '../wording/quantity.ts';
import { TouchedCalls } from './touched-calls.tsx';
import './changes.css';

/** Changes in their sentences, the worst first, each with the pinned calls that it touches. */
export function ChangeList({
  compared: { changes, counts, notes },
  pinned,
}: {
  readonly compared: ComparedBuilds;
  readonly pinned: readonly PinnedCall[];
}): ReactNode {
  const more = counts.breaking + counts.risky + counts.compatible - changes.length;
  return (
    <>
      <ul className="change-list" aria-label="What changed">
        {changes.map((change) => (
          <Change key={`${change.kind} ${change.sentence}`} change={change} pinned={pinned} />
        ))}
      </ul>
      {more > 0 ? <p className="dim">and {formatCount(more)} more</p> : null}
      {notes.map((note) => (
        <p key={note} className="dim">
          {clippedText(note, 1000)}
        </p>
      ))}
    </>
  );
}

function Change({
  change,
  pinned,
}: {
  readonly change: BuildChangeFact;
  readonly pinned: readonly PinnedCall[];
}): ReactNode {
  const { tone, shape, label } = severitySigns[change.severity];
  return (
    <li data-severity={change.severity}>
      <span className={`verdict tone-${tone}`}>
        <Shape shape={shape} tone={tone} /> {label}
      </span>
      <span>
        <Sentence text={clippedText(change.sentence, 2000)} wholes={[change.subject, ...change.symbols]} />
        <TouchedCalls change={change} pinned={pinned} />
      </span>
    </li>
  );
}
