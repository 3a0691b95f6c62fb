import type { ReactNode } from 'react';
import type { HistoryEntry, LibraryState } from '../../electron/contract/session-state.ts';
import { goBack, openBeside } from '../state/intents.ts';
import { activeLibrary } from '../state/page-state.ts';
import { useSelector } from '../state/store.ts';
import { Hint } from '../ui/hint.tsx';

/** What can be done with the build that an attempt loaded: run it again, or open it beside the running one. */
export function BuildActions({ entry }: { readonly entry: HistoryEntry }): ReactNode {
  const library = useSelector(activeLibrary);
  const { generation } = entry;
  if (library === null || generation === null || entry.verdict !== 'loaded') return null;
  const state = stateOf(library, generation);
  if (state === 'runs') return null;
  if (state === 'gone') {
    return <p className="dim">Its copy is not kept any more, so it cannot be run again.</p>;
  }
  return (
    <div className="history-actions">
      <Hint text="Runs this build again, under a new number. The file on disk is not touched, and not loaded by itself until it changes.">
        <button
          type="button"
          className="button small"
          aria-label={`Go back to build ${generation}`}
          onClick={() => void goBack(library.id, generation)}
        >
          Go back
        </button>
      </Hint>
      <Hint text="Opens this build in a process of its own: a call then runs on it and on the running one.">
        <button
          type="button"
          className="button small"
          aria-label={`Open build ${generation} beside`}
          disabled={library.beside?.generation === generation}
          onClick={() => openBeside(library.id, generation)}
        >
          Open beside
        </button>
      </Hint>
      {state === 'crashed' ? (
        <span className="tone-bad">It ended its process when it was loaded last.</span>
      ) : null}
    </div>
  );
}

function stateOf(library: LibraryState, number: number): 'runs' | 'gone' | 'kept' | 'crashed' {
  const kept = library.kept.find(({ generations }) => generations.includes(number));
  if (kept === undefined) return 'gone';
  const runs = library.freshness.kind !== 'crashed' && library.generation?.build.hash === kept.build.hash;
  if (runs) return 'runs';
  return kept.crashed ? 'crashed' : 'kept';
}
