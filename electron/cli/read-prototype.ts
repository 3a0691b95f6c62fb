import { fail, type Outcome } from '../contract/failure.ts';
import type { Prototype } from '../contract/prototype.ts';
import { parsePrototype } from '../ctypes/parse-prototype.ts';

/** Reads the prototype on the command line; a bare name has no types to call with, and nothing is guessed. */
export function readPrototype(text: string): Outcome<Prototype> {
  if (text.trim() !== '' && !text.includes('(')) {
    const name = text.trim();
    return fail(
      'bad-prototype',
      `The prototype of ${name} is not known: write it out as C does, for example 'int ${name}(int a, int b)'.`,
    );
  }
  return parsePrototype(text);
}
