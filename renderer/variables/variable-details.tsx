import { type ReactNode, useState } from 'react';
import type { ShownValue } from '../../electron/contract/shown-value.ts';
import type { ShownVariable } from '../../electron/contract/state-view.ts';
import { MemoryView } from '../result/memory-view.tsx';
import { ValueTree } from '../result/value-tree.tsx';
import { clippedText } from '../ui/visible-text.ts';
import { countOf } from '../wording/quantity.ts';
import { pointerTypeTo } from './pointer-type.ts';

/** Each thread has its own: which one this is. */
function threadWords(address: string | null): string {
  return address === null
    ? '. Each thread has its own; the one that makes the calls has not used it yet and would begin with this value'
    : ', in the thread that makes the calls; each thread has its own';
}

/** The whole value of a variable, and the memory that its pointers lead to. */
export function VariableDetails({
  libraryId,
  variable,
  onClose,
}: {
  readonly libraryId: string;
  readonly variable: ShownVariable;
  readonly onClose: () => void;
}): ReactNode {
  const { name, type, size, value, address, elsewhere, threadLocal } = variable;
  const [viewed, setViewed] = useState<ShownValue | null>(null);
  return (
    <div className="variables-details">
      <p className="dim">
        {countOf(size, 'byte')}
        {address === null ? '' : ` at ${address}`}
        {elsewhere === null
          ? ''
          : `, in ${clippedText(elsewhere, 600)}: its definition counts in the process`}
        {threadLocal ? threadWords(address) : ''}
      </p>
      {value === null ? null : (
        <ValueTree
          libraryId={libraryId}
          label={`Value of ${clippedText(name, 200)}`}
          root={value}
          origin={null}
          onView={setViewed}
        />
      )}
      {value === null && address !== null ? (
        <MemoryView
          libraryId={libraryId}
          address={address}
          pointerType={pointerTypeTo(type)}
          onClose={onClose}
        />
      ) : null}
      {viewed?.pointsTo ? (
        <MemoryView
          key={viewed.pointsTo}
          libraryId={libraryId}
          address={viewed.pointsTo}
          pointerType={viewed.type}
          onClose={() => setViewed(null)}
        />
      ) : null}
    </div>
  );
}
