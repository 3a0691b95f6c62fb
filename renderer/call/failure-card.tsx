import type { ReactNode } from 'react';
import type { Failure } from '../../electron/contract/failure.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { FailureMeaning } from '../ui/failure-meaning.tsx';
import { Shape } from '../ui/shape.tsx';
import { clippedText, visibleLines } from '../ui/visible-text.ts';
import { explainFailure } from '../wording/failure-wording.ts';

/** An expected failure: what it is, the system's own words, what they mean. */
export function FailureCard({
  failure,
  title,
}: {
  readonly failure: Failure;
  readonly title?: string;
}): ReactNode {
  const words = explainFailure(failure);
  return (
    <div className="card bad-card">
      <p className="card-title">
        <Shape shape="cross" tone="bad" /> {title ?? words.title}
      </p>
      {failure.message === failure.detail ? null : (
        <p className="wrap">{clippedText(failure.message, 2000)}</p>
      )}
      {failure.detail === undefined ? null : (
        <div className="verbatim-frame">
          <pre className="verbatim">{visibleLines(failure.detail.slice(0, 20_000))}</pre>
          <CopyButton text={failure.detail} label="Copy the loader's message" />
        </div>
      )}
      <FailureMeaning failure={failure} />
    </div>
  );
}
