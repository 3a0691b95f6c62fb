import type { ReactNode } from 'react';
import type { LibraryState } from '../../electron/contract/session-state.ts';
import { selectSymbol } from '../state/intents.ts';
import type { SelectedSymbol } from '../symbols/use-selected-symbol.ts';
import { versionText } from '../symbols/version-text.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { Hint } from '../ui/hint.tsx';
import { clippedText } from '../ui/visible-text.ts';
import { explainSymbol } from '../wording/symbol-advice.ts';
import { bindingOf, kindOf, visibilityOf } from '../wording/symbol-wording.ts';

/** Which symbol the form is about, all that its row may have no room for, and what to know before calling it. */
export function SymbolHeading({
  library,
  found,
  known,
}: {
  readonly library: LibraryState;
  readonly found: SelectedSymbol;
  /** True while a prototype is at hand, or is being asked for. */
  readonly known: boolean;
}): ReactNode {
  const advice = explainSymbol(found, library, known);
  return (
    <header className="symbol-heading">
      {found.kind === 'by-name' ? <h2>Call by name</h2> : <Name libraryId={library.id} found={found} />}
      {found.kind === 'export' || found.kind === 'import' ? <Facts found={found} /> : null}
      {advice === '' ? null : <p className="symbol-advice">{advice}</p>}
    </header>
  );
}

function Name({
  libraryId,
  found,
}: {
  readonly libraryId: string;
  readonly found: Exclude<SelectedSymbol, { kind: 'by-name' }>;
}): ReactNode {
  const row = found.kind === 'export' || found.kind === 'import' ? found.row : null;
  const shown = row?.demangled ?? found.name;
  return (
    <div className="symbol-name">
      <h2 className="mono" title={clippedText(shown, 900)}>
        {clippedText(shown)}
      </h2>
      <CopyButton text={found.name} label="Copy symbol name" />
      <span className="grow" />
      <Hint text="An empty form: the name in the prototype is looked up with dlsym, also when it is not in the list.">
        <button type="button" className="link by-name" onClick={() => selectSymbol(libraryId, null)}>
          Call by name
        </button>
      </Hint>
    </div>
  );
}

function Facts({
  found,
}: {
  readonly found: Extract<SelectedSymbol, { kind: 'export' | 'import' }>;
}): ReactNode {
  const { row } = found;
  const kind = kindOf(row.type, row.section);
  const facts =
    found.kind === 'import'
      ? ['imported', bindingOf(row.bind).label]
      : [
          `${row.size} bytes at 0x${row.value.toString(16)}`,
          row.section,
          bindingOf(row.bind).label,
          visibilityOf(row.visibility).label,
        ];
  return (
    <p className="symbol-facts">
      <span className={`kind kind-${kind.label}`} title={kind.meaning}>
        {kind.label}
      </span>{' '}
      {facts
        .filter((fact) => fact !== '')
        .map((fact) => clippedText(fact, 60))
        .join(' · ')}
      {row.version === '' ? null : <code> {versionText(row)}</code>}
      {row.demangled === row.name ? null : (
        <code className="faint symbol-mangled" title={clippedText(row.name, 900)}>
          {' '}
          {clippedText(row.name, 120)}
        </code>
      )}
    </p>
  );
}
