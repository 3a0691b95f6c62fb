import type { ReactNode } from 'react';
import { type SymbolSort, symbolColumnNames } from '../state/page-state.ts';
import { dispatch } from '../state/store.ts';
import { Hint } from '../ui/hint.tsx';
import { columnWords } from '../wording/symbol-wording.ts';

/** One header for each column: a press sorts by it, a second press turns the order round. */
export function GridHeader({
  libraryId,
  sort,
}: {
  readonly libraryId: string;
  readonly sort: SymbolSort;
}): ReactNode {
  return (
    <div role="rowgroup" className="grid-head">
      <div role="row" className="grid-row">
        {symbolColumnNames.map((column) => {
          const sorted = sort.column === column;
          const order = sort.descending ? 'descending' : 'ascending';
          return (
            <div
              key={column}
              role="columnheader"
              className={`cell cell-${column}`}
              aria-sort={sorted ? order : 'none'}
            >
              <Hint text={columnWords[column].meaning}>
                <button
                  type="button"
                  className="grid-sort"
                  tabIndex={-1}
                  onClick={() =>
                    dispatch({
                      type: 'page:view-changed',
                      libraryId,
                      view: { sort: { column, descending: sorted && !sort.descending } },
                    })
                  }
                >
                  {columnWords[column].label}
                  {sorted ? <span aria-hidden="true"> {sort.descending ? '▾' : '▴'}</span> : null}
                </button>
              </Hint>
            </div>
          );
        })}
      </div>
    </div>
  );
}
