import { constants } from 'node:os';
import { strerror } from './libc.ts';

const names = new Map(Object.entries(constants.errno).map(([name, code]) => [code, name]));

/** An errno with its name (`ENOENT`) and the system's sentence for it. */
export function namedErrno(code: number): {
  readonly code: number;
  readonly name: string;
  readonly message: string;
} {
  return { code, name: names.get(code) ?? String(code), message: strerror(code) ?? '' };
}
