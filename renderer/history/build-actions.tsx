import type { ReactNode } from 'react';
import type { HistoryEntry } from '../../electron/contract/history-entry.ts';
import type { LibraryState } from '../../electron/contract/session-state.ts';
import { CompareButton } from '../changes/compare-button.tsx';
import { goBack, openBeside } from '../state/intents.ts';
import { activeLibrary } from '../state/page-state.ts';
import { useSelector } from '../state/store.ts';
import { Hint } from '../ui/hint.tsx';

/** One press on the row of an attempt runs its build again; by keyboard the details have the same. */
export function BackButton({ entry }: { readonly entry: HistoryEntry }): ReactNode {
  const { generation, verdict } = entry;
  // Only the id: a row is not drawn anew at every change of the library.
  const libraryId = useSelector((state) => {
    const library = activeLibrary(state);
    if (library === null || generation === null) return null;
    return ['kept', 'crashed'].includes(stateOf(library, generation)) ? library.id : null;
  });
  if (libraryId === null || generation === null || verdict !== 'loaded') return null;
  return (
    <button
      type="button"
      className="mini-button history-back"
      tabIndex={-1}
      aria-label={`Go back to build ${generation}`}
      onClick={() => void goBack(libraryId, generation)}
    >
      Go back
    </button>
  );
}

/** What can be done with the build that an attempt loaded: run it again, or open it beside the running one. */
export function BuildActions({ entry }: { readonly entry: HistoryEntry }): ReactNode {
  const library = useSelector(activeLibrary);
  const { generation } = entry;
  if (library === null || generation === null || entry.verdict !== 'loaded') return null;
  const state = stateOf(library, generation);
  if (state === 'gone') {
    return <p className="dim">Its copy is not kept any more, so it cannot be run again.</p>;
  }
  const runs = state === 'runs';
  const beside = library.beside?.generation === generation;
  return (
    <div className="history-actions">
      <Action
        label={`Go back to build ${generation}`}
        hint="Runs this build again, under a new number. The file on disk is not touched, and not loaded by itself until it changes."
        disabled={runs}
        onPress={() => void goBack(library.id, generation)}
      >
        Go back
      </Action>
      <Action
        label={`Open build ${generation} beside`}
        hint="Opens this build in a process of its own: a call then runs on it and on the running one."
        disabled={runs || beside}
        onPress={() => openBeside(library.id, generation)}
      >
        Open beside
      </Action>
      <CompareButton library={library} entry={entry} />
      {runs ? <span className="dim">This build runs.</span> : null}
      {state === 'crashed' ? (
        <span className="tone-bad">It ended its process when it was loaded last.</span>
      ) : null}
    </div>
  );
}

function Action({
  label,
  hint,
  disabled,
  onPress,
  children,
}: {
  readonly label: string;
  readonly hint: string;
  readonly disabled: boolean;
  readonly onPress: () => void;
  readonly children: string;
}): ReactNode {
  return (
    <Hint text={hint}>
      {/* Only said to be disabled: after a press the focus stays where it was. */}
      <button
        type="button"
        className="button small"
        aria-label={label}
        aria-disabled={disabled}
        onClick={() => {
          if (!disabled) onPress();
        }}
      >
        {children}
      </button>
    </Hint>
  );
}

function stateOf(library: LibraryState, number: number): 'runs' | 'gone' | 'kept' | 'crashed' {
  const kept = library.kept.find(({ generations }) => generations.includes(number));
  if (kept === undefined) return 'gone';
  const running = library.freshness.kind === 'crashed' ? null : library.generation;
  if (running !== null && kept.generations.includes(running.number)) return 'runs';
  return kept.crashed ? 'crashed' : 'kept';
}
