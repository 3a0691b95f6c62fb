import type { CType, RecordType, TypeWithRecords } from '../contract/prototype.ts';
import { sizeOf } from './type-size.ts';

/** A pointer by value in a type. */
export interface PointerPlace {
  /** In bytes from the start of the type. */
  readonly offset: number;
  /** How it is reached: empty for the type itself, `.next`, `[2].text`. */
  readonly path: string;
}

/** What a type is made of, as far as its bytes can be moved. */
export interface TypeContents {
  readonly pointers: readonly PointerPlace[];
  /** Why its bytes mean nothing elsewhere, as the end of a sentence on it; null when they do. */
  readonly fixed: string | null;
}

/** Types of a variable that are looked at; a large array has as many as elements. */
const typesLimit = 100_000;
/** Records in records: more go in a circle. */
const depthLimit = 100;
/** Opaque types whose bytes are nothing but a number. */
const numbers: ReadonlySet<string> = new Set([
  'long double',
  '__int128',
  'unsigned __int128',
  '__int128 unsigned',
  '_Float128',
  '__float128',
]);

/** Finds the pointers in a type and what forbids to move its bytes. */
export function contentsOf({ type, records }: TypeWithRecords): TypeContents {
  const looking: Looking = { records, pointers: [], fixed: null, left: typesLimit, depth: 0 };
  look(looking, type, { offset: 0, path: '' });
  return { pointers: looking.pointers, fixed: looking.fixed };
}

interface Looking {
  readonly records: readonly RecordType[];
  readonly pointers: PointerPlace[];
  fixed: string | null;
  left: number;
  depth: number;
}

function look(looking: Looking, type: CType, place: PointerPlace): void {
  looking.left -= 1;
  if (looking.left < 0 || looking.depth > depthLimit) looking.fixed ??= 'is too large to be looked through';
  if (looking.fixed !== null) return;
  switch (type.kind) {
    case 'pointer':
      looking.pointers.push(place);
      return;
    case 'record':
      lookIntoRecord(looking, looking.records[type.record], place);
      return;
    case 'array':
      lookIntoArray(looking, type, place);
      return;
    case 'opaque':
      if (!numbers.has(type.spelling)) looking.fixed = `holds ${type.spelling}, whose layout is not known`;
      return;
    case 'void':
    case 'function':
      looking.fixed = 'is no object';
      return;
    default:
  }
}

function lookIntoRecord(looking: Looking, record: RecordType | undefined, place: PointerPlace): void {
  if (!record?.members) {
    looking.fixed = 'holds a type whose layout is not known';
  } else if (record.passedByReference) {
    // Its destructor in the old build would take down what the copy in the new one still uses.
    looking.fixed = `holds ${record.spelling}, a C++ object with a destructor or a copy constructor of its own`;
  } else {
    looking.depth += 1;
    for (const { name, type, offset } of record.members) {
      look(looking, type, {
        offset: place.offset + offset,
        path: name === null ? place.path : `${place.path}.${name}`,
      });
    }
    looking.depth -= 1;
  }
}

function lookIntoArray(
  looking: Looking,
  { of, count }: Extract<CType, { readonly kind: 'array' }>,
  place: PointerPlace,
): void {
  const size = sizeOf(of, looking.records);
  if (size === null) {
    looking.fixed = 'holds a type whose layout is not known';
    return;
  }
  if (isScalar(of)) return;
  for (let index = 0; index < count && looking.fixed === null; index += 1) {
    look(looking, of, { offset: place.offset + index * size, path: `${place.path}[${index}]` });
  }
}

function isScalar({ kind }: CType): boolean {
  return kind === 'bool' || kind === 'integer' || kind === 'float' || kind === 'enum';
}
