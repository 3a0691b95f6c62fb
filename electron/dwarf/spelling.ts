import type { CType, Parameter } from '../contract/prototype.ts';

/** The names of nested templates reach some thousand characters. */
const spellingLimit = 16 * 1024;

/** A pointer to `to` as C spells it: `const char *`, `char *const *`, `int (*)(const void *)`. */
export function spellPointer(to: CType, isConst: boolean, mark: '*' | '&' | '&&'): string {
  const bindsTighter = (to.kind === 'array' || to.kind === 'function') && isWrittenOut(to);
  return clipped(write(to, bindsTighter ? `(${mark})` : mark, isConst));
}

/** An array: `int[4]`, `char *[2]`, `int[]` where the length is not known. */
export function spellArray(of: CType, count: number): string {
  return clipped(write(of, bounds(count), false));
}

/** A function: `int (const void *, ...)`. */
export function spellFunction(result: CType, parameters: readonly Parameter[], variadic: boolean): string {
  return clipped(write(result, list(parameters, variadic), false));
}

/** Writes `declarator` declared with this type, inside out as C does (C17, 6.7.6). */
function write(type: CType, declarator: string, isConst: boolean): string {
  if (isWrittenOut(type)) {
    if (type.kind === 'array') return write(type.of, declarator + bounds(type.count), isConst);
    if (type.kind === 'function')
      return write(type.result, declarator + list(type.parameters, type.variadic), false);
    if (type.kind === 'pointer') return writePointer(type, declarator, isConst);
  }
  const named = `${isConst ? 'const ' : ''}${type.spelling}`;
  return declarator === '' || declarator.startsWith('[') ? named + declarator : `${named} ${declarator}`;
}

function writePointer(
  type: Extract<CType, { readonly kind: 'pointer' }>,
  declarator: string,
  isConst: boolean,
): string {
  const isBare = declarator === '' || declarator.startsWith('[');
  const qualifier = isConst ? (isBare ? 'const' : 'const ') : '';
  const mark = type.reference !== true ? '*' : type.spelling.endsWith('&&') ? '&&' : '&';
  const own = `${mark}${qualifier}${declarator}`;
  const bindsTighter = (type.to.kind === 'array' || type.to.kind === 'function') && isWrittenOut(type.to);
  return write(type.to, bindsTighter ? `(${own})` : own, type.toConst);
}

/** False for a typedef: its name ends as no pointer, array or function that is written out does. */
function isWrittenOut(type: CType): boolean {
  if (type.kind !== 'pointer' && type.kind !== 'array' && type.kind !== 'function') return false;
  return /[*&\])]$/.test(type.spelling);
}

function bounds(count: number): string {
  return count === 0 ? '[]' : `[${count}]`;
}

function list(parameters: readonly Parameter[], variadic: boolean): string {
  const written = parameters.map(({ type }) => type.spelling);
  if (variadic) written.push('...');
  return `(${written.join(', ') || 'void'})`;
}

function clipped(spelling: string): string {
  return spelling.length > spellingLimit ? `${spelling.slice(0, spellingLimit)}…` : spelling;
}
