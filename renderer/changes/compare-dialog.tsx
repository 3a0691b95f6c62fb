import { type ReactNode, useState } from 'react';
import { buildText } from '../../electron/contract/identity.ts';
import type { KeptBuild } from '../../electron/contract/kept-builds.ts';
import type { GenerationPair } from '../state/page-state.ts';
import { useSelector } from '../state/store.ts';
import { Modal } from '../ui/modal.tsx';
import { useToday } from '../ui/use-today.ts';
import { formatMoment, shortBuild } from '../wording/quantity.ts';
import { ComparedTable } from './compared-table.tsx';
import { keptGenerations } from './kept-generations.ts';
import { useComparison } from './use-comparison.ts';
import './changes.css';

const none = [] as const;

/** Any two builds that are kept, side by side. */
export function CompareDialog({
  libraryId,
  onClose,
}: {
  readonly libraryId: string;
  readonly onClose: () => void;
}): ReactNode {
  const library = useSelector((state) => state.snapshot?.libraries.find(({ id }) => id === libraryId));
  const wanted = useSelector((state) => state.comparison);
  const [pair, setPair] = useState<GenerationPair | null>(wanted);
  const compared = useComparison(libraryId, pair);
  const kept = library?.kept ?? none;
  if (pair === null) return null;
  return (
    <Modal title="Builds side by side" className="compare-dialog" onClose={onClose}>
      <div className="compare-choice">
        <GenerationSelect
          label="Old build"
          kept={kept}
          value={pair.before}
          onChoose={(before) => setPair({ ...pair, before })}
        />
        <button
          type="button"
          className="button small"
          onClick={() => setPair({ before: pair.after, after: pair.before })}
        >
          Swap sides
        </button>
        <GenerationSelect
          label="New build"
          kept={kept}
          value={pair.after}
          onChoose={(after) => setPair({ ...pair, after })}
        />
      </div>
      <ComparedTable pair={pair} outcome={compared} pinned={library?.pinned ?? none} />
    </Modal>
  );
}

function GenerationSelect({
  label,
  kept,
  value,
  onChoose,
}: {
  readonly label: string;
  readonly kept: readonly KeptBuild[];
  readonly value: number;
  readonly onChoose: (generation: number) => void;
}): ReactNode {
  const today = useToday();
  const choices = keptGenerations(kept);
  return (
    <label className="compare-side">
      {label}
      <select className="choice" value={value} onChange={(event) => onChoose(Number(event.target.value))}>
        {choices.some(({ number }) => number === value) ? null : <option value={value}>#{value}</option>}
        {choices.map(({ number, build }) => (
          <option key={number} value={number}>
            #{number} · {shortBuild(buildText(build.build))} · {formatMoment(build.loadedAtMs, today)}
          </option>
        ))}
      </select>
    </label>
  );
}
