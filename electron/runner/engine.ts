import { basename, isAbsolute } from 'node:path';
import koffi from 'koffi';
import { fail, type Outcome, succeed } from '../contract/failure.ts';
import type {
  CallReply,
  CallRequest,
  LoadReply,
  LoadRequest,
  UnloadReply,
} from '../contract/runner-protocol.ts';
import { namedErrno } from './errno.ts';
import { invokeRepeatedly } from './invoke.ts';
import { dlclose, dlerror, dlFlags, dlsym, exitNow, getpid } from './libc.ts';
import { mappingAt } from './memory-maps.ts';
import {
  bindFunction,
  fromNative,
  type NativeFunction,
  type NativeValue,
  signatureOf,
  toNative,
} from './native-values.ts';
import { fileMappedAt, isStillOpen, linkMapOf, openFirst, openVerbatim } from './shared-object.ts';

interface OpenLibrary {
  readonly path: string;
  readonly pointer: bigint;
  /** Handles of the needed libraries that were opened first; closed last. */
  readonly preloaded: readonly bigint[];
  /** l_ld of the link map: the dynamic section, which lies inside the image for as long as it is mapped. */
  readonly dynamicSection: bigint;
  /** `dev:inode` of the file behind the image. */
  readonly imageFile: string | null;
  readonly functions: Map<string, NativeFunction>;
}

/** Loads, calls and unloads libraries in this very process; expected failures are values, faults end the process. */
export class Engine {
  readonly #libraries = new Map<number, OpenLibrary>();
  #lastHandle = 0;

  /** dlopen of `path` with RTLD_LOCAL, the needed libraries of `preload` before it; `detail` of a failure is dlerror's whole text. */
  load(request: LoadRequest): Outcome<LoadReply> {
    const { path } = request;
    if (!isAbsolute(path) || path.includes('\0')) {
      return fail('invalid-request', 'The path of a library must be absolute and without NUL.', { path });
    }
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
    const { baseAddress } = linkMapOf(opened.pointer);
    return succeed({ handle, baseAddress, alreadyOpen, durationMs });
  }

  #remember(opened: Pick<OpenLibrary, 'path' | 'pointer' | 'preloaded'>): number {
    const { dynamicSection } = linkMapOf(opened.pointer);
    const imageFile = fileMappedAt(dynamicSection);
    this.#lastHandle += 1;
    this.#libraries.set(this.#lastHandle, { ...opened, dynamicSection, imageFile, functions: new Map() });
    return this.#lastHandle;
  }

  /** dlclose, then the proof: RTLD_NOLOAD and /proc/self/maps say whether the image is still there. The handle is gone in any case. */
  unload(handle: number): Outcome<UnloadReply> {
    const library = this.#libraries.get(handle);
    if (!library) return notLoaded(handle);
    this.#libraries.delete(handle);
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
    return succeed({ stillMapped: isStillOpen(library.path) || isStillMapped(library), durationMs });
  }

  /**
   * dlsym, then `repeat` calls. `durationNs` is taken around the native call inside this process, so it holds koffi's
   * own cost (about 50 ns a call) as well. A name that is not there, or is no code, is `dlsym-failed`;
   * `repeat` 0 finds that out without a call.
   */
  call(request: CallRequest): Outcome<CallReply> {
    const library = this.#libraries.get(request.handle);
    if (!library) return notLoaded(request.handle);
    const values = nativeArguments(request);
    if (!values.ok) return values;
    const bound = bind(library, request);
    if (!bound.ok) return bound;
    if (request.repeat === 0) return succeed({ value: { kind: 'void' }, durationNs: 0, errno: null });
    koffi.errno(0);
    const { result, durationNs, errno } = invokeRepeatedly(bound.value, values.value, request.repeat);
    endForkedChild();
    const value = fromNative(request.prototype.result, result);
    return succeed({ value, durationNs, errno: errno === 0 ? null : namedErrno(errno) });
  }
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

function nativeArguments(request: CallRequest): Outcome<readonly NativeValue[]> {
  const { parameters, name } = request.prototype;
  if (request.arguments.length !== parameters.length) {
    return fail(
      'bad-argument',
      `${name} takes ${parameters.length} arguments, ${request.arguments.length} given.`,
    );
  }
  const values: NativeValue[] = [];
  for (const [index, argument] of request.arguments.entries()) {
    const parameter = parameters[index];
    const native = parameter && toNative(parameter.type, argument);
    if (!native) {
      const label = parameter?.name ?? `arg ${index + 1}`;
      return fail('bad-argument', `${label}: a value of kind ${argument.kind} does not fit.`, {
        argument: label,
      });
    }
    values.push(native.value);
  }
  return succeed(values);
}

function bind(library: OpenLibrary, request: CallRequest): Outcome<NativeFunction> {
  const key = `${request.symbol}\0${signatureOf(request.prototype)}`;
  const known = library.functions.get(key);
  if (known) return succeed(known);
  const address = addressOf(library, request.symbol);
  if (!address.ok) return address;
  const bound = bindFunction(address.value, request.prototype);
  library.functions.set(key, bound);
  return succeed(bound);
}

function addressOf(library: OpenLibrary, symbol: string): Outcome<bigint> {
  const { path } = library;
  dlerror();
  const address = dlsym(library.pointer, symbol);
  const error = dlerror();
  if (error !== null) {
    return fail('dlsym-failed', `${basename(path)} has no symbol ${symbol}.`, { path, detail: error });
  }
  if (address === null)
    return fail('dlsym-failed', `${symbol} has the address 0 and cannot be called.`, { path });
  const mapping = mappingAt(address);
  if (mapping === null || mapping?.executable === false) {
    return fail('dlsym-failed', `${symbol} is data, not a function, and cannot be called.`, { path });
  }
  return succeed(address);
}
