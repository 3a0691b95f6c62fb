import { fail, type Outcome, succeed } from '../contract/failure.ts';
import type { CallInput, NamedCalls } from '../contract/session-state.ts';
import {
  type NamedCallsContent,
  namedCallsLimits,
  namedCallsText,
  readNamedCalls,
  sortedCalls,
} from './named-calls-file.ts';
import { systemText } from './notices.ts';
import { readSharedFile, writeSharedFile } from './shared-file.ts';

export interface NamedCallsPlace {
  /** Absolute. */
  readonly file: string;
  /** True when the user chose it: others may read and write it too. */
  readonly chosen: boolean;
}

/** A change that is not in the file yet; null takes the call away. */
type Edits = ReadonlyMap<string, CallInput | null>;

/**
 * The named calls of one library. The file is the truth and is read again before it is written, so that what others
 * changed in it stays; changes that cannot be written stay in memory and are tried again with the next one.
 */
export class NamedCallsStore {
  readonly #library: string;
  #place: NamedCallsPlace;
  #inFile: NamedCallsContent;
  #edits: Edits = new Map();
  /** Of the file when it was read or written last. */
  #identity: string | null = null;
  #problem: string | null = null;
  #working: Promise<unknown> = Promise.resolve();

  /** `library` is the file name of the library. */
  constructor(library: string, place: NamedCallsPlace) {
    this.#library = library;
    this.#place = place;
    this.#inFile = { library, calls: new Map() };
  }

  state(): NamedCalls {
    const { file, chosen } = this.#place;
    return { file, chosen, calls: sortedCalls(this.#calls()), problem: this.#problem };
  }

  /** Reads what others wrote, and writes what could not be written before. */
  refresh(): Promise<void> {
    return this.#inTurn(() => this.#synchronise());
  }

  /** Gives a call a name, or a new input to the name; `before` is the name it had. */
  save(name: string, input: CallInput, before: string | null): Promise<Outcome<null>> {
    return this.#inTurn(async () => {
      await this.#read();
      const renames = before !== null && before !== name;
      if (renames && this.#calls().has(name)) {
        return fail('invalid-request', `Another call has the name ${JSON.stringify(name)} already.`);
      }
      return this.#change(new Map([...(renames ? [[before, null] as const] : []), [name, input]]));
    });
  }

  remove(name: string): Promise<Outcome<null>> {
    return this.#inTurn(async () => {
      await this.#read();
      if (!this.#calls().has(name)) return fail('unknown-id', 'There is no call of that name.');
      return this.#change(new Map([[name, null]]));
    });
  }

  /**
   * Keeps the calls in another file from now on, together with those that it holds. The answer names the calls of
   * which the file had another version: that one stays. A file that is not ours is refused and left alone.
   */
  moveTo(file: string): Promise<Outcome<readonly string[]>> {
    return this.#inTurn(async () => {
      const found = await readContent(file, this.#library);
      if (!found.ok) return found;
      const mine = this.#calls();
      const theirs = found.value.content.calls;
      if (new Set([...mine.keys(), ...theirs.keys()]).size > namedCallsLimits.calls) return tooMany();
      this.#place = { file, chosen: true };
      this.#inFile = found.value.content;
      this.#identity = found.value.identity;
      this.#problem = null;
      this.#edits = new Map([...mine].filter(([name]) => !theirs.has(name)));
      await this.#write();
      return succeed(
        [...theirs].filter(([name, input]) => differs(mine.get(name), input)).map(([name]) => name),
      );
    });
  }

  #calls(): ReadonlyMap<string, CallInput> {
    return applied(this.#inFile.calls, this.#edits);
  }

  async #change(edits: Edits): Promise<Outcome<null>> {
    const next = new Map([...this.#edits, ...edits]);
    const calls = applied(this.#inFile.calls, next);
    if (calls.size > namedCallsLimits.calls) return tooMany();
    if (Buffer.byteLength(namedCallsText({ ...this.#inFile, calls })) > namedCallsLimits.bytes) {
      return fail('busy', 'The named calls of a library take at most 4 MB; this one is too much.');
    }
    this.#edits = next;
    await this.#synchronise();
    return succeed(null);
  }

  async #synchronise(): Promise<void> {
    await this.#read();
    if (this.#problem === null && this.#edits.size > 0) await this.#write();
  }

  async #read(): Promise<void> {
    const found = await readSharedFile(this.#place.file, namedCallsLimits.bytes);
    this.#problem = null;
    if (found.kind === 'missing') this.#identity = null;
    else if (found.kind === 'unreadable') this.#problem = `The file cannot be read: ${found.reason}.`;
    else if (found.identity !== this.#identity) this.#take(found.text, found.identity);
  }

  #take(text: string, identity: string): void {
    const content = readNamedCalls(text);
    if (!content.ok) {
      this.#identity = null;
      this.#problem = content.failure.message;
      return;
    }
    this.#inFile = content.value;
    this.#identity = identity;
  }

  async #write(): Promise<void> {
    const { file, chosen } = this.#place;
    const content = { library: this.#inFile.library, calls: this.#calls() };
    const text = namedCallsText(content);
    try {
      await writeSharedFile(file, text, chosen ? 0o666 : 0o600);
    } catch (error) {
      this.#problem = `The file cannot be written: ${systemText(error)}.`;
      return;
    }
    this.#inFile = content;
    this.#edits = new Map();
    const written = await readSharedFile(file, namedCallsLimits.bytes);
    // Others may have written it meanwhile.
    this.#identity = written.kind === 'text' && written.text === text ? written.identity : null;
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#working.then(work);
    this.#working = result.catch(() => undefined);
    return result;
  }
}

/** What a file that was chosen holds: one that is missing or blank has no calls yet. */
async function readContent(
  file: string,
  library: string,
): Promise<Outcome<{ readonly content: NamedCallsContent; readonly identity: string | null }>> {
  const found = await readSharedFile(file, namedCallsLimits.bytes);
  if (found.kind === 'unreadable') {
    return fail('read-failed', `The file cannot be read: ${found.reason}.`, { path: file });
  }
  const identity = found.kind === 'text' ? found.identity : null;
  if (found.kind === 'missing' || found.text.trim() === '') {
    return succeed({ content: { library, calls: new Map() }, identity });
  }
  const content = readNamedCalls(found.text);
  if (!content.ok) return { ok: false, failure: { ...content.failure, path: file } };
  return succeed({ content: content.value, identity });
}

function applied(calls: ReadonlyMap<string, CallInput>, edits: Edits): ReadonlyMap<string, CallInput> {
  const result = new Map(calls);
  for (const [name, input] of edits) {
    if (input === null) result.delete(name);
    else result.set(name, input);
  }
  return result;
}

function differs(mine: CallInput | undefined, theirs: CallInput): boolean {
  return mine !== undefined && JSON.stringify(mine) !== JSON.stringify(theirs);
}

function tooMany() {
  return fail('busy', `A library has at most ${namedCallsLimits.calls} named calls; remove one first.`);
}
