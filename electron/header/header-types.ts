import type { TypeWithRecords } from '../contract/prototype.ts';
import type { Target } from '../ctypes/scalar-types.ts';
import type { TypeScope } from '../ctypes/type-scope.ts';
import type { ParameterSyntax } from './declaration-syntax.ts';
import type { DeclaredNames } from './declared-names.ts';
import { noLayoutPragmas } from './layout-pragmas.ts';
import { plainDeclaration } from './plain-declaration.ts';
import { readDeclarations } from './read-declaration.ts';
import { closeOverRecords } from './record-closure.ts';
import { type CParser, firstError } from './syntax-tree.ts';
import { TypeBuilder } from './type-builder.ts';

/** The types of a header by name, over a builder that holds all of its records. */
export function createScope(builder: TypeBuilder): TypeScope {
  return {
    find(name) {
      const words = name.trim().split(/\s+/);
      const [keyword = '', tag] = words;
      if (words.length > 2) return null;
      const type =
        tag === undefined
          ? (builder.named(keyword)?.type ?? null)
          : /^(?:struct|union|enum|class)$/.test(keyword)
            ? builder.tagged(keyword, tag)
            : null;
      return type && withRecords(builder, { ...type, spelling: words.join(' ') });
    },
  };
}

/** A type of the builder with the records that it reaches. */
export function withRecords(builder: TypeBuilder, type: TypeWithRecords['type']): TypeWithRecords {
  const closure = closeOverRecords([type], (index) => builder.recordAt(index));
  return { type: closure.types[0] ?? type, records: closure.records };
}

/** A builder of types that reads type names in expressions with the same parser. */
export function createTypeBuilder(
  parser: CParser,
  names: DeclaredNames,
  options: { readonly target: Target; readonly tagsAreTypes: boolean },
): TypeBuilder {
  const known = new Map<string, ParameterSyntax | null>();
  return new TypeBuilder({
    names,
    ...options,
    readTypeName(text) {
      const found = known.get(text) ?? readTypeName(parser, text);
      known.set(text, found);
      return found;
    },
  });
}

function readTypeName(parser: CParser, text: string): ParameterSyntax | null {
  if (/[;{}]/.test(text)) return null;
  const plain = plainDeclaration(`void type_name(${text});`);
  const root = parser.parse(plain.text);
  if (!root || firstError(root)) return null;
  const [declaration] = readDeclarations(root, { ...plain, pragmas: noLayoutPragmas });
  const part = declaration?.declarators[0]?.parts[0];
  if (part?.kind !== 'function') return null;
  const [parameter, second] = part.parameters;
  return parameter && !second && parameter.declarator.name === null ? parameter : null;
}
