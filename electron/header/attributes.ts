/** One attribute, its name without the underscores around it. */
export interface Attribute {
  readonly name: string;
  /** The text between its parentheses, or null. */
  readonly argument: string | null;
}

/** An attribute that was taken out of a declaration. */
export interface PlacedAttribute extends Attribute {
  /** End of the token before it. */
  readonly after: number;
  /** An offset inside the token that it belongs to: the next one where it leads, else the one before. */
  readonly anchor: number;
}

// What lays memory out in a way that is not modelled.
const unmodelled = new Set([
  'vector_size',
  'ext_vector_type',
  'neon_vector_type',
  'scalar_storage_order',
  'ms_struct',
  'randomize_layout',
  'bnd_variable_size',
  'address_space',
  'matrix_type',
]);

// What takes its arguments in other registers than the platform's functions do.
const otherConventions = new Set([
  'ms_abi',
  'vectorcall',
  'regcall',
  'preserve_all',
  'preserve_most',
  'preserve_none',
  'regparm',
  'sseregparm',
  'swiftcall',
  'swiftasynccall',
  'aarch64_vector_pcs',
  'interrupt',
]);

/** True for an attribute after which the layout of what it stands at is not known. */
export function hidesLayout({ name }: Attribute): boolean {
  return unmodelled.has(name);
}

/** True for an attribute of a function that is not called like others of the platform. */
export function changesConvention({ name }: Attribute): boolean {
  return otherConventions.has(name);
}

/** Splits the inside of `__attribute__((…))` or `[[…]]` at its commas. */
export function readAttributes(inside: string): readonly Attribute[] {
  return splitAtCommas(inside).flatMap((piece) => {
    const match = /^\s*(?:\w+\s*::\s*)?(\w+)\s*(?:\(([\s\S]*)\))?\s*$/.exec(piece);
    if (!match?.[1]) return [];
    return [{ name: match[1].replace(/^__(\w+?)__$/, '$1'), argument: match[2]?.trim() || null }];
  });
}

function splitAtCommas(text: string): readonly string[] {
  const pieces: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '(') depth += 1;
    else if (character === ')') depth -= 1;
    else if (character === ',' && depth === 0) {
      pieces.push(text.slice(from, at));
      from = at + 1;
    }
  }
  return [...pieces, text.slice(from)];
}
