import { prototypeFits } from '../checks/prototype-fits.ts';
import type { Prototype } from '../contract/prototype.ts';
import type { CheckedCall } from './check-call.ts';
import { prototypeSources } from './resolve-prototype.ts';
import type { SessionCore } from './session-core.ts';

/** What a build says itself of how a function is called. */
export interface OwnPrototype {
  /** As C writes it. */
  readonly text: string;
  readonly prototype: Prototype;
}

/**
 * What the build of a call says of the function where the call contradicts it, by its debug information or a header; null
 * where they agree. What a mangled name says is in the symbol already, and what nobody says contradicts nothing.
 */
export async function contradictingPrototype(
  core: SessionCore,
  { input, prototype: used, file }: CheckedCall,
): Promise<OwnPrototype | null> {
  const sources = { ...prototypeSources(core), path: file };
  const described = await core.dependencies.reader.describe({ ...sources, symbol: input.symbol, text: '' });
  if (!described.ok) return null;
  for (const { source, text, prototype } of described.value.suggestions) {
    if (source === 'mangled' || prototype === null) continue;
    return prototypeFits(used, prototype) ? null : { text, prototype };
  }
  return null;
}
