/** What may be written in any order, and what a spelling may leave out. */
const integerWords = /\b(?:(?:unsigned|signed|long|short|int|char|__int128)\b ?)+/g;

/**
 * One spelling for all ways to write a type: without keywords of records, without blanks that mean nothing, integers
 * with their words in one order, template arguments without const and suffixes of numbers.
 */
export function sameSpelling(text: string): string {
  const words = text
    .replace(/\b(?:struct|union|class|enum|volatile|restrict|__restrict|_Atomic)\b ?/g, '')
    .replace(/\b_Bool\b/g, 'bool')
    .replace(integerWords, (match) => `${integer(match)} `)
    .replace(/\s+/g, ' ')
    .replace(/ ?([*&<>,()[\]:]) ?/g, '$1')
    .trim();
  return withoutNoise(words.replace(/\(void\)/g, '()'));
}

function integer(words: string): string {
  const all = words.trim().split(' ');
  const has = (word: string) => all.includes(word);
  const longs = all.filter((word) => word === 'long').length;
  if (has('char')) return has('unsigned') ? 'uchar' : has('signed') ? 'schar' : 'char';
  const width = has('__int128')
    ? 'int128'
    : has('short')
      ? 'short'
      : longs === 0
        ? 'int'
        : 'long'.repeat(longs);
  return has('unsigned') ? `u${width}` : width;
}

/** gdb writes `char const*` and `10ul` where the compiler wrote `const char*` and `10`. */
function withoutNoise(text: string): string {
  let depth = 0;
  const parts = text.split(/([<>])/).map((part) => {
    if (part === '<') depth += 1;
    if (part === '>') depth -= 1;
    return depth === 0 ? part : part.replace(/ ?\bconst\b ?/g, '').replace(/\b(\d+)u?l{0,2}\b/g, '$1');
  });
  return parts.join('').trim();
}
