/** A C++ name in two: `geometry::Circle::area` is `area` of the scope `geometry::Circle`; null for a name of no scope. */
export interface ScopedName {
  readonly scope: string | null;
  readonly last: string;
}

/** Splits a name at the last `::` that is not inside template arguments or parentheses, or in the type of a conversion. */
export function splitScope(name: string): ScopedName {
  let depth = 0;
  let at = -1;
  for (let index = 0; index < name.length; index++) {
    const character = name[index];
    if (depth === 0 && isOperatorAt(name, index)) break;
    if (character !== undefined && '<({['.includes(character)) depth += 1;
    if (character !== undefined && '>)}]'.includes(character)) depth -= 1;
    if (depth === 0 && name.startsWith('::', index)) at = index;
  }
  return at <= 0
    ? { scope: null, last: name.slice(at < 0 ? 0 : 2) }
    : { scope: name.slice(0, at), last: name.slice(at + 2) };
}

/** The name of a class without its template arguments and tags: what its constructors are called. */
export function bareName(last: string): string {
  return last.replace(/[<[].*$/s, '');
}

/** True where the word `operator` begins, which is the last part of any name. */
export function isOperatorAt(name: string, index: number): boolean {
  if (!name.startsWith('operator', index)) return false;
  const isWord = (character: string | undefined) => character !== undefined && /[\w$]/.test(character);
  return !isWord(name[index - 1]) && !isWord(name[index + 8]);
}
