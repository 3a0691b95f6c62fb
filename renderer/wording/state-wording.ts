import type { StateChange } from '../../electron/contract/variables.ts';
import { countOf } from './quantity.ts';

const named = 3;

/** `2 variables were reset: counter 5 → 0, total 7 → 100`, and how many were carried; empty when neither. */
export function stateWords({ variables, resetCount, carriedCount }: StateChange): string {
  const reset = variables.filter(({ fate }) => fate === 'reset').slice(0, named);
  const list = reset.map(({ name, before, after }) => `${name} ${before} → ${after ?? 'gone'}`).join(', ');
  const more = resetCount > reset.length ? ', …' : '';
  const failed = variables.filter(({ fate }) => fate === 'not-carried').length;
  return [
    resetCount === 0 ? '' : `${wasOrWere(resetCount)} reset: ${list}${more}.`,
    carriedCount === 0 ? '' : `${wasOrWere(carriedCount)} carried.`,
    failed === 0 ? '' : `${wasOrWere(failed)} not carried.`,
  ]
    .filter(Boolean)
    .join(' ');
}

function wasOrWere(count: number): string {
  return `${countOf(count, 'variable')} ${count === 1 ? 'was' : 'were'}`;
}
