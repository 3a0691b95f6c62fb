import type { ReactNode } from 'react';
import type { CallRecord } from '../../electron/contract/call-record.ts';
import type { Timing } from '../../electron/contract/runner-protocol.ts';
import { useSelector } from '../state/store.ts';
import { formatCount, formatNanoseconds } from '../wording/quantity.ts';
import { comparedWith, earlierTiming } from './earlier-timing.ts';
import { Histogram } from './histogram.tsx';
import './repeat.css';

const none = [] as const;

/** What a measurement gave, with what the calling itself costs, beside the same of an earlier build. */
export function TimingFigures({
  libraryId,
  record,
  timing,
}: {
  readonly libraryId: string;
  readonly record: CallRecord;
  readonly timing: Timing;
}): ReactNode {
  const calls = useSelector((state) => state.snapshot?.calls[libraryId] ?? none);
  const earlier = earlierTiming(calls, record);
  return (
    <section className="timing" aria-label="Measurement">
      <dl className="timing-figures">
        <Figure name="Median" value={formatNanoseconds(timing.medianNs)} />
        <Figure name="95% within" value={formatNanoseconds(timing.p95Ns)} />
        <Figure name="Fastest" value={formatNanoseconds(timing.minimumNs)} />
        <Figure name="Slowest" value={formatNanoseconds(timing.maximumNs)} />
        <Figure name="Runs" value={formatCount(timing.runs)} />
      </dl>
      <Histogram timing={timing} />
      <p className="dim">{overheadText(timing)}</p>
      {timing.batch > 1 ? (
        <p className="dim">
          One run is too short for the clock: each figure is the mean of {formatCount(timing.batch)} runs in a
          row.
        </p>
      ) : null}
      {earlier === null ? null : (
        <p>
          Build #{earlier.generation}: median {formatNanoseconds(earlier.timing.medianNs)}. Now{' '}
          {comparedWith(timing.medianNs, earlier.timing.medianNs)}.
        </p>
      )}
    </section>
  );
}

function Figure({ name, value }: { readonly name: string; readonly value: string }): ReactNode {
  return (
    <div>
      <dt>{name}</dt>
      <dd className="mono">{value}</dd>
    </div>
  );
}

function overheadText({ overheadNs }: Timing): string {
  return overheadNs === null
    ? 'What the calling itself costs could not be measured here; it is part of each figure.'
    : `Of each figure, calling costs about ${formatNanoseconds(overheadNs)}: so long an empty function takes with the same arguments.`;
}
