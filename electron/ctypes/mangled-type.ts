import type { MangledCursor } from './mangled-cursor.ts';

/** What a type inside a name needs of the reader of names, which in turn needs the one of types. */
export interface MangledNames {
  skipName(cursor: MangledCursor): void;
  skipEncoding(cursor: MangledCursor): void;
}

/** Skips one type (Itanium C++ ABI, 5.1.5); rejects what holds an expression, whose end is not told by its letters. */
export function skipType(cursor: MangledCursor, names: MangledNames): void {
  cursor.nest(() => {
    // Qualifiers, pointers and references stand in front in any number.
    cursor.match(/[rVKPROCG]*/y);
    if (cursor.match(/[vwbcahstijlmxynofdegz]/y) === null) skipCompound(cursor, names);
  });
}

function skipCompound(cursor: MangledCursor, names: MangledNames): void {
  if (cursor.at('u') || cursor.at('U')) skipVendorType(cursor, names);
  else if (cursor.at('D')) skipExtendedType(cursor, names);
  else if (cursor.take('F')) skipFunctionType(cursor, names);
  else if (cursor.take('A')) skipArray(cursor, names);
  else if (cursor.take('M')) {
    skipType(cursor, names);
    skipType(cursor, names);
  } else if (cursor.match(/T[sue](?=[\dNZS])/y) === null && takeParameter(cursor)) {
    skipArguments(cursor, names);
  } else if (/[\dNZS]/.test(cursor.peek())) {
    names.skipName(cursor);
  } else {
    cursor.reject();
  }
}

/** Takes a reference to a template parameter: `T_`, `T0_`. */
export function takeParameter(cursor: MangledCursor): boolean {
  return cursor.match(/T(?:L\d*_)?\d*_/y) !== null;
}

/** Takes a reference to an earlier part of the name or a standard abbreviation, but `St`: `S_`, `S1_`, `Ss`. */
export function takeSubstitution(cursor: MangledCursor): string | null {
  return cursor.match(/S(?:[0-9A-Z]*_|[absiod])/y);
}

/** Skips template arguments when some stand here; true when they did. */
export function skipArguments(cursor: MangledCursor, names: MangledNames): boolean {
  if (!cursor.take('I')) return false;
  while (!cursor.take('E')) skipArgument(cursor, names);
  return true;
}

function skipArgument(cursor: MangledCursor, names: MangledNames): void {
  cursor.nest(() => {
    if (cursor.at('L')) skipLiteral(cursor, names);
    else if (cursor.take('J')) while (!cursor.take('E')) skipArgument(cursor, names);
    else if (cursor.at('X')) cursor.reject();
    else skipType(cursor, names);
  });
}

/** A value: `Lb1E`, `Lm16E`, `LN3foo3barE1E`, or the name of an object or function: `L_Z3fooE`. */
function skipLiteral(cursor: MangledCursor, names: MangledNames): void {
  cursor.expect('L');
  if (cursor.take('_Z')) names.skipEncoding(cursor);
  else {
    skipType(cursor, names);
    cursor.match(/n?[\da-f]*(?:_[\da-f]+)?/y);
  }
  cursor.expect('E');
}

function skipVendorType(cursor: MangledCursor, names: MangledNames): void {
  const isQualifier = cursor.takeOneOf('uU') === 'U';
  cursor.sourceName();
  skipArguments(cursor, names);
  if (isQualifier) skipType(cursor, names);
}

function skipFunctionType(cursor: MangledCursor, names: MangledNames): void {
  cursor.take('Y');
  while (!cursor.take('E')) {
    if (cursor.match(/[RO](?=E)/y) === null) skipType(cursor, names);
  }
}

function skipArray(cursor: MangledCursor, names: MangledNames): void {
  cursor.match(/\d*/y);
  cursor.expect('_');
  skipType(cursor, names);
}

function skipExtendedType(cursor: MangledCursor, names: MangledNames): void {
  if (cursor.match(/D[defhiuacnsUF]/y) !== null) {
    // `DF16_`, `DF16b`: the width of a _FloatN.
    cursor.match(/(?<=DF)\d+[_bx]/y);
  } else if (cursor.match(/DB\d+_/y) === null) {
    // Noexcept functions, vectors and packs stand before a type; decltype and what else is left holds an expression.
    if (cursor.match(/Do|Dv\d+_|Dp/y) === null) cursor.reject();
    skipType(cursor, names);
  }
}
