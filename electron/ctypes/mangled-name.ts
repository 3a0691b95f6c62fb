import { MangledCursor, UnreadableMangledName } from './mangled-cursor.ts';
import {
  type MangledNames,
  skipArguments,
  skipType,
  takeParameter,
  takeSubstitution,
} from './mangled-type.ts';

/** What the name of a function says of how it is called, beside the types of its parameters. */
export interface MangledFunction {
  readonly kind: 'plain' | 'constructor' | 'destructor' | 'conversion' | 'operator';
  /** `C1`, `D0`, `cl`, `nw`: the code of all but plain names; else empty. */
  readonly code: string;
  /** True when `const` follows the parameters. */
  readonly isConst: boolean;
  /** True for const, volatile, `&` and `&&`: there is an object that it is called on. */
  readonly isQualified: boolean;
  /** True when the name holds the result type: template functions, but for constructors, destructors and conversions. */
  readonly hasResult: boolean;
  /** What the last part lies in, where the name tells; `Circle::area` does not say whether Circle is a namespace. */
  readonly scope: 'none' | 'namespace' | 'class' | 'unknown';
}

type Part = Pick<MangledFunction, 'kind' | 'code'> & {
  readonly scopeKind: 'namespace' | 'class' | 'unknown';
};
type Shape = Omit<MangledFunction, 'hasResult'> & { readonly isTemplate: boolean };

const operatorCode =
  /(?:nw|na|dl|da|aw|ps|ng|ad|de|co|pl|mi|ml|dv|rm|an|or|eo|a[SN]|p[LtpmM]|m[ILim]|[dr]V|rM|oR|oo|eO|l[sStTeE]|r[sS]|[eE]q|eq|ne|gt|ge|le|ss|nt|aa|cm|cl|ix|qu)/y;
const plain = { kind: 'plain', code: '' } as const;

/** The shape of an Itanium-mangled function name; null for data, tables, thunks, guards, clones and what is not read. */
export function readMangledName(name: string): MangledFunction | null {
  if (!name.startsWith('_Z')) return null;
  const cursor = new MangledCursor(name, 2);
  try {
    // Special names (virtual tables, typeinfo, thunks, guards) begin with T or G.
    if (cursor.at('T') || cursor.at('G')) return null;
    const shape = readName(cursor);
    if (cursor.isAtEnd) return null;
    while (!cursor.isAtEnd) skipType(cursor, names);
    const { isTemplate, ...rest } = shape;
    return { ...rest, hasResult: isTemplate && (shape.kind === 'plain' || shape.kind === 'operator') };
  } catch (error) {
    if (error instanceof UnreadableMangledName) return null;
    throw error;
  }
}

function readName(cursor: MangledCursor): Shape {
  return cursor.nest(() => {
    if (cursor.take('N')) return readNested(cursor);
    if (cursor.take('Z')) return readLocal(cursor);
    const isStandard = cursor.take('St');
    const part = isStandard || takeSubstitution(cursor) === null ? readPart(cursor) : { ...plain };
    const isTemplate = skipArguments(cursor, names);
    const scope = isStandard ? 'namespace' : 'none';
    return { kind: part.kind, code: part.code, isConst: false, isQualified: false, isTemplate, scope };
  });
}

const names: MangledNames = {
  skipName: (cursor) => void readName(cursor),
  skipEncoding: (cursor) => {
    readName(cursor);
    while (!cursor.at('E')) skipType(cursor, names);
  },
};

function readNested(cursor: MangledCursor): Shape {
  const qualifiers = cursor.match(/r?V?K?[RO]?/y) ?? '';
  let last = readPrefixPart(cursor);
  let scope: MangledFunction['scope'] = 'none';
  let isTemplate = false;
  while (!cursor.take('E')) {
    if (skipArguments(cursor, names)) {
      isTemplate = true;
      last = { ...last, scopeKind: 'class' };
    } else {
      scope = last.scopeKind;
      last = readPrefixPart(cursor);
      isTemplate = false;
    }
  }
  return {
    kind: last.kind,
    code: last.code,
    isConst: qualifiers.includes('K'),
    isQualified: qualifiers !== '',
    isTemplate,
    scope,
  };
}

function readPrefixPart(cursor: MangledCursor): Part {
  if (cursor.take('St')) return { ...plain, scopeKind: 'namespace' };
  const substitution = takeSubstitution(cursor);
  if (substitution !== null) {
    return { ...plain, scopeKind: substitution.endsWith('_') ? 'unknown' : 'class' };
  }
  if (takeParameter(cursor)) return { ...plain, scopeKind: 'class' };
  return readPart(cursor);
}

/** One unqualified name with its ABI tags. */
function readPart(cursor: MangledCursor): Part {
  cursor.take('L');
  const part = readUntagged(cursor);
  while (cursor.take('B')) cursor.sourceName();
  // The lambda in the initializer of a member lies in that member.
  cursor.take('M');
  return part;
}

function readUntagged(cursor: MangledCursor): Part {
  if (/\d/.test(cursor.peek())) {
    const isAnonymous = cursor.sourceName().startsWith('_GLOBAL__N_');
    return { ...plain, scopeKind: isAnonymous ? 'namespace' : 'unknown' };
  }
  const code = cursor.match(/C[1-5]|D[0-5]/y);
  if (code !== null) {
    return { kind: code.startsWith('C') ? 'constructor' : 'destructor', code, scopeKind: 'unknown' };
  }
  if (cursor.take('Ut') || takeLambda(cursor)) {
    cursor.match(/\d*/y);
    cursor.expect('_');
    return { ...plain, scopeKind: 'class' };
  }
  return readOperator(cursor);
}

function takeLambda(cursor: MangledCursor): boolean {
  if (!cursor.take('Ul')) return false;
  while (!cursor.take('E')) skipType(cursor, names);
  return true;
}

function readOperator(cursor: MangledCursor): Part {
  if (cursor.take('cv')) {
    skipType(cursor, names);
    return { kind: 'conversion', code: 'cv', scopeKind: 'unknown' };
  }
  if (cursor.take('li')) {
    cursor.sourceName();
    return { kind: 'operator', code: 'li', scopeKind: 'unknown' };
  }
  const code = cursor.match(operatorCode) ?? cursor.reject();
  return { kind: 'operator', code, scopeKind: 'unknown' };
}

/** A name inside a function, `Z` encoding `E` name, and its number when several have it. */
function readLocal(cursor: MangledCursor): Shape {
  names.skipEncoding(cursor);
  cursor.expect('E');
  if (cursor.take('s')) return cursor.reject();
  if (cursor.take('d')) {
    cursor.match(/\d*/y);
    cursor.expect('_');
  }
  const shape = readName(cursor);
  cursor.match(/_(?:\d|_\d+_)/y);
  return shape;
}
