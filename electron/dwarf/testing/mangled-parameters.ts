import { execFileSync } from 'node:child_process';

/** How many parameters each mangled name says its function has, `this` not counted; without names that say nothing of it. */
export function mangledParameterCounts(symbols: readonly string[]): ReadonlyMap<string, number> {
  const mangled = symbols.filter((symbol) => symbol.startsWith('_Z'));
  const lines = execFileSync('c++filt', { input: mangled.join('\n'), encoding: 'utf8' }).split('\n');
  return new Map(
    mangled.flatMap((symbol, index) => {
      const count = countIn(lines[index] ?? '');
      return count === null ? [] : [[symbol, count] as const];
    }),
  );
}

/** Of `f<int, char>(std::pair<a, b>, int) const` it is 2; null where the name does not end in parameters. */
function countIn(demangled: string): number | null {
  const text = demangled.replace(/(?:\[clone[^\]]*\]|\[abi:[^\]]*\]| const| volatile| &&| &)+$/g, '');
  if (!text.endsWith(')')) return null;
  let depth = 0;
  let commas = 0;
  for (let at = text.length - 1; at >= 0; at -= 1) {
    const character = text[at];
    if (character === ')' || character === '>') depth += 1;
    if (character === ',' && depth === 1) commas += 1;
    if (character !== '(' && character !== '<') continue;
    depth -= 1;
    if (depth === 0) return text.slice(at) === '()' ? 0 : commas + 1;
  }
  return null;
}
