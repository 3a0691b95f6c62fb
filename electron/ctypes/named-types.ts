import type { Outcome } from '../contract/failure.ts';
import type { TypeWithRecords } from '../contract/prototype.ts';

/** Asks for every type that the argument texts name (`{"$type": "struct point", …}`, `(struct point *) …`); the answers by that text. */
export async function lookUpTypes(
  texts: readonly string[],
  resolve: (text: string) => Promise<Outcome<TypeWithRecords>>,
): Promise<ReadonlyMap<string, Outcome<TypeWithRecords>>> {
  const types = new Map<string, Outcome<TypeWithRecords>>();
  for (const name of new Set(texts.flatMap(typesNamedIn))) types.set(name, await resolve(name));
  return types;
}

const typeMember = /"\$type"\s*:\s*("(?:[^"\\]|\\.)*")/g;
const castInFront = /^\s*\(([^()]*(?:\([^()]*\)[^()]*)*)\)/;

/** The types that a text names: `{"$type": "struct point", …}` and `(struct point *) …`. */
function typesNamedIn(text: string): readonly string[] {
  const members = [...text.matchAll(typeMember)].map(([, quoted = '""']) => unquoted(quoted));
  const cast = castInFront.exec(text)?.[1];
  return cast === undefined ? members : [...members, cast.trim()];
}

function unquoted(quoted: string): string {
  try {
    return String(JSON.parse(quoted));
  } catch {
    // Not a text in JSON: the encoder says so with its place.
    return '';
  }
}
