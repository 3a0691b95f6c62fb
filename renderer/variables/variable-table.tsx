import { type ReactNode, useState } from 'react';
import type { ShownVariable } from '../../electron/contract/state-view.ts';
import { noStateChoices } from '../../electron/contract/variables.ts';
import { useSelector } from '../state/store.ts';
import { Hint } from '../ui/hint.tsx';
import { countOf } from '../wording/quantity.ts';
import { VariableRow } from './variable-row.tsx';

const shownAtOnce = 200;

/** One row for each variable, and the choice which values the next build takes over. */
export function VariableTable({
  libraryId,
  variables,
}: {
  readonly libraryId: string;
  readonly variables: readonly ShownVariable[];
}): ReactNode {
  const [limit, setLimit] = useState(shownAtOnce);
  const [opened, setOpened] = useState<string | null>(null);
  const choices = useSelector(
    ({ snapshot }) => snapshot?.libraries.find(({ id }) => id === libraryId)?.stateChoices ?? noStateChoices,
  );
  return (
    <>
      <table className="table variables" aria-label="Variables">
        <colgroup>
          <col className="variables-name" />
          <col className="variables-type" />
          <col />
          <col className="variables-where" />
          <col className="variables-fate" />
          <col className="variables-carry" />
        </colgroup>
        <thead>
          <tr>
            <th scope="col">Variable</th>
            <th scope="col">Type</th>
            <th scope="col">Value</th>
            <th scope="col">Declared</th>
            <th scope="col">
              <Hint text="What the last reload did to it, or that its value is another than at the start: the next reload resets it.">
                <span>State</span>
              </Hint>
            </th>
            <th scope="col">
              <Hint text="The next build goes on with this value when name, type and size agree. Pointers are carried within one process alone, and none into the old build.">
                <span>Carry</span>
              </Hint>
            </th>
          </tr>
        </thead>
        <tbody>
          {variables.slice(0, limit).map((variable) => (
            <VariableRow
              key={variable.key}
              libraryId={libraryId}
              variable={variable}
              choices={choices}
              open={opened === variable.key}
              onToggle={() => setOpened((before) => (before === variable.key ? null : variable.key))}
            />
          ))}
        </tbody>
      </table>
      {variables.length > limit ? (
        <button
          type="button"
          className="button small variables-more"
          onClick={() => setLimit((before) => before + shownAtOnce)}
        >
          Show {countOf(Math.min(shownAtOnce, variables.length - limit), 'more variable')}
        </button>
      ) : null}
    </>
  );
}
