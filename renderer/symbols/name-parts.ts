/** `a::B<c::D>::f(int) const` → `a::B<c::D>::` and `f(int) const`: the scope may be shortened, the name is what differs. */
export function splitScope(name: string): { readonly scope: string; readonly rest: string } {
  let depth = 0;
  let end = 0;
  for (let index = 0; index < name.length; index += 1) {
    const character = name[index];
    if (character === '<') depth += 1;
    else if (character === '>') depth -= 1;
    else if (character === '(' && depth === 0 && !name.startsWith('(anonymous', index)) break;
    else if (depth === 0 && name.startsWith('::', index)) end = index + 2;
    else if (depth === 0 && name.startsWith('operator', index)) break;
  }
  return { scope: name.slice(0, end), rest: name.slice(end) };
}
