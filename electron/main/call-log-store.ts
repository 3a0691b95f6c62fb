import type { CallRecord } from '../contract/call-record.ts';
import { callLogLine } from './bounded-record.ts';
import { type CallLog, callLogFormat } from './call-log-lines.ts';
import { JsonLinesStore } from './json-lines-store.ts';
import type { Notify } from './notices.ts';

/** The calls of all libraries, one line for each; see `JsonLinesStore` for what a kill costs. */
export class CallLogStore {
  readonly #lines: JsonLinesStore<CallLog>;

  private constructor(lines: JsonLinesStore<CallLog>) {
    this.#lines = lines;
  }

  static async open(path: string, notify: Notify): Promise<CallLogStore> {
    return new CallLogStore(await JsonLinesStore.open(path, callLogFormat, notify));
  }

  /** Newest first. */
  recordsOf(library: string): readonly CallRecord[] {
    const { records, damaged } = this.#lines.content.recordsOf(library);
    if (damaged > 0) this.#lines.setAsideAndRewrite();
    return records;
  }

  /** Keeps a call; one whose input is larger than 256 KB is not kept. */
  record(library: string, record: CallRecord): void {
    const line = callLogLine(library, record);
    if (line === null) return;
    this.#lines.content.add(library, line, record.atMs);
    this.#lines.append(line);
  }

  /** Forgets the calls of one library, in memory and on disk. */
  clear(library: string): Promise<void> {
    this.#lines.content.clear(library);
    this.#lines.rewrite();
    return this.flush();
  }

  /** Resolves when everything recorded so far is in the file or was refused. */
  flush(): Promise<void> {
    return this.#lines.flush();
  }
}
