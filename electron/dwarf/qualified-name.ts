/** Where the last part of a qualified name begins, not counting what lies in template arguments or parentheses. */
function lastPartAt(name: string): number {
  let depth = 0;
  for (let at = name.length - 1; at > 0; at -= 1) {
    const character = name[at];
    if (character === '>' || character === ')') depth += 1;
    else if (character === '<' || character === '(') depth -= 1;
    else if (depth === 0 && character === ':' && name[at - 1] === ':') return at + 1;
  }
  return 0;
}

/** `area` of `geometry::Circle::area`. */
export function lastPart(name: string): string {
  return name.slice(lastPartAt(name));
}

/** `geometry::Circle` of `geometry::Circle::area`; null for a name without scopes. */
export function scopePart(name: string): string | null {
  const at = lastPartAt(name);
  return at === 0 ? null : name.slice(0, at - 2);
}
