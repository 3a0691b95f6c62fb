import { Collapsible } from 'radix-ui';
import type { ReactNode } from 'react';
import type { SourceReport } from '../../electron/contract/reader-protocol.ts';
import { Shape } from '../ui/shape.tsx';
import { clippedText } from '../ui/visible-text.ts';
import { countOf, formatCount } from '../wording/quantity.ts';

/** What of a source could not be read, behind a line that tells how much. */
export function SourceProblems({ report }: { readonly report: SourceReport }): ReactNode {
  const { problems, problemCount } = report;
  if (problemCount === 0) return null;
  return (
    <Collapsible.Root className="source-problems">
      <Collapsible.Trigger className="link">
        <Shape shape="triangle" tone="warn" /> {countOf(problemCount, 'thing')} not understood
      </Collapsible.Trigger>
      <Collapsible.Content>
        <ol>
          {problems.map((problem, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the list of a report never changes, and its sentences may repeat.
            <li key={index}>
              {problem.line === null ? null : <code className="dim">line {problem.line} </code>}
              {clippedText(problem.message, 600)}
            </li>
          ))}
        </ol>
        {problems.length < problemCount ? (
          <p className="faint">and {formatCount(problemCount - problems.length)} more</p>
        ) : null}
      </Collapsible.Content>
    </Collapsible.Root>
  );
}
