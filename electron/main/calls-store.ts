import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { type CallsFileContent, callsFileText, readCallsFile, sortedCalls } from '../checks/calls-file.ts';
import { callsFileLimits } from '../checks/calls-file-limits.ts';
import { definitionOf, mergePinned, samePinned } from '../checks/merge-pinned.ts';
import type { CallInput } from '../contract/call-record.ts';
import { fail, type Outcome, succeed } from '../contract/failure.ts';
import type { NamedCalls, PinnedDefinition } from '../contract/kept-calls.ts';
import { systemText } from './notices.ts';
import { readSharedFile, writeSharedFile } from './shared-file.ts';

export interface CallsPlace {
  /** Absolute. */
  readonly file: string;
  /** True when the user chose it: others may read and write it too. */
  readonly chosen: boolean;
}

/** A change that is not in the file yet; null takes the call away. */
type Edits = ReadonlyMap<string, CallInput | null>;

/** The pinned calls as they are now, and as the file had them when it was read or written last. */
export interface PinnedLists {
  readonly now: readonly PinnedDefinition[];
  readonly inFile: readonly PinnedDefinition[];
}

/**
 * The named and pinned calls of one library. The file is the truth and is read again before it is written, so that what others
 * changed in it stays; changes that cannot be written stay in memory and are tried again with the next one.
 */
export class CallsStore {
  readonly #library: string;
  #place: CallsPlace;
  #inFile: CallsFileContent;
  #edits: Edits = new Map();
  #pinned: PinnedLists;
  readonly #onPinned: (now: readonly PinnedDefinition[]) => void;
  /** Of the file when it was read or written last. */
  #identity: string | null = null;
  #problem: string | null = null;
  #working: Promise<unknown> = Promise.resolve();

  /**
   * `library` is the absolute path of the library; `pinned` is what was kept of its pinned calls. `onPinned` hears of a list that
   * others changed in the same moment as the store, so that nobody takes the list before it for a newer one.
   */
  constructor(
    library: string,
    place: CallsPlace,
    pinned: PinnedLists = { now: [], inFile: [] },
    onPinned: (now: readonly PinnedDefinition[]) => void = () => undefined,
  ) {
    this.#onPinned = onPinned;
    this.#library = library;
    this.#place = place;
    this.#inFile = { library: entryOf(library, place), calls: new Map(), pinned: null };
    this.#pinned = { now: pinned.now.map(definitionOf), inFile: pinned.inFile };
  }

  state(): NamedCalls {
    const { file, chosen } = this.#place;
    return { file, chosen, calls: sortedCalls(this.#calls()), problem: this.#problem };
  }

  pinned(): PinnedLists {
    return this.#pinned;
  }

  /** Takes the list as the user left it; it is in `pinned()` at once, and in the file when the promise resolves. */
  setPinned(now: readonly PinnedDefinition[]): Promise<void> {
    this.#pinned = { ...this.#pinned, now: now.map(definitionOf) };
    return this.refresh();
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
      const place = { file, chosen: true };
      const found = await readContent(place, this.#library);
      if (!found.ok) return found;
      const mine = this.#calls();
      const { calls: theirs, pinned } = found.value.content;
      if (new Set([...mine.keys(), ...theirs.keys()]).size > callsFileLimits.calls) return tooMany();
      const inFile = pinned ?? [];
      const now = mergePinned([], this.#pinned.now, inFile);
      if (now.length > callsFileLimits.pinned) return tooManyPinned();
      this.#place = place;
      this.#inFile = found.value.content;
      this.#identity = found.value.identity;
      this.#problem = null;
      this.#edits = new Map([...mine].filter(([name]) => !theirs.has(name)));
      this.#adopt({ now, inFile });
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
    if (calls.size > callsFileLimits.calls) return tooMany();
    if (
      Buffer.byteLength(callsFileText({ ...this.#inFile, calls, pinned: this.#pinned.now })) >
      callsFileLimits.bytes
    ) {
      return fail('limit-reached', 'The named calls of a library take at most 4 MB; this one is too much.');
    }
    this.#edits = next;
    await this.#synchronise();
    return succeed(null);
  }

  async #synchronise(): Promise<void> {
    await this.#read();
    const { now, inFile } = this.#pinned;
    if (this.#problem === null && (this.#edits.size > 0 || !samePinned(now, inFile))) await this.#write();
  }

  async #read(): Promise<void> {
    const found = await readSharedFile(this.#place.file, callsFileLimits.bytes);
    this.#problem = null;
    if (found.kind === 'missing') this.#identity = null;
    else if (found.kind === 'unreadable') this.#problem = `The file cannot be read: ${found.reason}.`;
    else if (found.identity !== this.#identity) this.#take(found.text, found.identity);
  }

  #take(text: string, identity: string): void {
    const content = readCallsFile(text);
    if (!content.ok) {
      this.#identity = null;
      this.#problem = content.failure.message;
      return;
    }
    const merged = this.#merged(content.value.pinned);
    if (merged.now.length > callsFileLimits.pinned) {
      this.#problem = tooManyPinned().failure.message;
      return;
    }
    this.#inFile = content.value;
    this.#identity = identity;
    this.#adopt(merged);
  }

  #adopt(pinned: PinnedLists): void {
    const isOther = !samePinned(pinned.now, this.#pinned.now);
    this.#pinned = pinned;
    if (isOther) this.#onPinned(pinned.now);
  }

  /** A file that says nothing of pinned calls takes none away. */
  #merged(theirs: readonly PinnedDefinition[] | null): PinnedLists {
    const { now, inFile } = this.#pinned;
    return theirs === null ? this.#pinned : { now: mergePinned(inFile, now, theirs), inFile: theirs };
  }

  async #write(): Promise<void> {
    const { file, chosen } = this.#place;
    const { now } = this.#pinned;
    const library = entryOf(this.#library, this.#place, this.#inFile.library);
    const content = { library, calls: this.#calls(), pinned: now };
    const text = callsFileText(content);
    if (Buffer.byteLength(text) > callsFileLimits.bytes) {
      this.#problem = 'The calls of a library take at most 4 MB; the pinned ones are too much.';
      return;
    }
    try {
      if (!chosen) await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
      await writeSharedFile(file, text, chosen ? 0o666 : 0o600);
    } catch (error) {
      this.#problem = `The file cannot be written: ${systemText(error)}.`;
      return;
    }
    this.#inFile = content;
    this.#edits = new Map();
    this.#pinned = { ...this.#pinned, inFile: now };
    const written = await readSharedFile(file, callsFileLimits.bytes);
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
  place: CallsPlace,
  library: string,
): Promise<Outcome<{ readonly content: CallsFileContent; readonly identity: string | null }>> {
  const { file } = place;
  const found = await readSharedFile(file, callsFileLimits.bytes);
  if (found.kind === 'unreadable') {
    return fail('read-failed', `The file cannot be read: ${found.reason}.`, { path: file });
  }
  const identity = found.kind === 'text' ? found.identity : null;
  if (found.kind === 'missing' || found.text.trim() === '') {
    return succeed({
      content: { library: entryOf(library, place), calls: new Map(), pinned: null },
      identity,
    });
  }
  const content = readCallsFile(found.text);
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

/**
 * How the file names the library, so that `dlscope run` finds it: relative to a file that was chosen, which may lie in a repository. What it says
 * stays, but for a mere file name, as older releases wrote it: another user builds elsewhere.
 */
function entryOf(library: string, { file, chosen }: CallsPlace, written: string = ''): string {
  if (written.includes('/')) return written;
  return chosen ? path.relative(path.dirname(file), library) : library;
}

function tooManyPinned() {
  return fail(
    'limit-reached',
    `A library has at most ${callsFileLimits.pinned} pinned calls, those in its file and those here together.`,
  );
}

function tooMany() {
  return fail(
    'limit-reached',
    `A library has at most ${callsFileLimits.calls} named calls; remove one first.`,
  );
}
