import { type Failure, fail } from '../contract/failure.ts';

/** Where in the arguments a value stands; its label is made only when it is needed. */
export interface Place {
  readonly outer: Place | null;
  /** The parameter's label, a member's name, or an element's index. */
  readonly step: string | number;
}

/** A member or an element of what stands at `place`. */
export function below(place: Place, step: string | number): Place {
  return { outer: place, step };
}

/** The path as people write it: `config.items[2].x`. */
export function labelOf(place: Place): string {
  let label = '';
  let at: Place | null = place;
  for (; at !== null; at = at.outer) {
    if (typeof at.step === 'number') label = `[${at.step}]${label}`;
    else label = `${at.outer === null ? '' : '.'}${at.step}${label}`;
  }
  return label;
}

/** A value in an argument that does not fit, and its place. */
export function badArgument(place: Place, reason: string): { readonly ok: false; readonly failure: Failure } {
  const label = labelOf(place);
  return fail('bad-argument', `${label}: ${reason}`, { argument: label });
}
