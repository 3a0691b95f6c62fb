import type { ReactNode } from 'react';
import type { ShownValue } from '../../electron/contract/shown-value.ts';
import { clippedText } from '../ui/visible-text.ts';
import { ResultTree } from './result-tree.tsx';

/** What the *out* and *in/out* arguments held after the call. */
export function OutValues({
  libraryId,
  recordId,
  values,
}: {
  readonly libraryId: string;
  /** Null where nothing can be saved. */
  readonly recordId: string | null;
  readonly values: readonly ShownValue[];
}): ReactNode {
  if (values.length === 0) return null;
  return (
    <section className="result-part" aria-label="Arguments after the call">
      <h3>After the call</h3>
      {values.map((value, index) => (
        <ResultTree
          key={value.name ?? `value ${index + 1}`}
          libraryId={libraryId}
          label={`${clippedText(value.name ?? value.type, 80)} after the call`}
          root={value}
          origin={recordId === null ? null : { recordId, from: index }}
        />
      ))}
    </section>
  );
}
