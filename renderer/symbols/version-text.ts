import { clippedText } from '../ui/visible-text.ts';
import type { SymbolRow } from './symbol-table.ts';

/** `@@V2` for the default version, `@V1` for another, empty without one. */
export function versionText({ version, defaultVersion }: SymbolRow): string {
  return version === '' ? '' : `${defaultVersion ? '@@' : '@'}${clippedText(version, 80)}`;
}
