import { type ReactNode, useEffect, useState } from 'react';
import type { Outcome } from '../../electron/contract/failure.ts';
import type { ShownValue } from '../../electron/contract/session-state.ts';
import { pageApi } from '../state/page-api.ts';
import { clippedText, visibleLines } from '../ui/visible-text.ts';
import { HexDump } from './hex-dump.tsx';
import { MemoryChoice } from './memory-choice.tsx';
import { ValueTree } from './value-tree.tsx';
import { firstChoice, viewOfChoice } from './view-choice.ts';

const shownCharacters = 20_000;

/** The memory of the runner at an address, as text, bytes or values of a type; read when asked for, and again by Refresh. */
export function MemoryView({
  libraryId,
  address,
  pointerType,
  onClose,
}: {
  readonly libraryId: string;
  readonly address: string;
  readonly pointerType: string;
  readonly onClose: () => void;
}): ReactNode {
  const [choice, setChoice] = useState(() => firstChoice(pointerType));
  const [wanted, setWanted] = useState(() => ({ view: viewOfChoice(choice), round: 0 }));
  const [answer, setAnswer] = useState<Outcome<ShownValue> | null>(null);
  const { view } = wanted;
  useEffect(() => {
    const as = wanted.view;
    if (as === null) return;
    let current = true;
    void pageApi.request['memory:view']({ libraryId, address, as }).then((outcome) => {
      if (current) setAnswer(outcome);
    });
    return () => {
      current = false;
    };
  }, [libraryId, address, wanted]);
  return (
    <section className="memory" aria-label={`Memory at ${address}`}>
      <MemoryChoice
        address={address}
        choice={choice}
        onChange={setChoice}
        onRead={(next) => setWanted(({ round }) => ({ view: viewOfChoice(next), round: round + 1 }))}
        onClose={onClose}
      />
      {answer === null || view === null ? null : answer.ok ? (
        <MemoryContent
          key={wanted.round}
          libraryId={libraryId}
          address={address}
          kind={view.kind}
          value={answer.value}
        />
      ) : (
        <p className="field-error">{clippedText(answer.failure.message, 1000)}</p>
      )}
    </section>
  );
}

function MemoryContent({
  libraryId,
  address,
  kind,
  value,
}: {
  readonly libraryId: string;
  readonly address: string;
  readonly kind: 'string' | 'bytes' | 'type';
  readonly value: ShownValue;
}): ReactNode {
  if (kind === 'bytes' && value.hex !== null) return <HexDump hex={value.hex} address={address} more={value.more} />;
  if (kind === 'string') return <pre className="verbatim">{visibleLines(value.text.slice(0, shownCharacters))}</pre>;
  return <ValueTree libraryId={libraryId} label="Memory" root={value} origin={null} />;
}
