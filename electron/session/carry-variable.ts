import type { ImageUse } from '../contract/runner-protocol.ts';
import type { LibraryVariable, VariableList } from '../contract/variables.ts';
import { layoutDifference } from '../ctypes/same-layout.ts';
import { contentsOf, type PointerPlace } from '../ctypes/type-contents.ts';

/** A variable whose value is to go from the old build into the new one. */
export interface Carrying {
  readonly variable: LibraryVariable;
  readonly bytes: Uint8Array;
  readonly oldList: VariableList;
  readonly newList: VariableList;
  /** True when both builds are in one process. */
  readonly sameProcess: boolean;
  /** Where the old image lay; null when that is not known. */
  readonly oldImage: ImageUse['image'];
}

export type CarryDecision =
  | {
      readonly kind: 'carry';
      readonly into: LibraryVariable;
      /** What to mind, one sentence; empty where there is nothing. */
      readonly note: string;
    }
  | {
      readonly kind: 'refuse';
      /** One sentence that begins with what it speaks of. */
      readonly note: string;
    };

/** Decides whether the bytes mean the same in the new build; the same question always has the same answer. */
export function decideCarry(carrying: Carrying): CarryDecision {
  const { variable, oldList, newList } = carrying;
  const into = newList.variables.find(({ key }) => key === variable.key);
  if (into === undefined) return refuse('The new build has no such variable.');
  if (into.size !== variable.size) {
    return refuse(`Its size changed from ${variable.size} to ${into.size} bytes.`);
  }
  if (variable.type === null || into.type === null) {
    return refuse('Its type is not known: debug information (-g) or a header tells it.');
  }
  const before = { type: variable.type, records: oldList.records };
  const difference = layoutDifference(before, { type: into.type, records: newList.records });
  if (difference !== null) {
    return refuse(
      difference === ''
        ? `Its type changed from ${before.type.spelling} to ${into.type.spelling}.`
        : `The layout of ${before.type.spelling} changed at ${difference.replace(/^\./, '')}.`,
    );
  }
  const { fixed, pointers } = contentsOf(before);
  if (fixed !== null) return refuse(`It ${fixed}, so its bytes cannot simply be moved.`);
  return pointers.length === 0 ? { kind: 'carry', into, note: '' } : decidePointers(carrying, into, pointers);
}

function decidePointers(
  { bytes, sameProcess, oldImage }: Carrying,
  into: LibraryVariable,
  pointers: readonly PointerPlace[],
): CarryDecision {
  if (!sameProcess) {
    return refuse('It holds pointers, which mean nothing in the new process.');
  }
  if (oldImage === null) return refuse('It holds pointers, and where the old build lay is not known.');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (const { offset, path } of pointers) {
    // Debug information may say anything.
    if (offset < 0 || offset + 8 > bytes.length) return refuse('Its type has members outside of it.');
    const address = view.getBigUint64(offset, true);
    if (address >= oldImage.start && address < oldImage.end) {
      const what = path === '' ? 'It' : `Its part ${path.replace(/^\./, '')}`;
      return refuse(`${what} points into the old build (0x${address.toString(16)}), which is gone.`);
    }
  }
  return { kind: 'carry', into, note: 'It holds pointers: what they point to must outlive the old build.' };
}

function refuse(note: string): CarryDecision {
  return { kind: 'refuse', note };
}
