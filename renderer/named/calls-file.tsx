import type { ReactNode } from 'react';
import type { NamedCalls } from '../../electron/contract/kept-calls.ts';
import { ask } from '../state/intents.ts';
import { pageApi } from '../state/page-api.ts';
import { useSelector } from '../state/store.ts';
import { Hint } from '../ui/hint.tsx';
import { Shape } from '../ui/shape.tsx';
import { clippedText } from '../ui/visible-text.ts';
import { shortenFolder } from '../wording/quantity.ts';
import './calls-file.css';

/** The file that holds the named and pinned calls of a library, and the way to choose another. */
export function CallsFile({
  libraryId,
  named,
}: {
  readonly libraryId: string;
  readonly named: NamedCalls | null;
}): ReactNode {
  const home = useSelector((state) => state.snapshot?.homeDirectory);
  return (
    <>
      <span className="grow" />
      {named === null ? null : (
        <code className="faint clip calls-file" title={clippedText(named.file, 900)}>
          {clippedText(shortenFolder(named.file, home), 300)}
        </code>
      )}
      <Hint text="Keeps the named and pinned calls in a JSON file that you choose, as in your repository. A file that is there already is read.">
        <button
          type="button"
          className="mini-button"
          onClick={() => void ask(pageApi.request['named:choose-file']({ libraryId }))}
        >
          Choose file…
        </button>
      </Hint>
    </>
  );
}

/** Why the file could not be read or written. */
export function CallsFileProblem({ named }: { readonly named: NamedCalls | null }): ReactNode {
  if (!named?.problem) return null;
  return (
    <p className="calls-file-problem" role="alert">
      <Shape shape="triangle" tone="warn" /> {clippedText(named.problem, 600)}
    </p>
  );
}
