import type { ReactNode } from 'react';
import { ask } from '../state/intents.ts';
import { pageApi } from '../state/page-api.ts';
import { Hint } from '../ui/hint.tsx';

/** Chooses headers for a library; its prototypes are read from them as well. */
export function AddHeaderButton({ libraryId }: { readonly libraryId: string }): ReactNode {
  return (
    <Hint text="A C or C++ header that declares functions of this library. It is remembered, and read again whenever it changes. Headers can also be dropped on the window.">
      <button
        type="button"
        className="button small"
        onClick={() => void ask(pageApi.request['library:add-header']({ libraryId }))}
      >
        Add header…
      </button>
    </Hint>
  );
}
