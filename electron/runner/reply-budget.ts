import type { ResultValue } from '../contract/call-value.ts';

// Values of one reply, and bytes of text or memory at a sixteenth each: some ten megabytes on the wire.
const replyWeight = 200_000;
const bytesForOne = 16;

/** Bounds what one reply holds in all; each value by itself is bounded where it is read. */
export class ReplyBudget {
  #left = replyWeight;

  /** The value, or word that there is no room for it. */
  admit(value: ResultValue): ResultValue {
    this.#left -= weightOf(value);
    return this.#left >= 0 ? value : { kind: 'unreadable', reason: 'this call gave more than is kept' };
  }
}

function weightOf(value: ResultValue): number {
  switch (value.kind) {
    case 'pointer':
      return (
        1 +
        (value.text ? value.text.value.length / bytesForOne : 0) +
        (value.target ? weightOf(value.target) : 0)
      );
    case 'record':
      return weightOfAll(value.members);
    case 'array':
      return weightOfAll(value.items);
    case 'bytes':
      return 1 + value.bytes.length / bytesForOne;
    default:
      return 1;
  }
}

function weightOfAll(values: readonly ResultValue[]): number {
  return values.reduce((sum, one) => sum + weightOf(one), 1);
}
