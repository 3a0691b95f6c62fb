const identifier = /^[A-Za-z_][A-Za-z0-9_]*$/;

/**
 * The name that a call gives to dlsym. The prototype's own name decides, except where it stands for the chosen symbol:
 * its C++ name in full or its last part (`geometry::Circle::area` or `area` for `geometry::Circle::area() const`), or
 * any name when neither can be written in C.
 */
export function callTarget(
  symbol: { readonly name: string; readonly demangled: string } | null,
  prototypeName: string | null,
): string | null {
  if (symbol === null) return prototypeName;
  if (prototypeName === null || prototypeName === symbol.name) return symbol.name;
  return standsFor(symbol, prototypeName) ? symbol.name : prototypeName;
}

function standsFor(
  symbol: { readonly name: string; readonly demangled: string },
  prototypeName: string,
): boolean {
  if (symbol.demangled === symbol.name) return !identifier.test(symbol.name);
  const qualified = qualifiedName(symbol.demangled);
  const written = qualifiedName(prototypeName);
  if (written === qualified) return true;
  const plainName = lastNamePart(symbol.demangled);
  if (!identifier.test(plainName)) return true;
  // A scope that is written must be the symbol's own, or its inner part.
  return written.includes('::') ? qualified.endsWith(`::${written}`) : plainName === written;
}

/** `geometry::Circle::area() const` → `area`: what remains without parameters, template arguments and scopes. */
export function lastNamePart(demangled: string): string {
  return qualifiedName(demangled).split('::').at(-1) ?? '';
}

/** `double ns::Box<int>::area(int)` → `ns::Box::area`: scopes and name without result, template arguments and parameters. */
export function qualifiedName(demangled: string): string {
  const bare = withoutArguments(demangled).trim();
  // A template function is demangled with its result type in front; an operator may have a blank in its name.
  const operator = /(?:^|::)operator\b/.exec(bare)?.index ?? bare.length;
  return bare.slice(bare.lastIndexOf(' ', operator - 1) + 1);
}

const anonymous = '(anonymous namespace)';

function withoutArguments(demangled: string): string {
  let depth = 0;
  let bare = '';
  for (let index = 0; index < demangled.length; index += 1) {
    const character = demangled[index] ?? '';
    if (depth === 0 && demangled.startsWith(anonymous, index)) index += anonymous.length - 1;
    else if (depth === 0 && demangled.startsWith('operator', index)) {
      const operator = /^operator(?!\w)(?:\(\)(?=\()|[^(])*/.exec(demangled.slice(index));
      if (operator !== null) return bare + operator[0];
      bare += character;
    } else if (character === '<') depth += 1;
    else if (character === '>') depth -= 1;
    else if (character === '(' && depth === 0) break;
    else if (depth === 0) bare += character;
  }
  return bare;
}
