import { memo, type ReactNode, useEffect, useRef } from 'react';
import type { BuildPlace } from '../../electron/contract/build-command.ts';
import { ask } from '../state/intents.ts';
import { pageApi } from '../state/page-api.ts';
import { Shape } from '../ui/shape.tsx';
import { visibleText } from '../ui/visible-text.ts';
import { formatCount } from '../wording/quantity.ts';
import type { ShapeName, Tone } from '../wording/tone.ts';
import type { OutputRow } from './output-rows.ts';

const signs = {
  error: { shape: 'cross', tone: 'bad', word: 'Error: ' },
  warning: { shape: 'triangle', tone: 'warn', word: 'Warning: ' },
  note: { shape: 'ring', tone: 'quiet', word: '' },
} as const satisfies Record<string, { shape: ShapeName; tone: Tone; word: string }>;

/** One line of output; the place that it names opens in the editor. */
export const OutputLine = memo(function OutputLine({
  libraryId,
  run,
  row,
  top,
  current,
}: {
  readonly libraryId: string;
  readonly run: number;
  readonly row: OutputRow;
  /** In pixels from the beginning of the list. */
  readonly top: number;
  /** True for the error that the keys went to. */
  readonly current: boolean;
}): ReactNode {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!current) return;
    const link = element.current?.querySelector('button');
    (link ?? element.current)?.focus({ preventScroll: true });
  }, [current]);
  const { line } = row;
  const style = { transform: `translateY(${top}px)` };
  if (line === null) {
    return (
      <div className="build-line faint" style={style}>
        … {formatCount(row.left)} lines left out
      </div>
    );
  }
  const severity = line.mark?.severity ?? null;
  const sign = severity === null ? null : signs[severity];
  const place = line.mark?.place ?? null;
  const open = () => void ask(pageApi.request['build:open-place']({ libraryId, run, line: row.number }));
  return (
    <div
      ref={element}
      className={`build-line ${severity ?? ''} ${current ? 'current' : ''}`}
      data-severity={severity ?? undefined}
      style={style}
      tabIndex={-1}
    >
      <span className="build-sign">
        {sign === null ? null : <Shape shape={sign.shape} tone={sign.tone} />}
      </span>
      {sign === null ? null : <span className="unseen">{sign.word}</span>}
      <LineText text={line.text} place={place} onOpen={open} />
    </div>
  );
});

function LineText({
  text,
  place,
  onOpen,
}: {
  readonly text: string;
  readonly place: BuildPlace | null;
  readonly onOpen: () => void;
}): ReactNode {
  if (place === null) return <span>{visibleText(text)}</span>;
  const named = visibleText(text.slice(place.start, place.end));
  return (
    <span>
      {visibleText(text.slice(0, place.start))}
      <button type="button" className="link build-place" title="Open in the editor" onClick={onOpen}>
        {named}
      </button>
      {visibleText(text.slice(place.end))}
    </span>
  );
}
