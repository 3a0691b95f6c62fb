import type { ArgumentValue, MemoryImage, PointerValue, ReadBack } from '../contract/call-value.ts';
import { fail, type Outcome, succeed } from '../contract/failure.ts';
import type { CType, RecordType } from '../contract/prototype.ts';
import type { CopiedCall } from './copied-call.ts';
import { NotExpressible } from './not-expressible.ts';
import type { PlannedBlock, PlannedCallback, PlannedValue } from './planned-value.ts';
import { readImage, usedLength } from './read-image.ts';
import { sizeOf } from './type-sizes.ts';

/** A call in parts that every language can write. Blocks come after those that they point to. */
export interface CallPlan {
  readonly call: CopiedCall;
  readonly records: readonly RecordType[];
  readonly blocks: readonly PlannedBlock[];
  readonly callbacks: readonly PlannedCallback[];
  /** One for each parameter, then the extra ones. */
  readonly arguments: readonly PlannedValue[];
  readonly types: readonly CType[];
}

/** Content above this is no program text that anybody reads; zeros cost nothing. In bytes. */
const largestContent = 256 * 1024;

const byteType: CType = {
  kind: 'integer',
  spelling: 'unsigned char',
  bits: 8,
  signed: false,
  character: true,
};

/** Turns a call into its parts; fails with one sentence for what only lives in the process of now. */
export function planCall(call: CopiedCall): Outcome<CallPlan> {
  const types = [...call.prototype.parameters.map(({ type }) => type), ...call.extra];
  if (types.length !== call.values.length)
    return fail('bad-argument', 'The arguments do not fit the prototype.');
  try {
    const planner = new Planner(call.prototype.records);
    const planned = call.values.map((value, index) =>
      planner.plan(types[index] as CType, value, labelOf(call, index)),
    );
    const { blocks, callbacks, records } = planner;
    return succeed({ call, records, blocks, callbacks, arguments: planned, types });
  } catch (error) {
    if (error instanceof NotExpressible) return fail('bad-argument', error.message);
    throw error;
  }
}

/** How a parameter is named to people, as in the form. */
export function labelOf({ prototype }: CopiedCall, index: number): string {
  return prototype.parameters[index]?.name ?? `arg ${index + 1}`;
}

class Planner {
  readonly records: readonly RecordType[];
  readonly blocks: PlannedBlock[] = [];
  readonly callbacks: PlannedCallback[] = [];
  #contentBytes = 0;

  constructor(records: readonly RecordType[]) {
    this.records = records;
  }

  plan(type: CType, value: ArgumentValue, label: string): PlannedValue {
    switch (value.kind) {
      case 'integer':
        if (type.kind !== 'integer' && type.kind !== 'enum') throw misfit(label);
        return { kind: 'integer', type, value: value.value };
      case 'bool':
        return { kind: 'bool', value: value.value };
      case 'float':
        return { kind: 'float', bits: type.kind === 'float' ? type.bits : 64, value: value.value };
      case 'record':
        return this.#image(type, value.image, label);
      default:
        return this.#pointer(type, value, label);
    }
  }

  #pointer(type: CType, value: PointerValue, label: string): PlannedValue {
    switch (value.kind) {
      case 'string':
        return { kind: 'string', text: value.value, isConst: type.kind === 'pointer' && type.toConst };
      case 'symbol':
        return { kind: 'symbol', name: value.name };
      case 'address':
        if (value.value === 0n) return { kind: 'null' };
        throw new NotExpressible(
          `${label}: 0x${value.value.toString(16)} is an address in the process of now and means nothing in another one.`,
        );
      case 'callback': {
        const { recorder } = value;
        const returns = recorder.returns.map((returned) =>
          this.plan(recorder.type.result, returned, `${label} returns`),
        );
        this.callbacks.push({ label: recorder.label, type: recorder.type, returns });
        return { kind: 'callback', callback: this.callbacks.length - 1 };
      }
      case 'block':
        return this.#block(type, value.image, value.readBack, label);
    }
  }

  #block(type: CType, image: MemoryImage, readBack: ReadBack | null, label: string): PlannedValue {
    const { element, count } = this.#shapeOf(type, image, readBack);
    const whole: CType = count === 1 ? element : { kind: 'array', spelling: '', of: element, count };
    const content = this.#image(whole, image, label);
    this.blocks.push({ label: readBack?.label ?? label, element, content, count, isOut: readBack !== null });
    return { kind: 'block', block: this.blocks.length - 1 };
  }

  /** As so many of what the pointer points to, or as bytes where that does not come out even. */
  #shapeOf(type: CType, image: MemoryImage, readBack: ReadBack | null): { element: CType; count: number } {
    const length = image.bytes.length;
    const readAs = readBack?.type.kind === 'array' ? readBack.type.of : readBack?.type;
    for (const element of [type.kind === 'pointer' ? type.to : undefined, readAs]) {
      const size = element === undefined ? null : sizeOf(element, this.records);
      if (element !== undefined && size !== null && size > 0 && length > 0 && length % size === 0) {
        return { element, count: length / size };
      }
    }
    return { element: byteType, count: length };
  }

  #image(type: CType, image: MemoryImage, label: string): PlannedValue {
    this.#contentBytes += usedLength(image.bytes);
    if (this.#contentBytes > largestContent) {
      throw new NotExpressible(`${label}: its content is too large to be written into a program.`);
    }
    const pointers = new Map(image.pointers.map(({ offset, value }) => [offset, value] as const));
    return readImage(type, {
      records: this.records,
      bytes: image.bytes,
      label,
      hasPointer: (start, end) => [...pointers.keys()].some((offset) => offset >= start && offset < end),
      pointerAt: (offset, pointer, path) => {
        const value = pointers.get(offset);
        return value === undefined ? null : this.#pointer(pointer, value, path);
      },
    });
  }
}

function misfit(label: string): NotExpressible {
  return new NotExpressible(`${label}: the value does not fit its type.`);
}
