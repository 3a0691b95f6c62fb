import koffi from 'koffi';
import type { StringColumn } from '../contract/library-model.ts';
import { expansionBits } from './expansion.ts';

/** What a batch may cost. */
export interface DemangleLimits {
  /** Names longer than this stay as they are; libstdc++ itself gives up a little above 1,000 bytes. */
  readonly inputBytes: number;
  /**
   * Names that might become longer than 2 to this power stay as they are. `__cxa_demangle` cannot be interrupted,
   * and goes on for as long as the name says even when no memory is left.
   */
  readonly expansionBits: number;
  /** A demangled name longer than this is dropped for the raw one: a short name can mean gigabytes. */
  readonly outputBytes: number;
  /** After this time all further names stay as they are. */
  readonly timeMs: number;
  /** Once the demangled names together have this many bytes, all further names stay as they are. */
  readonly totalBytes: number;
}

export const defaultDemangleLimits: DemangleLimits = {
  inputBytes: 16 * 1024,
  expansionBits: 29,
  outputBytes: 64 * 1024,
  timeMs: 3000,
  totalBytes: 128 * 1024 * 1024,
};

export interface DemangledNames {
  /** Demangled names; the raw name where there is nothing to demangle or demangling failed. */
  readonly column: StringColumn;
  /** Why names stayed raw that libstdc++ might have demangled; null when none did. */
  readonly shortfall: string | null;
}

/** Demangles a whole column of names. */
export type Demangler = (names: StringColumn, limits?: DemangleLimits) => DemangledNames;

/**
 * Binds `__cxa_demangle` of libstdc++ (Itanium C++ ABI, section 3.4). On a machine without libstdc++ the demangler
 * leaves every name as it is and says so.
 */
export function createDemangler(libraryName = 'libstdc++.so.6'): Demangler {
  const native = bindNative(libraryName);
  if (typeof native === 'string') return (names) => ({ column: names, shortfall: native });
  return (names, limits = defaultDemangleLimits) => demangleColumn(native, names, limits);
}

/** Pointers are plain numbers here: they fit into 53 bits on Linux and cost no allocation per call. */
interface NativeDemangler {
  demangle(name: number, output: number, length: number, status: number): number;
  /** Copies a C string and returns where its NUL went. */
  copyString(target: number, source: number): number;
  allocate(bytes: number): number;
  release(pointer: number): void;
}

function bindNative(libraryName: string): NativeDemangler | string {
  try {
    const cxx = koffi.load(libraryName);
    const c = koffi.load('libc.so.6');
    const pointer = 'size_t';
    return {
      demangle: cxx.func('__cxa_demangle', pointer, [pointer, pointer, pointer, pointer]),
      copyString: c.func('stpcpy', pointer, [pointer, pointer]),
      allocate: c.func('malloc', pointer, ['size_t']),
      release: c.func('free', 'void', [pointer]),
    };
  } catch (error) {
    return `C++ names are shown mangled: ${libraryName}: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function demangleColumn(
  native: NativeDemangler,
  names: StringColumn,
  limits: DemangleLimits,
): DemangledNames {
  const batch = new DemangleBatch(native, names, limits);
  try {
    const count = names.offsets.length - 1;
    for (let index = 0; index < count; index += 1) batch.addName(index);
    return batch.finish();
  } finally {
    batch.release();
  }
}

const underscore = 0x5f;
const letterZ = 0x5a;

/**
 * One pass over a column. The names are copied once to memory whose address is known, and a NUL stands for the first
 * byte of the next name while one is demangled; `__cxa_demangle` writes into one malloc buffer, and `stpcpy` carries the result into the new column, so that
 * no JavaScript string is made for any of them.
 */
class DemangleBatch {
  readonly #native: NativeDemangler;
  readonly #limits: DemangleLimits;
  readonly #names: StringColumn;
  readonly #input: Uint8Array<ArrayBuffer>;
  readonly #inputAddress: number;
  /** Eight bytes for the buffer's length, eight for the status. */
  readonly #results = new BigUint64Array(64);
  readonly #resultsAddress = addressOf(this.#results);
  readonly #deadline: number;
  #buffer: number;
  #output: Uint8Array<ArrayBuffer>;
  #outputAddress: number;
  #used = 0;
  readonly #offsets: Uint32Array<ArrayBuffer>;
  #shortfall: string | null = null;

  constructor(native: NativeDemangler, names: StringColumn, limits: DemangleLimits) {
    this.#native = native;
    this.#limits = limits;
    this.#names = names;
    this.#input = copyOf(names.bytes);
    this.#inputAddress = addressOf(this.#input);
    this.#offsets = new Uint32Array(names.offsets.length);
    this.#output = new Uint8Array(names.bytes.length * 2 + limits.outputBytes + 4096);
    this.#outputAddress = addressOf(this.#output);
    this.#buffer = native.allocate(limits.outputBytes);
    this.#results[0] = BigInt(limits.outputBytes);
    this.#deadline = performance.now() + limits.timeMs;
  }

  addName(index: number): void {
    const { bytes, offsets } = this.#names;
    const start = offsets[index] ?? 0;
    const end = offsets[index + 1] ?? 0;
    // Without `_Z` a name is no mangled one, and `__cxa_demangle` would read `i` as the type `int`.
    const mangled = end - start > 2 && bytes[start] === underscore && bytes[start + 1] === letterZ;
    if (!mangled || !this.#demangle(start, end)) this.#copyRaw(start, end);
    this.#offsets[index + 1] = this.#used;
  }

  finish(): DemangledNames {
    return {
      column: { bytes: this.#output.slice(0, this.#used), offsets: this.#offsets },
      shortfall: this.#shortfall,
    };
  }

  release(): void {
    this.#native.release(this.#buffer);
    this.#buffer = 0;
  }

  /** True when the demangled name of the bytes start .. end was added. */
  #demangle(start: number, end: number): boolean {
    if (end - start > this.#limits.inputBytes || this.#isSpent() || this.#buffer === 0) return false;
    if (expansionBits(this.#names.bytes, start, end) > this.#limits.expansionBits) return false;
    const buffer = this.#buffer;
    const next = this.#input[end] ?? 0;
    this.#input[end] = 0;
    const result = this.#native.demangle(
      this.#inputAddress + start,
      buffer,
      this.#resultsAddress,
      this.#resultsAddress + 8,
    );
    this.#input[end] = next;
    if (result === 0) return false;
    if (result !== buffer) {
      this.#dropGrownBuffer(result);
      return false;
    }
    this.#reserve(this.#limits.outputBytes);
    const target = this.#outputAddress + this.#used;
    this.#used += this.#native.copyString(target, buffer) - target;
    return true;
  }

  #isSpent(): boolean {
    if (this.#shortfall === null) {
      if (performance.now() > this.#deadline) {
        this.#shortfall = `Demangling took longer than ${this.#limits.timeMs} ms; later names are shown mangled.`;
      } else if (this.#used > this.#limits.totalBytes) {
        this.#shortfall = 'The demangled names are too many to keep; later ones are shown mangled.';
      }
    }
    return this.#shortfall !== null;
  }

  /** The result did not fit: the old buffer is freed by then, and the new one may be huge. */
  #dropGrownBuffer(result: number): void {
    this.#native.release(result);
    this.#buffer = this.#native.allocate(this.#limits.outputBytes);
    this.#results[0] = BigInt(this.#limits.outputBytes);
  }

  #copyRaw(start: number, end: number): void {
    this.#reserve(end - start);
    const { bytes } = this.#names;
    for (let at = start, to = this.#used; at < end; at += 1, to += 1) this.#output[to] = bytes[at] ?? 0;
    this.#used += end - start;
  }

  #reserve(length: number): void {
    if (this.#used + length <= this.#output.length) return;
    const grown = new Uint8Array((this.#used + length) * 2);
    grown.set(this.#output);
    this.#output = grown;
    this.#outputAddress = addressOf(grown);
  }
}

/** A copy with spare bytes, which keep it out of the JavaScript heap, where it could move. */
function copyOf(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const copy = new Uint8Array(bytes.length + 4096);
  copy.set(bytes);
  return copy;
}

function addressOf(array: Uint8Array | BigUint64Array): number {
  return Number(koffi.address(array));
}
