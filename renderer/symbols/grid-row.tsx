import type { ReactNode } from 'react';
import { Shape } from '../ui/shape.tsx';
import { clippedText } from '../ui/visible-text.ts';
import { severitySigns } from '../wording/change-wording.ts';
import { bindingOf, kindOf, visibilityOf } from '../wording/symbol-wording.ts';
import type { BuildMarker } from './build-markers.ts';
import { splitScope } from './name-parts.ts';
import { signatureBeside } from './signature-text.ts';
import type { SymbolRow } from './symbol-table.ts';
import { versionText } from './version-text.ts';

const newSign = { tone: 'good', shape: 'plus' } as const;

/** One symbol; its accessible name begins with the name that is shown. */
export function GridRow({
  id,
  index,
  top,
  symbol,
  demangle,
  signature,
  selected,
  marker,
  onChoose,
}: {
  readonly id: string;
  readonly index: number;
  readonly top: number;
  readonly symbol: SymbolRow;
  readonly demangle: boolean;
  /** `(int a, int b) → int`, or empty. */
  readonly signature: string;
  readonly selected: boolean;
  readonly marker: BuildMarker | null;
  readonly onChoose: () => void;
}): ReactNode {
  const kind = kindOf(symbol.type, symbol.section);
  const binding = bindingOf(symbol.bind);
  const visibility = visibilityOf(symbol.visibility);
  const name = clippedText(demangle ? symbol.demangled : symbol.name);
  const beside = clippedText(signatureBeside(name, signature), 200);
  const undefinedHere = symbol.section === 'UND';
  return (
    <div
      id={id}
      role="row"
      className={`grid-row symbol-row ${selected ? 'selected' : ''}`}
      aria-rowindex={index + 1}
      aria-selected={selected}
      data-symbol={clippedText(symbol.name)}
      style={{ transform: `translateY(${top}px)` }}
      onPointerDown={(event) => {
        if (event.button === 0) onChoose();
      }}
    >
      <div
        role="gridcell"
        className="cell cell-name"
        aria-label={beside === '' ? name : `${name} ${beside}`}
        title={titleOf(symbol, signature)}
      >
        <Name name={name} />
        {beside === '' ? null : <span className="cell-signature"> {beside}</span>}
      </div>
      <div role="gridcell" className="cell cell-kind" title={kind.meaning}>
        <span className={`kind kind-${kind.label}`}>{kind.label}</span>
      </div>
      <div role="gridcell" className="cell cell-size mono">
        {undefinedHere ? '' : symbol.size.toString()}
      </div>
      <div role="gridcell" className="cell cell-address mono">
        {undefinedHere ? '' : `0x${symbol.value.toString(16)}`}
      </div>
      <div role="gridcell" className="cell cell-version mono" title={clippedText(symbol.version)}>
        {versionText(symbol)}
      </div>
      <div role="gridcell" className="cell cell-binding" title={binding.meaning}>
        {binding.label}
      </div>
      <div role="gridcell" className="cell cell-visibility" title={visibility.meaning}>
        {visibility.label}
      </div>
      <div role="gridcell" className="cell cell-change">
        <Marker marker={marker} />
      </div>
    </div>
  );
}

/** The name on one line: where it is too long the scope in front shrinks first. */
function Name({ name }: { readonly name: string }): ReactNode {
  const { scope, rest } = splitScope(name);
  if (scope === '') return <code>{name}</code>;
  return (
    <code className="scoped-name">
      {/* So much of it stays, but never more than it has: what it does not fill would be a gap. */}
      <span style={{ minWidth: `min(${scope.length}ch, 84px, 40%)` }}>{scope}</span>
      <span>{rest}</span>
    </code>
  );
}

function Marker({ marker }: { readonly marker: BuildMarker | null }): ReactNode {
  if (marker === null) return null;
  const { tone, shape } = marker.severity === null ? newSign : severitySigns[marker.severity];
  return (
    <span
      className={`verdict tone-${tone}`}
      title={marker.sentences.map((sentence) => clippedText(sentence, 400)).join('\n')}
    >
      <Shape shape={shape} tone={tone} /> {marker.label}
    </span>
  );
}

function titleOf(symbol: SymbolRow, signature: string): string {
  const lines = [symbol.demangled, signature, symbol.demangled === symbol.name ? '' : symbol.name];
  return lines
    .filter((line) => line !== '')
    .map((line) => clippedText(line, 800))
    .join('\n');
}
