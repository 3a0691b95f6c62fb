import { type BuildChangeFact, type ChangeSeverity, worse } from '../../electron/contract/build-changes.ts';
import { changeLabels } from '../wording/change-wording.ts';

/** What the last loaded build did to a symbol. */
export interface BuildMarker {
  /** `new`, `code`, `prototype`, … of its worst change. */
  readonly label: string;
  /** Of that change; null for a symbol that is new. */
  readonly severity: ChangeSeverity | null;
  /** All its changes, a sentence each. */
  readonly sentences: readonly string[];
}

/** Markers by the name that dlsym takes. */
export function markersOf(changes: readonly BuildChangeFact[]): ReadonlyMap<string, BuildMarker> {
  const markers = new Map<string, BuildMarker>();
  for (const change of changes) {
    for (const symbol of change.symbols) markers.set(symbol, joined(markers.get(symbol), change));
  }
  return markers;
}

function joined(known: BuildMarker | undefined, change: BuildChangeFact): BuildMarker {
  const severity = change.kind === 'export-added' ? null : change.severity;
  const label = changeLabels[change.kind];
  if (known === undefined) return { label, severity, sentences: [change.sentence] };
  const sentences = [...known.sentences, change.sentence];
  const isWorse = known.severity !== severity && worse(known.severity, severity) === severity;
  return isWorse ? { label, severity, sentences } : { ...known, sentences };
}
