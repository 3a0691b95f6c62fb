import type { ReactNode } from 'react';
import type { LibraryState } from '../../electron/contract/session-state.ts';
import { selectedSymbol } from '../state/page-state.ts';
import { useSelector } from '../state/store.ts';
import { useSelectedSymbol } from '../symbols/use-selected-symbol.ts';
import { CallFormView } from './call-form-view.tsx';
import './call.css';

/** The call form of the library in front. */
export function CallPane({ libraryId }: { readonly libraryId: string }): ReactNode {
  const library = useSelector((state) => state.snapshot?.libraries.find(({ id }) => id === libraryId));
  return library === undefined ? null : <CallPaneOf library={library} />;
}

function CallPaneOf({ library }: { readonly library: LibraryState }): ReactNode {
  const name = useSelector((state) => selectedSymbol(state, library));
  const found = useSelectedSymbol(library, name);
  return (
    <section className="pane" aria-label="Call form">
      <CallFormView library={library} found={found} />
    </section>
  );
}
