import type { Diagnostic } from '../contract/library-model.ts';

/** Every kind of oddity the reader reports. */
export type DiagnosticCode =
  | 'program-headers'
  | 'section-headers'
  | 'section-names'
  | 'dynamic-section'
  | 'dynamic-string'
  | 'symbol-table'
  | 'symbol-names'
  | 'symbol-versions'
  | 'hash-table'
  | 'tables-disagree'
  | 'notes'
  | 'demangling';

/** A file can be wrong in a million places; its reader needs the first few. */
const diagnosticLimit = 50;

/** Collects what was odd, each sentence once, up to a limit. */
export class Diagnostics {
  readonly #entries = new Map<string, Diagnostic>();

  add(code: DiagnosticCode, message: string): void {
    if (this.#entries.size < diagnosticLimit) this.#entries.set(`${code} ${message}`, { code, message });
  }

  list(): readonly Diagnostic[] {
    return [...this.#entries.values()];
  }
}
