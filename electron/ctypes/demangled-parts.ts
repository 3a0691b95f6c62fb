import { isOperatorAt } from './scoped-name.ts';

/** The demangler's text of a function in parts: `int add<int>(int) const` has all of them. */
export interface DemangledParts {
  /** Of template functions alone; null for all others. */
  readonly result: string | null;
  readonly name: string;
  /** With its parentheses. */
  readonly list: string;
}

/** Takes the demangled text of a function apart; null when it does not look like one. `hasResult` is told by the mangled name. */
export function demangledParts(text: string, hasResult: boolean): DemangledParts | null {
  const bare = text.replace(/(?: const| volatile| restrict| &&?)*$/, '');
  const open = openingParenthesis(bare);
  if (open <= 0) return null;
  const front = bare.slice(0, open);
  // A pack of no types leaves its comma behind.
  const list = bare
    .slice(open)
    .replace(/, (?=[,)])/g, '')
    .replace(/^\(, /, '(');
  // `void (*f<int>(int))(char)`: the list that stands last is that of the result.
  if (front.endsWith(')') && !front.endsWith('operator()')) return null;
  if (!hasResult) return { result: null, name: front, list };
  const blank = blankBeforeName(front);
  if (blank < 0) return null;
  const name = front.slice(blank + 1);
  return /^(?:const|volatile)\b/.test(name) ? null : { result: front.slice(0, blank), name, list };
}

/** Where the parenthesis that the last one closes opens, or -1. */
function openingParenthesis(text: string): number {
  if (!text.endsWith(')')) return -1;
  let depth = 0;
  for (let index = text.length - 1; index >= 0; index--) {
    if (text[index] === ')') depth += 1;
    if (text[index] === '(') depth -= 1;
    if (depth === 0) return index;
  }
  return -1;
}

/** The last blank outside of brackets before the name, whose last part may be an operator with blanks in it; or -1. */
function blankBeforeName(front: string): number {
  let depth = 0;
  let blank = -1;
  for (let index = 0; index < front.length; index++) {
    const character = front[index] ?? '';
    if (depth === 0 && isOperatorAt(front, index)) return blank;
    if ('<({['.includes(character)) depth += 1;
    if ('>)}]'.includes(character)) depth -= 1;
    if (depth === 0 && character === ' ') blank = index;
  }
  return blank;
}

/** How many parameters a list in parentheses names. */
export function parameterCount(list: string): number {
  if (list === '()' || list === '(void)') return 0;
  let depth = 0;
  let count = 1;
  for (const character of list) {
    if ('<({['.includes(character)) depth += 1;
    if ('>)}]'.includes(character)) depth -= 1;
    if (depth === 1 && character === ',') count += 1;
  }
  return count;
}
