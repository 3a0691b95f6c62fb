import koffi from 'koffi';
import {
  type ArgumentValue,
  blockBytesLimit,
  type CallbackRecorder,
  type MemoryImage,
  type PointerValue,
} from '../contract/call-value.ts';
import { assertNever, type Failure, fail, type Outcome, succeed } from '../contract/failure.ts';
import type { CType } from '../contract/prototype.ts';
import type { CallLayout, Place, ResultPlace } from './call-layout.ts';
import { areaType, registerType } from './koffi-types.ts';
import { makeRecorder, type RecorderContext } from './make-recorder.ts';
import { doesNotFit, fitsRecord, isPointerValue, type NativeValue, scalarForKoffi } from './native-values.ts';
import type { NativeMemory } from './new-memory.ts';
import { writeScalar } from './scalar-bytes.ts';

/** A block that is read after the call. */
export interface BlockToRead {
  readonly label: string;
  readonly type: CType;
  readonly memory: NativeMemory;
}

export interface PlacementContext extends RecorderContext {
  /** The address of a symbol of the library. */
  symbol(name: string): Outcome<bigint>;
}

export interface GivenArgument {
  /** What the failure of this argument is told of. */
  readonly label: string;
  readonly type: CType;
  readonly value: ArgumentValue;
}

function ofArgument(label: string, failure: Failure): Failure {
  return { ...failure, message: `${label}: ${failure.message}`, argument: label };
}

/** Puts the arguments of one call where the call finds them: in koffi's values, and in new memory. */
export class Placement {
  /** In the order of the arguments, an outer block before those it points to. */
  readonly blocksToRead: BlockToRead[] = [];
  readonly #context: PlacementContext;

  constructor(context: PlacementContext) {
    this.#context = context;
  }

  /** The values for koffi, in its order: the hidden result, those with a place of their own, the stack area. */
  arguments(
    layout: CallLayout,
    given: readonly GivenArgument[],
  ): Outcome<{ readonly values: readonly NativeValue[]; readonly hidden: NativeMemory | null }> {
    const hidden = this.#hiddenResult(layout.result);
    const native: NativeValue[] = hidden ? [hidden.address] : [];
    const area = Buffer.alloc(layout.areaBytes);
    for (const [index, place] of layout.parameters.entries()) {
      const argument = given[index];
      if (argument === undefined) return fail('bad-argument', 'An argument is missing.');
      const placed = this.#argument(place, argument.type, argument.value, area);
      if (!placed.ok) return { ok: false, failure: ofArgument(argument.label, placed.failure) };
      native.push(...placed.value);
    }
    if (layout.areaBytes > 0) native.push(koffi.decode(area, areaType(layout.areaBytes)));
    return succeed({ values: native, hidden });
  }

  #hiddenResult(result: ResultPlace): NativeMemory | null {
    return result.kind === 'hidden' ? this.#context.group.block(result.bytes, result.alignment) : null;
  }

  /** No value for koffi, or one. */
  #argument(place: Place, type: CType, value: ArgumentValue, area: Buffer): Outcome<readonly NativeValue[]> {
    switch (place.kind) {
      case 'scalar': {
        const scalar = this.scalar(type, value);
        return scalar.ok ? succeed([scalar.value]) : scalar;
      }
      case 'registers': {
        const bytes = this.recordBytes(type, value, 16);
        return bytes.ok ? succeed([koffi.decode(bytes.value, registerType(place.eightbytes))]) : bytes;
      }
      case 'reference': {
        const block = this.#recordBlock(type, value);
        return block.ok ? succeed([block.value.address]) : block;
      }
      case 'stack': {
        const written = this.#onStack(place, type, value, area);
        return written.ok ? succeed([]) : written;
      }
      case 'nothing': {
        return fitsRecord(type, this.#context.records, value) ? succeed([]) : doesNotFit(type, value);
      }
      default:
        return assertNever(place);
    }
  }

  #onStack(
    place: Extract<Place, { readonly kind: 'stack' }>,
    type: CType,
    value: ArgumentValue,
    area: Buffer,
  ): Outcome<null> {
    if (place.what === 'record') {
      const bytes = this.recordBytes(type, value, 0);
      if (bytes.ok) bytes.value.copy(area, place.offset);
      return bytes.ok ? succeed(null) : bytes;
    }
    if (place.what === 'reference') {
      const block = this.#recordBlock(type, value);
      if (block.ok) area.writeBigUInt64LE(block.value.address, place.offset);
      return block.ok ? succeed(null) : block;
    }
    const scalar = this.scalar(type, value);
    if (scalar.ok) writeScalar(area, place.offset, place.what, scalar.value);
    return scalar.ok ? succeed(null) : scalar;
  }

  /** A scalar or a pointer for koffi. */
  scalar(type: CType, value: ArgumentValue): Outcome<number | bigint | boolean> {
    if (type.kind !== 'pointer' && type.kind !== 'array' && type.kind !== 'function') {
      return scalarForKoffi(type, value);
    }
    return isPointerValue(value) ? this.#pointer(value) : doesNotFit(type, value);
  }

  /** A record's bytes, at least `atLeast` of them, the rest zero. */
  recordBytes(type: CType, value: ArgumentValue, atLeast: number): Outcome<Buffer> {
    if (value.kind !== 'record' || !fitsRecord(type, this.#context.records, value)) {
      return doesNotFit(type, value);
    }
    const bytes = Buffer.alloc(Math.max(value.image.bytes.length, atLeast));
    const filled = this.#fill(bytes, value.image);
    return filled.ok ? succeed(bytes) : filled;
  }

  #recordBlock(type: CType, value: ArgumentValue): Outcome<NativeMemory> {
    if (value.kind !== 'record' || !fitsRecord(type, this.#context.records, value)) {
      return doesNotFit(type, value);
    }
    return this.#block(value.image);
  }

  #pointer(value: PointerValue): Outcome<bigint> {
    switch (value.kind) {
      case 'address':
        return succeed(value.value);
      case 'string': {
        const bytes = Buffer.from(`${value.value}\0`, 'utf8');
        const block = this.#newBlock(bytes.length, 1);
        if (!block.ok) return block;
        bytes.copy(block.value.bytes);
        return succeed(block.value.address);
      }
      case 'symbol':
        return this.#context.symbol(value.name);
      case 'block': {
        const block = this.#block(value.image, value.readBack);
        return block.ok ? succeed(block.value.address) : block;
      }
      case 'callback':
        return this.#callback(value.recorder);
      default:
        return assertNever(value);
    }
  }

  #callback(chosen: CallbackRecorder): Outcome<bigint> {
    const made = makeRecorder(chosen, this, this.#context);
    if (!made.ok) return made;
    this.#context.group.recorders.push(made.value.recorder);
    return succeed(made.value.address);
  }

  #block(image: MemoryImage, readBack: { readonly label: string; readonly type: CType } | null = null) {
    const block = this.#newBlock(image.bytes.length, image.alignment);
    if (!block.ok) return block;
    if (readBack !== null) this.blocksToRead.push({ ...readBack, memory: block.value });
    const filled = this.#fill(block.value.bytes, image);
    return filled.ok ? block : filled;
  }

  #newBlock(size: number, alignment: number): Outcome<NativeMemory> {
    const { group } = this.#context;
    if (group.bytes + size > blockBytesLimit) {
      const mebibytes = blockBytesLimit / 1024 / 1024;
      return fail('bad-argument', `the new memory of one call may hold ${mebibytes} MiB at most.`);
    }
    return succeed(group.block(size, alignment));
  }

  #fill(bytes: Buffer, image: MemoryImage): Outcome<null> {
    bytes.set(image.bytes);
    for (const { offset, value } of image.pointers) {
      const address = this.#pointer(value);
      if (!address.ok) return address;
      if (offset + 8 > bytes.length) return fail('bad-argument', 'a pointer lies outside its block.');
      bytes.writeBigUInt64LE(address.value, offset);
    }
    return succeed(null);
  }
}
