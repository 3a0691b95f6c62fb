import { type Outcome, succeed } from '../../electron/contract/failure.ts';
import type { Prototype } from '../../electron/contract/prototype.ts';
import type { CallInput, LibraryState } from '../../electron/contract/session-state.ts';

/** A text that the call can be copied as, with its name in the menu. */
export const copyKinds = [['dlscope', 'dlscope call']] as const;

export type CopyKind = (typeof copyKinds)[number][0];

/** The call as such a text, or why it cannot be written so. */
export function copyText(
  _kind: CopyKind,
  {
    library,
    input,
  }: { readonly library: LibraryState; readonly input: CallInput; readonly prototype: Prototype },
): Outcome<string> {
  const words = ['call', library.path, input.prototype, ...input.arguments];
  return succeed(`dlscope ${words.map(shellQuoted).join(' ')}`);
}

function shellQuoted(word: string): string {
  return /^[\w./:=@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
