import type { ResultValue } from '../contract/call-value.ts';
import type { CType, RecordType } from '../contract/prototype.ts';
import type { VariablesReply, WriteVariablesReply } from '../contract/runner-protocol.ts';
import {
  type VariablePlace,
  type VariablesRequest,
  variablesReadLimits,
  type WriteVariablesRequest,
} from '../contract/variables-protocol.ts';
import { decodeValue } from '../ctypes/decode-value.ts';
import { dladdr } from './libc.ts';
import { type SymbolScope, symbolAddress } from './library-symbols.ts';
import { LoadedData } from './loaded-data.ts';
import { processMemory, readCString, readMemory, writeMemory } from './memory.ts';
import { ThreadData } from './thread-data.ts';

/** An open library whose variables are read and written. */
export interface VariableScope extends SymbolScope {
  readonly baseAddress: bigint;
  readonly dynamicSection: bigint;
  /** As dlopen left them, constructors included. */
  readonly loadedData: BuildData;
  /** The same, or as the last hook left them. */
  readonly begunData: BuildData;
}

/** What the variables of a build hold at one moment, and those of this thread. */
export interface BuildData {
  readonly image: LoadedData;
  readonly thread: ThreadData;
}

export function takeData({
  pointer,
  baseAddress,
  dynamicSection,
}: Pick<VariableScope, 'pointer' | 'baseAddress' | 'dynamicSection'>): BuildData {
  return {
    image: LoadedData.take(baseAddress, dynamicSection),
    thread: ThreadData.take(pointer, baseAddress, dynamicSection),
  };
}

interface Found {
  /** Null for a thread-local variable that this thread has not used yet. */
  readonly address: bigint | null;
  /** Name of the object that holds it when that is not the library. */
  readonly elsewhere: string | null;
}

/** Reads variables within the limits of `variablesReadLimits`. */
export function readVariables(scope: VariableScope, request: VariablesRequest): VariablesReply {
  // One look at all of the data costs less than one at each variable.
  const now = takeData(scope);
  const reading = { scope, request, now, bytesLeft: limits.allBytes, typedLeft: limits.allTypedBytes };
  return request.variables.slice(0, limits.variables).map((place) => readOne(reading, place));
}

const limits = variablesReadLimits;

interface Reading {
  readonly scope: VariableScope;
  readonly request: VariablesRequest;
  readonly now: BuildData;
  bytesLeft: number;
  typedLeft: number;
}

function readOne(reading: Reading, place: VariablesRequest['variables'][number]): VariablesReply[number] {
  const { scope, request } = reading;
  const found = place.threadLocal ? inThread(reading.now, place) : findVariable(scope, place);
  if (found === null) return { address: null, elsewhere: null, changed: null, value: null };
  const { address, elsewhere } = found;
  const heldIn = (data: BuildData) => (elsewhere === null ? bytesIn(data, place, found) : null);
  const [loaded, now, begun] = [scope.loadedData, reading.now, scope.begunData].map(heldIn);
  const changed = !loaded || !now ? null : !loaded.equals(now);
  const bytes = (request.moment === 'begun' ? begun : now) ?? null;
  const needsBytes = request.moment === 'begun' || place.threadLocal;
  const isLeftOut = (request.changedOnly && changed === false) || (needsBytes && bytes === null);
  const source = { address, bytes };
  const value = isLeftOut || !admit(reading, place) ? null : readAs(place, request.records, source);
  return { address, elsewhere, changed, value };
}

/** Its own definition: asking the loader for the one that counts would make the thread's block. */
function inThread({ thread }: BuildData, { offset }: VariablePlace): Found {
  const address = thread.block === null ? null : BigInt.asUintN(64, thread.block + offset);
  return { address, elsewhere: null };
}

function bytesIn(data: BuildData, { threadLocal, offset, size }: VariablePlace, { address }: Found) {
  if (threadLocal) return data.thread.bytesAt(offset, size);
  return address === null ? null : data.image.bytesAt(address, size);
}

function admit(reading: Reading, { size, type }: { readonly size: number; readonly type: CType | null }) {
  if (size > (type === null ? limits.bytes : limits.typedBytes)) return false;
  const left = type === null ? 'bytesLeft' : 'typedLeft';
  reading[left] -= size;
  return reading[left] >= 0;
}

function readAs(
  { type, size }: { readonly type: CType | null; readonly size: number },
  records: readonly RecordType[],
  { address, bytes }: { readonly address: bigint | null; readonly bytes: Buffer | null },
): ResultValue {
  if (type !== null) return decodeValue({ type, records }, { address, bytes }, processMemory);
  const read = bytes ?? (address === null ? null : readMemory(address, size));
  if (read === null) return { kind: 'unreadable', reason: 'its memory cannot be read' };
  return { kind: 'bytes', bytes: Uint8Array.from(read), total: size };
}

/** Writes what may be written; the answers say why not. */
export function writeVariables(
  scope: VariableScope,
  { variables }: WriteVariablesRequest,
): WriteVariablesReply {
  return variables.map(({ bytes, ...place }) => {
    if (place.threadLocal) return 'each thread has its own';
    const found = findVariable(scope, place);
    if (found === null) return 'the loader does not find it';
    if (found.address === null) return 'it has no place yet';
    if (found.elsewhere !== null) return `it lies in ${found.elsewhere}`.slice(0, 1000);
    return writeMemory(found.address, Buffer.from(bytes)) ? null : 'its memory is read-only';
  });
}

/** Of an exported variable the definition that counts in the process, which may be another object's. */
function findVariable(
  scope: VariableScope,
  { symbol, offset }: Pick<VariablePlace, 'symbol' | 'offset'>,
): Found | null {
  const own = { address: BigInt.asUintN(64, scope.baseAddress + offset), elsewhere: null };
  if (symbol === null) return own;
  const resolved = symbolAddress(scope, symbol);
  if (!resolved.ok) return null;
  if (resolved.value === own.address) return own;
  const object = objectAt(resolved.value);
  // dlsym gives the default version of a symbol, which may be another variable of the same library.
  if (object === null || object.start === objectAt(scope.dynamicSection)?.start) return own;
  return { address: resolved.value, elsewhere: object.name };
}

/** struct Dl_info (dladdr(3)): the object's name and where it begins are the first two words. */
function objectAt(address: bigint): { readonly name: string; readonly start: bigint } | null {
  const info = Buffer.alloc(32);
  if (dladdr(address, info) === 0) return null;
  const name = readCString(info.readBigUInt64LE(), 4096)?.bytes.toString('utf8') ?? '';
  return { name, start: info.readBigUInt64LE(8) };
}
