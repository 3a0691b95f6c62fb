import { type ReactNode, useEffect, useState } from 'react';
import type { Outcome } from '../../electron/contract/failure.ts';
import type { ViewAs } from '../../electron/contract/request-inputs.ts';
import type { ShownValue } from '../../electron/contract/shown-value.ts';
import { pageApi } from '../state/page-api.ts';
import { clippedText, visibleLines } from '../ui/visible-text.ts';
import { HexDump } from './hex-dump.tsx';
import { MemoryChoice } from './memory-choice.tsx';
import { ValueTree } from './value-tree.tsx';
import { firstChoice, viewOfChoice } from './view-choice.ts';

const shownCharacters = 20_000;

interface Place {
  readonly address: string;
  readonly pointerType: string;
}

/** The memory of the runner behind a pointer; pointers found there lead on, and back again. */
export function MemoryView({
  libraryId,
  address,
  pointerType,
  onClose,
}: Place & {
  readonly libraryId: string;
  readonly onClose: () => void;
}): ReactNode {
  const [trail, setTrail] = useState<readonly Place[]>([]);
  const place = trail.at(-1) ?? { address, pointerType };
  return (
    <section className="memory" aria-label={`Memory at ${place.address}`}>
      {trail.length === 0 ? null : (
        <button
          type="button"
          className="link memory-back"
          onClick={() => setTrail((before) => before.slice(0, -1))}
        >
          Back to {trail.at(-2)?.address ?? address}
        </button>
      )}
      <MemoryAt
        key={`${trail.length} ${place.address}`}
        libraryId={libraryId}
        place={place}
        onFollow={({ pointsTo, type }) => {
          if (pointsTo !== null) setTrail((before) => [...before, { address: pointsTo, pointerType: type }]);
        }}
        onClose={onClose}
      />
    </section>
  );
}

function MemoryAt({
  libraryId,
  place,
  onFollow,
  onClose,
}: {
  readonly libraryId: string;
  readonly place: Place;
  readonly onFollow: (pointer: ShownValue) => void;
  readonly onClose: () => void;
}): ReactNode {
  const { address } = place;
  const [choice, setChoice] = useState(() => firstChoice(place.pointerType));
  const [wanted, setWanted] = useState(() => ({ as: viewOfChoice(choice), round: 0 }));
  const answer = useMemory(libraryId, address, wanted);
  return (
    <>
      <MemoryChoice
        address={address}
        choice={choice}
        onChange={setChoice}
        onRead={(next) => setWanted(({ round }) => ({ as: viewOfChoice(next), round: round + 1 }))}
        onClose={onClose}
      />
      {answer === null ? null : answer.outcome.ok ? (
        <MemoryContent
          key={answer.round}
          libraryId={libraryId}
          address={address}
          kind={answer.kind}
          value={answer.outcome.value}
          onFollow={onFollow}
        />
      ) : (
        <p className="field-error">{clippedText(answer.outcome.failure.message, 1000)}</p>
      )}
    </>
  );
}

interface Answer {
  readonly kind: ViewAs['kind'];
  readonly round: number;
  readonly outcome: Outcome<ShownValue>;
}

/** Reads the memory once for each round; the last answer stays until the next is there. */
function useMemory(
  libraryId: string,
  address: string,
  { as, round }: { readonly as: ViewAs | null; readonly round: number },
): Answer | null {
  const [answer, setAnswer] = useState<Answer | null>(null);
  useEffect(() => {
    if (as === null) return;
    let current = true;
    void pageApi.request['memory:view']({ libraryId, address, as }).then((outcome) => {
      if (current) setAnswer({ kind: as.kind, round, outcome });
    });
    return () => {
      current = false;
    };
  }, [libraryId, address, as, round]);
  return answer;
}

function MemoryContent({
  libraryId,
  address,
  kind,
  value,
  onFollow,
}: {
  readonly libraryId: string;
  readonly address: string;
  readonly kind: ViewAs['kind'];
  readonly value: ShownValue;
  readonly onFollow: (pointer: ShownValue) => void;
}): ReactNode {
  if (kind === 'bytes' && value.hex !== null) {
    return <HexDump hex={value.hex} address={address} more={value.more} />;
  }
  if (kind === 'string') {
    return <pre className="verbatim">{visibleLines(value.text.slice(0, shownCharacters))}</pre>;
  }
  return <ValueTree libraryId={libraryId} label="Memory" root={value} origin={null} onView={onFollow} />;
}
