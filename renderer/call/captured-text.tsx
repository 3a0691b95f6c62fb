import type { ReactNode } from 'react';
import type { OutputTail } from '../../electron/contract/fault.ts';
import { visibleLines } from '../ui/visible-text.ts';
import { formatBytes } from '../wording/quantity.ts';

const shownCharacters = 20_000;

/** What the code wrote to one stream, or nothing when it wrote nothing. */
export function CapturedText({
  name,
  tail,
}: {
  readonly name: 'stdout' | 'stderr';
  readonly tail: OutputTail;
}): ReactNode {
  if (tail.text === '' && tail.droppedBytes === 0) return null;
  const text = tail.text.slice(-shownCharacters);
  const cut = tail.droppedBytes > 0 || text.length < tail.text.length;
  return (
    <section className="captured" aria-label={name}>
      <p className="faint">
        {name}
        {cut
          ? ` (the end of it${tail.droppedBytes > 0 ? `; ${formatBytes(tail.droppedBytes)} before it were dropped` : ''})`
          : ''}
      </p>
      <pre className="verbatim">{visibleLines(text)}</pre>
    </section>
  );
}
