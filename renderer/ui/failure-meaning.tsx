import type { ReactNode } from 'react';
import type { Failure } from '../../electron/contract/failure.ts';
import { explainFailure } from '../wording/failure-wording.ts';
import { explainCopyPath } from '../wording/loader-wording.ts';
import { clippedText } from './visible-text.ts';

/** What a failure means and what to do, and whose path the loader named. */
export function FailureMeaning({ failure }: { readonly failure: Failure }): ReactNode {
  const { meaning } = explainFailure(failure);
  const aboutPath = failure.detail === undefined ? '' : explainCopyPath(failure.detail);
  if (meaning === '' && aboutPath === '') return null;
  return (
    <p className="dim wrap">
      {clippedText(meaning, 2000)} {aboutPath}
    </p>
  );
}
