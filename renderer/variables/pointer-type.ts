/** The type of a pointer to a variable, of an array to its first element; bytes where its type is not known. */
export function pointerTypeTo(type: string | null): string {
  if (type === null) return 'unsigned char *';
  return `${type.replace(/(\[\d*\])+$/, '')} *`;
}
