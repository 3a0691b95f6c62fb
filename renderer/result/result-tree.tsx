import { type ReactNode, useState } from 'react';
import type { ShownValue } from '../../electron/contract/shown-value.ts';
import { MemoryView } from './memory-view.tsx';
import type { ValueOrigin } from './value-origin.ts';
import { ValueTree } from './value-tree.tsx';

/** A value of a recorded call as a tree, with the memory behind one of its pointers below it. */
export function ResultTree({
  libraryId,
  label,
  root,
  origin,
}: {
  readonly libraryId: string;
  readonly label: string;
  readonly root: ShownValue;
  /** Null where nothing can be saved. */
  readonly origin: ValueOrigin | null;
}): ReactNode {
  const [viewed, setViewed] = useState<ShownValue | null>(null);
  return (
    <>
      <ValueTree
        libraryId={libraryId}
        label={label}
        root={root}
        origin={origin}
        onView={(pointer) => setViewed((before) => (before === pointer ? null : pointer))}
      />
      {viewed?.pointsTo ? (
        <MemoryView
          key={viewed.pointsTo}
          libraryId={libraryId}
          address={viewed.pointsTo}
          pointerType={viewed.type}
          onClose={() => setViewed(null)}
        />
      ) : null}
    </>
  );
}
