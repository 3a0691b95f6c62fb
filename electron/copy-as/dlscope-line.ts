import { formatPrototype } from '../ctypes/type-spelling.ts';
import type { CopiedCall } from './copied-call.ts';
import { NotExpressible } from './not-expressible.ts';
import { shellWord } from './shell-quote.ts';

/** `dlscope call` as one line for a shell. */
export function dlscopeLine(call: CopiedCall): string {
  for (const [index, text] of call.texts.entries()) {
    const name = savedNameIn(text);
    if (name !== null) {
      throw new NotExpressible(
        `Argument ${index + 1}: $${name} is a saved value of the process of now, which dlscope call does not have.`,
      );
    }
  }
  const headers = (call.headers ?? []).flatMap((header) => ['--header', shellWord(header)]);
  const words = [call.libraryPath, prototypeOf(call), ...call.texts];
  // What begins with a dash and is no number would be read as an option.
  const guard = words.some((word) => word.startsWith('-') && !/^-(\.?\d|inf|nan)/i.test(word)) ? ['--'] : [];
  return ['dlscope', 'call', ...headers, ...guard, ...words.map(shellWord)].join(' ');
}

/** As typed where that names the symbol; a mangled name stands in the place of the C++ one. */
function prototypeOf({ symbol, prototype, prototypeText }: CopiedCall): string {
  if (prototypeText.trim() !== '' && prototype.name === symbol) return prototypeText.trim();
  return formatPrototype({ ...prototype, name: symbol });
}

/** The first saved value that an argument names, in itself or in a struct or array. */
function savedNameIn(text: string): string | null {
  const alone = /^\s*\$([A-Za-z_]\w*)\s*$/.exec(text)?.[1];
  if (alone !== undefined) return alone;
  if (!/^\s*[[{(]/.test(text)) return null;
  // Keys such as "$in" are forms of a pointer; a value that is such a word is a name.
  return /(?:[:,[]|\)\s*)\s*"?\$([A-Za-z_]\w*)"?\s*(?=[,}\]]|$)/.exec(text)?.[1] ?? null;
}
