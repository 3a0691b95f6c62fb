import type { Failure, Outcome } from '../../electron/contract/failure.ts';
import type {
  CType,
  Prototype,
  PrototypeSource,
  PrototypeSuggestion,
} from '../../electron/contract/prototype.ts';
import type { SymbolDescription } from '../../electron/contract/reader-protocol.ts';
import { parsePrototype } from '../../electron/ctypes/parse-prototype.ts';
import { needsResult } from './result-type.ts';

/** The prototype that the form uses: its text, where that comes from, and what it means. */
export interface PrototypeReading {
  /** What the field shows. */
  readonly text: string;
  readonly source: PrototypeSource | null;
  /** The suggestion whose text is shown, or null. */
  readonly suggestion: PrototypeSuggestion | null;
  readonly prototype: Prototype | null;
  readonly failure: Failure | null;
  /** The mangled name that the text stands for while its result type is still to be named. */
  readonly withoutResult: PrototypeSuggestion | null;
}

/**
 * Reads the prototype of a draft: an empty one is the best suggestion, the text of a suggestion is that suggestion,
 * and any other text is typed by hand. Null while only main can tell what the text means and has not answered yet.
 */
export function readPrototype(
  draft: string,
  description: SymbolDescription | null,
  asking: boolean,
): PrototypeReading | null {
  const text = draft.trim();
  if (text === '') return automatic(description, asking);
  const suggestion = description?.suggestions.find((known) => known.text === text) ?? null;
  if (suggestion?.prototype) {
    return { ...blank, text: draft, source: suggestion.source, suggestion, prototype: suggestion.prototype };
  }
  const mangled = description?.suggestions.find((known) => needsResult(text, known)) ?? null;
  if (mangled !== null) {
    return { ...blank, text: draft, source: 'mangled', suggestion: mangled, withoutResult: mangled };
  }
  return typedByHand(draft, description, asking);
}

const blank: PrototypeReading = {
  text: '',
  source: null,
  suggestion: null,
  prototype: null,
  failure: null,
  withoutResult: null,
};

function automatic(description: SymbolDescription | null, asking: boolean): PrototypeReading | null {
  if (description === null) return asking ? null : blank;
  const [best] = description.suggestions;
  if (best === undefined) return blank;
  return {
    ...blank,
    text: best.text,
    source: best.source,
    suggestion: best,
    prototype: best.prototype,
    withoutResult: best.prototype === null ? best : null,
  };
}

function typedByHand(
  draft: string,
  description: SymbolDescription | null,
  asking: boolean,
): PrototypeReading | null {
  const local = parsePrototype(draft);
  // Types that only the library knows are told by main; the rest needs no waiting.
  const waits = asking && !(local.ok && knowsAllTypes(local.value));
  if (waits) return null;
  const read: Outcome<Prototype> = asking ? local : (description?.typed ?? local);
  return {
    ...blank,
    text: draft,
    source: 'hand',
    prototype: read.ok ? read.value : null,
    failure: read.ok ? null : read.failure,
  };
}

/** True when no part of the prototype is a name whose meaning the text does not hold. */
function knowsAllTypes({ result, parameters, records }: Prototype): boolean {
  return records.length === 0 && [result, ...parameters.map(({ type }) => type)].every(isKnown);
}

function isKnown(type: CType): boolean {
  switch (type.kind) {
    case 'opaque':
    case 'record':
    case 'function':
    case 'enum':
      return false;
    case 'pointer':
      return isKnown(type.to);
    case 'array':
      return isKnown(type.of);
    default:
      return true;
  }
}

/** The name that a text of a prototype seems to give, for a question about it; null when there is none. */
export function nameInPrototype(text: string): string | null {
  return /([A-Za-z_$][\w$]*)\s*\(/.exec(text)?.[1] ?? null;
}
