import { NotExpressible } from './not-expressible.ts';

/** One word of a POSIX shell: single quotes where something could be read otherwise. */
export function shellWord(text: string): string {
  if (text.includes('\0'))
    throw new NotExpressible('A program cannot be given a NUL character in an argument.');
  if (/[\ud800-\udfff]/u.test(text))
    throw new NotExpressible('Half a character cannot be given to a program.');
  return /^[A-Za-z0-9_./:@%+,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
