import { useMemo, useState } from 'react';
import type { Prototype, PrototypeSuggestion } from '../../electron/contract/prototype.ts';
import type { LibraryState } from '../../electron/contract/session-state.ts';
import { useDescription } from './description-source.ts';
import { nameInPrototype, type PrototypeReading, readPrototype } from './read-prototype.ts';

/** The prototype of the form as it is and as it was. */
export interface PrototypeInUse extends PrototypeReading {
  /** Best first. */
  readonly suggestions: readonly PrototypeSuggestion[];
  /** True while main has not said yet what the text means. */
  readonly asking: boolean;
  /** True when this build tells no prototype and the text is that of the last call. */
  readonly remembered: boolean;
  /** What the fields are made for: the prototype, or its last readable form while it is being edited. */
  readonly shaping: Prototype | null;
}

interface Kept {
  readonly key: string;
  readonly reading: PrototypeReading;
  readonly shaping: Prototype | null;
}

const none: readonly PrototypeSuggestion[] = [];
const unread: PrototypeReading = {
  text: '',
  source: null,
  suggestion: null,
  prototype: null,
  failure: null,
  withoutResult: null,
};

/**
 * Reads the prototype of a draft; what it was stays until main has answered, so that nothing flashes. Where the draft is
 * empty and the build tells nothing, as after a rebuild without debug information, it is the text of the last call.
 */
export function usePrototype(
  library: LibraryState,
  symbol: string | null,
  draft: string,
  lastCalled: string,
): PrototypeInUse {
  const told = useDescription(library, symbol ?? nameInPrototype(draft), '');
  const remembered = draft.trim() === '' && lastCalled !== '' && told.description?.suggestions.length === 0;
  const text = remembered ? lastCalled : draft;
  const asked = symbol ?? nameInPrototype(text);
  const { description, asking } = useDescription(library, asked, text.trim() === '' ? '' : text);
  const reading = useMemo(() => readPrototype(text, description, asking), [text, description, asking]);
  const [kept, setKept] = useState<Kept | null>(null);
  const key = `${library.id}\n${symbol ?? ''}`;
  const former = kept?.key === key ? kept : null;
  const shaping = shapingOf(reading, former, text);
  if (reading !== null && (former?.reading !== reading || former.shaping !== shaping)) {
    setKept({ key, reading, shaping });
  }
  return {
    ...(reading ?? pendingReading(former, text)),
    suggestions: description?.suggestions ?? none,
    asking,
    remembered,
    shaping,
  };
}

function shapingOf(reading: PrototypeReading | null, former: Kept | null, text: string): Prototype | null {
  if (reading?.prototype) return reading.prototype;
  // An emptied field, or a name without its result type, is the end of an edit and not a slip in it.
  if (reading !== null && (text.trim() === '' || reading.withoutResult !== null)) return null;
  return former?.shaping ?? null;
}

/** While main is being asked: the new text with what was said of the former one. */
function pendingReading(former: Kept | null, text: string): PrototypeReading {
  const { source, failure } = former?.reading ?? unread;
  return { ...unread, text, source: text === '' ? source : 'hand', failure };
}
