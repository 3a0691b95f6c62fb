import type { CallInput } from '../../electron/contract/call-record.ts';
import { type Outcome, succeed } from '../../electron/contract/failure.ts';
import type { Prototype } from '../../electron/contract/prototype.ts';
import type { LibraryState } from '../../electron/contract/session-state.ts';
import type { CopyKind } from '../../electron/copy-as/copied-call.ts';
import { copyAs } from '../../electron/copy-as/copy-as.ts';
import { encodeArguments } from '../../electron/ctypes/encode-arguments.ts';

/** What a call can be copied as, with its name in the menu. */
export const copyChoices: readonly (readonly [CopyKind, string])[] = [
  ['c', 'C program'],
  ['python', 'Python ctypes'],
  ['koffi', 'Node with koffi'],
  ['gdb', 'gdb'],
  ['dlscope', 'dlscope call'],
];

interface FormCall {
  readonly library: Pick<LibraryState, 'path' | 'headers'>;
  readonly input: CallInput;
  readonly prototype: Prototype;
  /** True when the library's own sources give this very prototype. */
  readonly known: boolean;
}

/**
 * The call as a text that makes it elsewhere. Saved values and files belong to this program, so that an argument with
 * one of them is the failure.
 */
export function copyCall(kind: CopyKind, { library, input, prototype, known }: FormCall): Outcome<string> {
  const encoded = encodeArguments(prototype, input.arguments);
  if (!encoded.ok) return encoded;
  const { values, extra, records } = encoded.value;
  const text = copyAs(kind, {
    libraryPath: library.path,
    symbol: input.symbol,
    prototype: { ...prototype, records },
    values,
    extra,
    texts: input.arguments,
    prototypeText: known ? '' : input.prototype,
    headers: library.headers.map(({ path }) => path),
  });
  return text.ok ? succeed(text.value) : text;
}
