import { Toggle, ToggleGroup } from 'radix-ui';
import { type ReactNode, useRef } from 'react';
import type { LibraryState } from '../../electron/contract/session-state.ts';
import { sendToPart } from '../state/commands.ts';
import { updateSettings } from '../state/intents.ts';
import type { LibraryView } from '../state/page-state.ts';
import { dispatch, useSelector } from '../state/store.ts';
import { useCommand } from '../state/use-command.ts';
import { Hint } from '../ui/hint.tsx';
import { Keys } from '../ui/keys.tsx';
import { formatCount } from '../wording/quantity.ts';

/** Filter, exports or imports, demangled or as in the file. */
export function SymbolToolbar({
  library,
  view,
  shown,
  total,
}: {
  readonly library: LibraryState;
  readonly view: LibraryView;
  readonly shown: number;
  readonly total: number | null;
}): ReactNode {
  const demangle = useSelector((state) => state.snapshot?.settings.demangle ?? true);
  const facts = library.generation?.facts ?? library.fileFacts;
  const change = (next: Partial<LibraryView>) =>
    dispatch({ type: 'page:view-changed', libraryId: library.id, view: next });
  return (
    <div className="symbol-toolbar">
      <FilterBox view={view} count={countOfMatches(view.filter, shown, total)} onChange={change} />
      <ToggleGroup.Root
        type="single"
        className="segments"
        aria-label="Which symbols"
        value={view.table}
        onValueChange={(table) => {
          if (table === 'exports' || table === 'imports') change({ table });
        }}
      >
        <Hint text="What the library offers to others: dlsym finds these.">
          <ToggleGroup.Item className="segment" value="exports">
            Exports {facts === null ? '' : formatCount(facts.exportCount)}
          </ToggleGroup.Item>
        </Hint>
        <Hint text="What the library takes from others: the loader looks these up in the needed libraries.">
          <ToggleGroup.Item className="segment" value="imports">
            Imports {facts === null ? '' : formatCount(facts.importCount)}
          </ToggleGroup.Item>
        </Hint>
      </ToggleGroup.Root>
      <Hint text="C++ declarations instead of the mangled names that stand in the file.">
        <Toggle.Root
          className="segment segments"
          pressed={demangle}
          onPressedChange={(pressed) => updateSettings({ demangle: pressed })}
        >
          Demangled
        </Toggle.Root>
      </Hint>
    </div>
  );
}

function countOfMatches(filter: string, shown: number, total: number | null): ReactNode {
  if (filter.trim() === '' || total === null) return null;
  return (
    <>
      {formatCount(shown)}
      <span className="filter-total"> of {formatCount(total)}</span>
    </>
  );
}

function FilterBox({
  view,
  count,
  onChange,
}: {
  readonly view: LibraryView;
  readonly count: ReactNode;
  readonly onChange: (view: Partial<LibraryView>) => void;
}): ReactNode {
  const input = useRef<HTMLInputElement>(null);
  useCommand('focus-filter', () => {
    input.current?.focus();
    input.current?.select();
  });
  return (
    <div className="filter">
      <input
        ref={input}
        type="search"
        className="field filter-field"
        aria-label="Filter symbols"
        placeholder="Filter symbols"
        spellCheck={false}
        autoComplete="off"
        maxLength={1000}
        value={view.filter}
        onChange={(event) => onChange({ filter: event.target.value })}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onChange({ filter: '' });
          if (event.key === 'ArrowDown' || event.key === 'Enter') {
            event.preventDefault();
            sendToPart('focus-grid');
          }
        }}
      />
      <span className="filter-note" aria-live="polite">
        {count}
      </span>
      {count === null ? (
        <span className="filter-note">
          <Keys keys="Ctrl F" />
        </span>
      ) : null}
    </div>
  );
}
