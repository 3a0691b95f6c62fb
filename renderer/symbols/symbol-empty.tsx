import type { ReactNode } from 'react';
import type { Failure } from '../../electron/contract/failure.ts';
import type { SymbolTableName } from '../../electron/contract/library-model.ts';
import type { LibraryView } from '../state/page-state.ts';
import { dispatch } from '../state/store.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { clippedText } from '../ui/visible-text.ts';
import { explainFailure, inSentence } from '../wording/failure-wording.ts';

/** The table is empty, and why that may be. */
export function NoSymbols({
  tableName,
  complete,
}: {
  readonly tableName: SymbolTableName;
  readonly complete: boolean;
}): ReactNode {
  if (!complete) {
    return (
      <EmptyState title="No symbols could be read">
        Part of the file is missing, and its symbol table may be in that part. What is known of the file
        stands under “File” below.
      </EmptyState>
    );
  }
  if (tableName === 'imports') {
    return (
      <EmptyState title="Nothing is imported">
        The library takes no function or variable from others: it stands alone.
      </EmptyState>
    );
  }
  return (
    <EmptyState title="Nothing is exported">
      dlsym finds no name in this library. Functions are exported when they are neither <code>static</code>{' '}
      nor hidden; with <code>-fvisibility=hidden</code> each needs{' '}
      <code>__attribute__((visibility("default")))</code>.
    </EmptyState>
  );
}

/** The filter leaves nothing. */
export function NoMatch({
  libraryId,
  view,
}: {
  readonly libraryId: string;
  readonly view: LibraryView;
}): ReactNode {
  const other = view.table === 'exports' ? 'imports' : 'exports';
  return (
    <EmptyState title="No symbol matches">
      <p>
        All words of the filter must occur in the name, mangled or demangled. Upper and lower case do not
        matter.
      </p>
      <div className="empty-actions">
        <button
          type="button"
          className="button small"
          onClick={() => dispatch({ type: 'page:view-changed', libraryId, view: { filter: '' } })}
        >
          Clear the filter
        </button>
        <button
          type="button"
          className="button small"
          onClick={() => dispatch({ type: 'page:view-changed', libraryId, view: { table: other } })}
        >
          Look in the {other}
        </button>
      </div>
    </EmptyState>
  );
}

/** The table could not be read. */
export function SymbolsFailed({ failure }: { readonly failure: Failure }): ReactNode {
  const words = explainFailure(failure);
  return (
    <EmptyState title={`The symbols cannot be shown: ${inSentence(words.title)}`}>
      {clippedText(failure.message)} {words.meaning}
    </EmptyState>
  );
}
