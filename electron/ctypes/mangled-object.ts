import type { MangledFunction } from './mangled-name.ts';

/** Operators that C++ has as methods only. */
const methodOperators: readonly string[] = ['cl', 'ix', 'pt', 'aS'];
/** new and delete, which are static where they lie in a class. */
const staticOperators: readonly string[] = ['nw', 'na', 'dl', 'da'];
/** Literal operators and `co_await` aside, those that may have one operand: with one parameter they may be free. */
const unaryOperators: readonly string[] = [
  'ps',
  'ng',
  'ad',
  'de',
  'pl',
  'mi',
  'ml',
  'an',
  'co',
  'nt',
  'pp',
  'mm',
  'aw',
  'li',
];

/**
 * Whether a function of some scope is called on an object: `const` and the like say so, constructors, conversions and
 * some operators are, and for other operators the number of parameters tells; of plain names it cannot be known.
 */
export function objectOf(shape: MangledFunction, parameters: number): 'yes' | 'no' | 'unknown' {
  const { kind, code, isQualified, scope } = shape;
  if (isQualified) return 'yes';
  if (scope === 'none' || scope === 'namespace' || staticOperators.includes(code)) return 'no';
  if (kind === 'plain') return 'unknown';
  if (kind !== 'operator' || methodOperators.includes(code)) return 'yes';
  if (parameters === 0) return 'yes';
  if (parameters > 1) return 'no';
  return unaryOperators.includes(code) ? 'unknown' : 'yes';
}
