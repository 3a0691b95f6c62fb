import type { ReactNode } from 'react';
import type { ShownValue } from '../../electron/contract/shown-value.ts';
import { shownJson } from '../../electron/ctypes/show-value.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { clippedText } from '../ui/visible-text.ts';
import { formatCount } from '../wording/quantity.ts';
import { SaveValue } from './save-value.tsx';
import { canBeSaved, type TreeRow } from './tree-rows.ts';
import type { ValueOrigin } from './value-origin.ts';

const indentPx = 14;
const shownCharacters = 300;

/** One value of a tree on one line: name, value, type, and what can be done with it. */
export function ValueRow({
  row,
  libraryId,
  origin,
  onToggle,
  onView,
}: {
  readonly row: TreeRow;
  readonly libraryId: string;
  readonly origin: ValueOrigin | null;
  readonly onToggle: () => void;
  readonly onView: () => void;
}): ReactNode {
  const { value, depth } = row;
  const indent = { paddingLeft: depth * indentPx };
  if (row.leftOut > 0) {
    return (
      <div className="value-row faint" style={indent}>
        <span className="value-toggle" /> {formatCount(row.leftOut)} more, not read
      </div>
    );
  }
  const branch = value.children.length > 0;
  return (
    <div className="value-row" style={indent}>
      {branch ? (
        <button
          type="button"
          className="value-toggle"
          aria-label={`${row.open ? 'Close' : 'Open'} ${clippedText(value.name ?? value.type, 80)}`}
          aria-expanded={row.open}
          onClick={onToggle}
        >
          <span aria-hidden="true">{row.open ? '▾' : '▸'}</span>
        </button>
      ) : (
        <span className="value-toggle" />
      )}
      <code className="value-name">{clippedText(value.name ?? '', 80)}</code>
      <code className={`value-text clip ${branch && row.open ? 'faint' : ''}`} title={titleOf(value)}>
        {clippedText(value.text, shownCharacters)}
      </code>
      <code className="value-type clip" title={clippedText(value.type)}>
        {clippedText(value.type, 80)}
      </code>
      <span className="value-actions">
        {value.pointsTo === null ? null : (
          <button type="button" className="mini-button" onClick={onView} aria-label={`View ${nameOf(value)}`}>
            View
          </button>
        )}
        {origin !== null && canBeSaved(value) ? (
          <SaveValue libraryId={libraryId} origin={origin} path={row.path} value={value} />
        ) : null}
        <CopyButton text={branch ? shownJson(value) : value.text} label={`Copy ${nameOf(value)}`} />
      </span>
    </div>
  );
}

function nameOf(value: ShownValue): string {
  return clippedText(value.name ?? 'value', 60);
}

function titleOf({ text, hex, at }: ShownValue): string {
  const facts = [
    clippedText(text, 2000),
    hex === null ? '' : clippedText(hex, 60),
    at === null ? '' : `at ${at}`,
  ];
  return facts.filter(Boolean).join('\n');
}
