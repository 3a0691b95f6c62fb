import { basename, isAbsolute } from 'node:path';
import type { ResultValue } from '../contract/call-value.ts';
import { fail, type Outcome, succeed } from '../contract/failure.ts';
import {
  type CallReply,
  type CallRequest,
  type ExplainRequest,
  evidenceLimits,
  type ImageUse,
  type KeepRequest,
  type LoadReply,
  type LoadRequest,
  loadedObjectLimit,
  type ReadRequest,
  type UnloadEvidence,
  type UnloadReply,
  type VariablesReply,
  type WriteVariablesReply,
} from '../contract/runner-protocol.ts';
import type { HookRequest, VariablesRequest, WriteVariablesRequest } from '../contract/variables-protocol.ts';
import { decodeValue } from '../ctypes/decode-value.ts';
import { BlockStore } from './block-store.ts';
import { callFunction } from './call-function.ts';
import { codeAtWork, threadIds } from './image-use.ts';
import { dlclose, dlerror, dlFlags, exitNow, getpid } from './libc.ts';
import { imageOf } from './loaded-objects.ts';
import { processMemory } from './memory.ts';
import type { NativeFunction } from './native-values.ts';
import { newMemory } from './new-memory.ts';
import { ObjectFiles } from './object-files.ts';
import { fileMappedAt, isStillOpen, linkMapOf, openFirst, openVerbatim } from './shared-object.ts';
import { noEvidence, unloadEvidence } from './unload-evidence.ts';
import { type BuildData, readVariables, takeData, writeVariables } from './variables.ts';

interface OpenLibrary {
  readonly path: string;
  readonly pointer: bigint;
  /** Handles of the needed libraries that were opened first; closed last. */
  readonly preloaded: readonly bigint[];
  /** l_ld of the link map: the dynamic section, which lies inside the image for as long as it is mapped. */
  readonly dynamicSection: bigint;
  /** `dev:inode` of the file behind the image. */
  readonly imageFile: string | null;
  /** l_addr of the link map. */
  readonly baseAddress: bigint;
  /** Its variables as dlopen left them, and as the last hook did. */
  readonly loadedData: BuildData;
  begunData: BuildData;
  readonly functions: Map<string, NativeFunction>;
}

/** What is open in this process, by whichever engine: main has one for each library. */
const openInProcess = new Set<OpenLibrary>();

/** Loads, calls and unloads libraries in this very process; expected failures are values, faults end the process. */
export class Engine {
  readonly #libraries = new Map<number, OpenLibrary>();
  /** Closed by their handles, and mapped all the same. */
  readonly #stuck = new Map<number, OpenLibrary>();
  /** The threads of Node, which were there before the first library. */
  #ownThreads: ReadonlySet<number> | null = null;
  readonly #files = new ObjectFiles();
  readonly #blocks = new BlockStore();
  /** The pointer that hooks are given the address of. */
  readonly #hookState = newMemory(8, 8);
  #lastHandle = 0;

  /** dlopen of `path` with RTLD_LOCAL, the needed libraries of `preload` before it; `detail` of a failure is dlerror's whole text. */
  load(request: LoadRequest): Outcome<LoadReply> {
    const { path } = request;
    if (!isAbsolute(path) || path.includes('\0')) {
      return fail('invalid-request', 'The path of a library must be absolute and without NUL.', { path });
    }
    this.#ownThreads ??= new Set(threadIds());
    // glibc knows an image by its path first: what stayed mapped comes back in place of a newer file.
    const alreadyOpen = isStillOpen(path);
    const startedAt = performance.now();
    const flags = request.binding === 'now' ? dlFlags.now : dlFlags.lazy;
    const { preloaded, refusals } = openFirst(request.preload, flags);
    const opened = openVerbatim(path, flags);
    const durationMs = performance.now() - startedAt;
    endForkedChild();
    if (opened.pointer === null) {
      for (const pointer of preloaded) dlclose(pointer);
      const also =
        refusals.length > 0 ? ` A library it needs could not be opened either: ${refusals.join('; ')}` : '';
      return fail('dlopen-failed', `The loader refused ${basename(path)}.${also}`, {
        path,
        detail: opened.error,
      });
    }
    const handle = this.#remember({ path, pointer: opened.pointer, preloaded });
    const objects = this.#files.note().slice(0, loadedObjectLimit);
    const { baseAddress } = linkMapOf(opened.pointer);
    return succeed({ handle, baseAddress, alreadyOpen, objects, durationMs });
  }

  #remember(opened: Pick<OpenLibrary, 'path' | 'pointer' | 'preloaded'>): number {
    const { baseAddress, dynamicSection } = linkMapOf(opened.pointer);
    const imageFile = fileMappedAt(dynamicSection);
    const loadedData = takeData({ pointer: opened.pointer, baseAddress, dynamicSection });
    const image = { baseAddress, dynamicSection, imageFile, loadedData, begunData: loadedData };
    this.#lastHandle += 1;
    const library: OpenLibrary = { ...opened, ...image, functions: new Map() };
    this.#libraries.set(this.#lastHandle, library);
    openInProcess.add(library);
    return this.#lastHandle;
  }

  /** dlclose, then the proof: RTLD_NOLOAD and /proc/self/maps say whether the image is still there. The handle is gone in any case. */
  unload(handle: number): Outcome<UnloadReply> {
    const library = this.#libraries.get(handle);
    if (!library) return notLoaded(handle);
    this.#libraries.delete(handle);
    openInProcess.delete(library);
    const startedAt = performance.now();
    dlerror();
    const code = dlclose(library.pointer);
    endForkedChild();
    if (code !== 0) {
      const detail = dlerror() ?? '';
      return fail('dlclose-failed', `dlclose of ${basename(library.path)} failed.`, {
        path: library.path,
        detail,
      });
    }
    for (const pointer of [...library.preloaded].reverse()) dlclose(pointer);
    const durationMs = performance.now() - startedAt;
    this.#files.note();
    const stillMapped = isStillOpen(library.path) || isStillMapped(library);
    if (stillMapped) this.#stuck.set(handle, library);
    return succeed({ stillMapped, durationMs });
  }

  /** What forbids to put another build in the library's place here: its code at work, its signal handlers, other libraries whose files were replaced. */
  use(handle: number): Outcome<ImageUse> {
    const library = this.#libraries.get(handle);
    if (!library) return notLoaded(handle);
    // These come from private copies, which are not replaced but removed.
    const copies = [...this.#libraries.values(), ...this.#stuck.values()];
    const replaced = this.#files.replaced(new Set(copies.map(({ dynamicSection }) => dynamicSection)));
    const image = imageOf(library.dynamicSection);
    const atWork = image ? codeAtWork(image, this.#ownThreads ?? new Set()) : { threads: 0, signals: [] };
    return succeed({ image, ...atWork, replaced: replaced.slice(0, evidenceLimits.objects) });
  }

  /** Why a library stayed mapped that was closed; without evidence nothing was found, which proves nothing. */
  explain({ handle, unique }: ExplainRequest): Outcome<UnloadEvidence> {
    const library = this.#stuck.get(handle);
    if (!library) return notLoaded(handle);
    const again = openVerbatim(library.path, dlFlags.lazy | dlFlags.noload);
    if (again.pointer === null) return succeed(noEvidence);
    const unsuspected = new Set([...this.#libraries.values()].map((other) => other.dynamicSection));
    // dlopen gives one handle for all that is the same file (device and inode).
    const openedAs = [...openInProcess]
      .filter(({ pointer }) => pointer === again.pointer)
      .map(({ path }) => path);
    const evidence = unloadEvidence({ ...library, pointer: again.pointer, openedAs, unsuspected }, unique);
    dlclose(again.pointer);
    return succeed(evidence);
  }

  /**
   * dlsym, then `repeat` calls or a measurement. `durationNs` is taken around the native call inside this process, so it
   * holds koffi's own cost (about 50 ns a call) as well. A name that is not there, or is no code, is `dlsym-failed`;
   * `repeat` 0 finds that out without a call. What a type or a value makes impossible is `bad-prototype` or `bad-argument`.
   * The new memory of the arguments lives on for 256 calls.
   */
  call(request: CallRequest): Outcome<CallReply> {
    const library = this.#libraries.get(request.handle);
    if (!library) return notLoaded(request.handle);
    return callFunction(library, request, this.#blocks, endForkedChild);
  }

  /** What lies at an address, as a value of a type; memory that is not mapped is `unreadable` and no failure. */
  read({ type, records, address, as }: ReadRequest): Outcome<ResultValue> {
    const source =
      as === 'memory' ? { address, bytes: null } : { address: null, bytes: pointerBytes(address) };
    return succeed(decodeValue({ type, records }, source, processMemory, { follow: 1 }));
  }

  /** Variables of the library as they are, or as dlopen left them; where one lies elsewhere that place is read. */
  readVariables(request: VariablesRequest): Outcome<VariablesReply> {
    const library = this.#libraries.get(request.handle);
    return library ? succeed(readVariables(library, request)) : notLoaded(request.handle);
  }

  /** Writes variables of the library's own image; memory that is read-only is refused and no fault. */
  writeVariables(request: WriteVariablesRequest): Outcome<WriteVariablesReply> {
    const library = this.#libraries.get(request.handle);
    return library ? succeed(writeVariables(library, request)) : notLoaded(request.handle);
  }

  /** Calls a function with the address of one pointer, which this process keeps from one library to the next. */
  hook({ handle, symbol }: HookRequest): Outcome<null> {
    const called = this.call({ ...hookCall(this.#hookState.address), handle, symbol });
    const library = this.#libraries.get(handle);
    if (library) library.begunData = takeData(library);
    return called.ok ? succeed(null) : called;
  }

  /** Keeps the memory of ours at these addresses, and gives other memory free; addresses of the library's own are passed over. */
  keep(request: KeepRequest): Outcome<null> {
    this.#blocks.keep(request);
    return succeed(null);
  }
}

function pointerBytes(address: bigint): Uint8Array {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(address);
  return bytes;
}

/** A call of `void hook(void **state)`. */
function hookCall(state: bigint): Omit<CallRequest, 'handle' | 'symbol'> {
  const untyped = { kind: 'void', spelling: 'void' } as const;
  const pointer = { kind: 'pointer', spelling: 'void *', to: untyped, toConst: false } as const;
  const type = { kind: 'pointer', spelling: 'void **', to: pointer, toConst: false } as const;
  const parameters = [{ name: 'state', type }];
  return {
    prototype: { name: 'hook', result: untyped, parameters, variadic: false, records: [] },
    arguments: [{ kind: 'address', value: state }],
    extra: [],
    repeat: 1,
    measure: null,
  };
}

const ownPid = getpid();

/** When called code forked, the child comes back here too: it must not answer for its parent. */
function endForkedChild(): void {
  if (getpid() !== ownPid) exitNow(0);
}

function isStillMapped(library: OpenLibrary): boolean {
  return library.imageFile !== null && fileMappedAt(library.dynamicSection) === library.imageFile;
}

function notLoaded(handle: number) {
  return fail('not-loaded', `No library is open under the handle ${handle}.`);
}
