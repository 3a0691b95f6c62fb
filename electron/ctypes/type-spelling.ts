import type { CType, Prototype } from '../contract/prototype.ts';

/** A pointer to `to`, spelled as C spells it: `const char *`, `char **`, `char *const *`. */
export function pointerTo(to: CType, toConst: boolean): CType {
  return { kind: 'pointer', spelling: pointerSpelling(to, toConst), to, toConst };
}

function pointerSpelling(to: CType, toConst: boolean): string {
  if (to.kind === 'pointer') return `${to.spelling}${toConst ? 'const ' : ''}*`;
  return `${toConst ? 'const ' : ''}${to.spelling} *`;
}

/** True for a pointer to plain char: its value is read and shown as a NUL-terminated string. */
export function isCString(type: CType): boolean {
  return type.kind === 'pointer' && type.to.kind === 'integer' && type.to.spelling === 'char';
}

/** The prototype as C writes it, without a semicolon: `int add(int a, int b)`; parsing it again gives the same prototype. */
export function formatPrototype(prototype: Prototype): string {
  const parameters = prototype.parameters.map((parameter) => declare(parameter.type, parameter.name ?? ''));
  return `${declare(prototype.result, prototype.name)}(${parameters.join(', ') || 'void'})`;
}

function declare(type: CType, name: string): string {
  if (name === '') return type.spelling;
  return type.spelling.endsWith('*') ? `${type.spelling}${name}` : `${type.spelling} ${name}`;
}
