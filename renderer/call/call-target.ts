const identifier = /^[A-Za-z_][A-Za-z0-9_]*$/;

/**
 * The name that a call gives to dlsym. The prototype's own name decides, except where it stands for the chosen symbol:
 * the last part of its C++ name (`area` for `geometry::Circle::area() const`), or any name when neither can be written in C.
 */
export function callTarget(
  symbol: { readonly name: string; readonly demangled: string } | null,
  prototypeName: string | null,
): string | null {
  if (symbol === null) return prototypeName;
  if (prototypeName === null || prototypeName === symbol.name) return symbol.name;
  const plainName = lastNamePart(symbol.demangled);
  const writableInC = identifier.test(plainName);
  const standsForSymbol =
    symbol.demangled === symbol.name
      ? !identifier.test(symbol.name)
      : !writableInC || plainName === prototypeName;
  return standsForSymbol ? symbol.name : prototypeName;
}

/** `geometry::Circle::area() const` → `area`: what remains without parameters, template arguments and scopes. */
export function lastNamePart(demangled: string): string {
  let depth = 0;
  let bare = '';
  for (const character of demangled) {
    if (character === '<') depth += 1;
    else if (character === '>') depth -= 1;
    else if (character === '(' && depth === 0) break;
    else if (depth === 0) bare += character;
  }
  const scoped = bare.trim().split('::').at(-1) ?? '';
  // A template function is demangled with its result type in front.
  return scoped.slice(scoped.lastIndexOf(' ') + 1);
}
