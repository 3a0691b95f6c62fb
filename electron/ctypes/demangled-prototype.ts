import type { Outcome } from '../contract/failure.ts';
import type { CType, Prototype } from '../contract/prototype.ts';
import { parseDeclaredName } from './parse-name.ts';
import { parseFunction } from './parse-prototype.ts';
import { type ParseOptions, parseText } from './parse-text.ts';
import { arrayOf, functionType, pointerTo, referenceTo } from './type-spelling.ts';

/** A function in the demangler's words: `char const*` and the like. */
export interface DemangledFunction {
  readonly name: string;
  readonly result: string;
  /** With its parentheses. */
  readonly list: string;
  /** The class and whether the method is const; null where there is no object, or none that is certain. */
  readonly object: { readonly className: string; readonly isConst: boolean } | null;
}

/**
 * Reads types in the demangler's words. Classes whose layout is not known stand by value in the outcome as opaque types;
 * what no prototype by hand can name (closures, types inside functions) is void behind a pointer. `fallbackName` names
 * a function whose own name cannot be written.
 */
export function readDemangled(
  { name, result, list, object }: DemangledFunction,
  fallbackName: string,
  options: ParseOptions,
): Outcome<Prototype> {
  const self = object ? `${object.className}${object.isConst ? ' const' : ''} *this` : '';
  const rest = /^\((?:void)?\)$/.test(list) ? ')' : list.slice(1);
  const parameters = `(${self}${self === '' || rest === ')' ? '' : ', '}${rest}`;
  const read = parseText(`${result} f${parameters}`, options, { read: parseFunction, demangled: true });
  if (!read.ok) return read;
  const prototype = read.value;
  return {
    ok: true,
    value: {
      ...prototype,
      name: writableName(name) ?? fallbackName,
      result: writable(prototype.result),
      parameters: prototype.parameters.map((parameter) => ({ ...parameter, type: writable(parameter.type) })),
    },
  };
}

/** The name in the spelling of prototypes by hand, or null when they cannot have it. */
function writableName(name: string): string | null {
  const read = parseText(
    `${name}(`,
    {},
    {
      read: (cursor) => {
        // A conversion operator is read up to its parameters.
        const found = parseDeclaredName(cursor);
        return cursor.at('(') && cursor.peek(1).kind === 'end' ? found : null;
      },
    },
  );
  return read.ok ? read.value : null;
}

/** The type with void in place of what cannot be written and lies behind a pointer. */
function writable(type: CType): CType {
  switch (type.kind) {
    case 'pointer': {
      const to = writable(isHiddenName(type.to) ? { kind: 'void', spelling: 'void' } : type.to);
      if (to === type.to) return type;
      const isReference = type.reference === true && to.kind !== 'void';
      return isReference ? referenceTo(to, type.toConst) : pointerTo(to, type.toConst);
    }
    case 'array': {
      const of = writable(type.of);
      return of === type.of ? type : arrayOf(of, type.count);
    }
    case 'function': {
      const result = writable(type.result);
      const parameters = type.parameters.map((one) => ({ ...one, type: writable(one.type) }));
      return functionType(result, parameters, type.variadic);
    }
    default:
      return type;
  }
}

function isHiddenName(type: CType): boolean {
  if (type.kind !== 'opaque') return false;
  if (/[{}#']|^decltype|^auto\b|::\*/.test(type.spelling)) return true;
  return /\(/.test(type.spelling.replaceAll('(anonymous namespace)', '').replace(/<.*>/s, ''));
}
