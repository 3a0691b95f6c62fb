/** JSON in which a 64-bit value is decimal text; the schema that reads it back turns the text into a bigint again. */
export function stringifyExact(value: unknown, longestText = Number.POSITIVE_INFINITY): string {
  return JSON.stringify(value, (_key, member: unknown) => {
    if (typeof member === 'bigint') return member.toString();
    return typeof member === 'string' && member.length > longestText ? clip(member, longestText) : member;
  });
}

function clip(text: string, length: number): string {
  return `${text.slice(0, length)}… (${text.length - length} characters more)`;
}
