import type { SavedValue } from '../../electron/contract/session-state.ts';
import type { EncodeContext } from '../../electron/ctypes/encode-arguments.ts';

/** The saved values as the check of arguments wants them; whether files are there, only main knows. */
export function savedContext(_saved: readonly SavedValue[]): EncodeContext {
  return { saved: () => null };
}
