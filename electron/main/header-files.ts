import { createHash } from 'node:crypto';
import path from 'node:path';
import type { HeaderFile } from '../contract/session-state.ts';

const headerName = /\.(h|hh|hpp|hxx|h\.in)$/i;

/** True for a file that its name says is a C or C++ header. */
export function isHeaderPath(file: string): boolean {
  return headerName.test(file);
}

/** The header at an absolute path, whether it is there or not. */
export function headerFile(file: string): HeaderFile {
  const id = createHash('sha256').update(file).digest('hex').slice(0, 32);
  return { id, name: path.basename(file), path: file };
}
