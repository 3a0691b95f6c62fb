/** JSON in which a 64-bit value is decimal text; the schema that reads it back turns the text into a bigint again. */
export function stringifyExact(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) =>
    typeof member === 'bigint' ? member.toString() : member,
  );
}
