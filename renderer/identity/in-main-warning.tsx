import type { ReactNode } from 'react';
import { setOptions } from '../state/intents.ts';
import { useSelector } from '../state/store.ts';
import { Shape } from '../ui/shape.tsx';

/** Says plainly what it means that a library runs in the main process. */
export function InMainWarning({ libraryId }: { readonly libraryId: string }): ReactNode {
  const inMain = useSelector(
    (state) => state.snapshot?.libraries.find(({ id }) => id === libraryId)?.options.runIn === 'in-main',
  );
  if (!inMain) return null;
  return (
    <div className="bar" role="note">
      <Shape shape="triangle" tone="warn" />
      <span className="grow">
        It runs inside dlscope itself: a crash or an endless loop in it takes the whole program along.
      </span>
      <button
        type="button"
        className="button small"
        onClick={() => setOptions(libraryId, { runIn: 'isolated' })}
      >
        Back to an isolated process
      </button>
    </div>
  );
}
