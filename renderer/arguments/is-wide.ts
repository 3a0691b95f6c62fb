import { isCharacters } from './literal-text.ts';
import { readPointer } from './read-pointer.ts';
import type { Slot } from './slot.ts';

/** True for a value whose editor holds others, and so takes the whole width. */
export function isWide({ type, text }: Pick<Slot, 'type' | 'text'>): boolean {
  if (type.kind === 'record') return true;
  if (type.kind === 'array') return !isCharacters(type);
  if (type.kind !== 'pointer') return false;
  const { mode } = readPointer(type, text);
  return mode === 'list' || mode === 'callback' || (mode === 'value' && type.to.kind !== 'integer');
}
