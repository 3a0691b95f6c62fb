import type { CType, Parameter, Prototype } from '../contract/prototype.ts';

type FunctionType = Extract<CType, { readonly kind: 'function' }>;

/**
 * A pointer to `to`, spelled as C spells it: `const char *`, `char *const *`, `int (*)[4]`, `int (*)(const void *)`. Where
 * `to` is a typedef that says itself that it is const, `isWritten` is false.
 */
export function pointerTo(to: CType, toConst: boolean, isWritten = toConst): CType {
  return { kind: 'pointer', spelling: writePointee(to, '*', isWritten), to, toConst };
}

/** A C++ reference to `to`: `const T &`, or `T &&` for an rvalue reference. */
export function referenceTo(to: CType, toConst: boolean, mark: '&' | '&&' = '&', isWritten = toConst): CType {
  return { kind: 'pointer', spelling: writePointee(to, mark, isWritten), to, toConst, reference: true };
}

/** `count` elements of `of`; 0 for an array whose length is not known. */
export function arrayOf(of: CType, count: number): CType {
  return { kind: 'array', spelling: write(of, bounds(count), false), of, count };
}

/** The type of a function, spelled `int (int a, char)`. */
export function functionType(
  result: CType,
  parameters: readonly Parameter[],
  variadic: boolean,
): FunctionType {
  const spelling = write(result, parameterList({ parameters, variadic }), false);
  return { kind: 'function', spelling, result, parameters, variadic };
}

/** A pointer to such a function: `int (*)(const void *, const void *)`. */
export function functionPointer(result: CType, parameters: readonly Parameter[], variadic = false): CType {
  return pointerTo(functionType(result, parameters, variadic), false);
}

/** The declaration of `name` with this type, `int (*compare)(const void *, const void *)`; without a name the type alone. */
export function declare(type: CType, name: string): string {
  return name === '' ? type.spelling : write(type, name, false);
}

/** The prototype as C writes it, without a semicolon: `int add(int a, int b)`; parsing it again gives the same prototype. */
export function formatPrototype(prototype: Prototype): string {
  return write(prototype.result, formatWithoutResult(prototype), false);
}

/** Name and parameters alone, `add(int a, int b)`: for a function whose result type is not known. */
export function formatWithoutResult(prototype: Prototype): string {
  return `${prototype.name}${parameterList(prototype)}`;
}

/** The prototype without its name, for a list: `(int a, int b) → int`; of a method without `this`: `() const → double`. */
export function signatureText(prototype: Prototype): string {
  const given = prototype.parameters.filter((parameter) => parameter.isThis !== true);
  const object = prototype.parameters.find((parameter) => parameter.isThis === true)?.type;
  const isConst = object?.kind === 'pointer' && object.toConst;
  const list = listed({ parameters: given, variadic: prototype.variadic });
  return `(${list})${isConst ? ' const' : ''} → ${prototype.result.spelling}`;
}

/** True for a pointer to plain char: its value is read and shown as a NUL-terminated string. */
export function isCString(type: CType): boolean {
  return (
    type.kind === 'pointer' &&
    type.reference !== true &&
    type.to.kind === 'integer' &&
    // A char of Rust has 32 bits.
    type.to.bits === 8 &&
    type.to.spelling === 'char'
  );
}

/** True for a pointer to void or to single bytes (char, unsigned char, uint8_t, std::byte): a buffer can stand behind it. */
export function isBytePointer(type: CType): boolean {
  if (type.kind !== 'pointer' || type.reference === true) return false;
  const { to } = type;
  if (to.kind === 'integer') return to.bits === 8;
  return to.kind === 'void' || to.spelling === 'std::byte';
}

/** What a form proposes first for memory behind this pointer: const is read, a scalar is written, all else is both. */
export function defaultDirection(type: CType): 'in' | 'out' | 'inout' {
  if (type.kind !== 'pointer') return 'in';
  if (type.toConst) return 'in';
  const isWritten = ['integer', 'float', 'enum', 'bool', 'pointer'].includes(type.to.kind);
  return isWritten ? 'out' : 'inout';
}

/** Writes `declarator` declared with this type, inside out as C does (C17, 6.7.6). */
function write(type: CType, declarator: string, isConst: boolean): string {
  if (isStructural(type)) {
    if (type.kind === 'array') return write(type.of, declarator + bounds(type.count), isConst);
    if (type.kind === 'function') return write(type.result, declarator + parameterList(type), false);
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
  const own = `${markOf(type)}${qualifier}${declarator}`;
  return writePointee(type.to, own, type.toConst && isConstWritten(type));
}

/** False for a pointer to a typedef that is const itself: its own spelling does not say so again. */
function isConstWritten({ to, spelling }: Extract<CType, { readonly kind: 'pointer' }>): boolean {
  let element = to;
  while (element.kind === 'array' && isStructural(element)) element = element.of;
  return (element.kind === 'pointer' && isStructural(element)) || spelling.startsWith('const ');
}

/** Bounds and parameter lists bind tighter than `*`, so the pointer to such a type is in parentheses. */
function writePointee(to: CType, own: string, toConst: boolean): string {
  const bindsTighter = (to.kind === 'array' || to.kind === 'function') && isStructural(to);
  return write(to, bindsTighter ? `(${own})` : own, toConst);
}

function markOf(type: Extract<CType, { readonly kind: 'pointer' }>): string {
  if (type.reference !== true) return '*';
  const isRvalue =
    type.spelling.includes('&&') &&
    type.spelling === writePointee(type.to, '&&', type.toConst && isConstWritten(type));
  return isRvalue ? '&&' : '&';
}

/** False for a typedef of a pointer, array or function: its name ends as no such type that is written out does. */
function isStructural(type: CType): boolean {
  if (type.kind !== 'pointer' && type.kind !== 'array' && type.kind !== 'function') return false;
  return /[*&\])]$/.test(type.spelling);
}

function bounds(count: number): string {
  return count === 0 ? '[]' : `[${count}]`;
}

type Parameters = Pick<Prototype, 'parameters' | 'variadic'>;

function parameterList(list: Parameters): string {
  return `(${listed(list) || 'void'})`;
}

function listed({ parameters, variadic }: Parameters): string {
  const written = parameters.map((parameter) => declare(parameter.type, parameter.name ?? ''));
  return [...written, ...(variadic ? ['...'] : [])].join(', ');
}
