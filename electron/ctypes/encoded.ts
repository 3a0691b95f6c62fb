/** A value, or why the text is not one; the caller puts the parameter's label in front of the reason. */
export type Encoded<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly reason: string };

export function accept<T>(value: T): Encoded<T> {
  return { ok: true, value };
}

export function refuse(reason: string): { readonly ok: false; readonly reason: string } {
  return { ok: false, reason };
}

// No number that fits a type is written with more; BigInt() of a long text takes quadratic time.
const maximumNumberLength = 400;

/** The trimmed text of a number field, or the reason why it cannot be a number at all. */
export function numberText(text: string): Encoded<string> {
  const trimmed = text.trim();
  if (trimmed === '') return refuse('missing; a number is expected');
  if (trimmed.length > maximumNumberLength)
    return refuse(`${trimmed.length} characters are too long for a number`);
  return accept(trimmed);
}

/** Text as a sentence quotes it: short, and with what would not be seen escaped. */
export function quoted(text: string): string {
  const clipped = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  return JSON.stringify(clipped);
}
