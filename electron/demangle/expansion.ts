const underscore = 0x5f;
const letterD = 0x44;
const letterS = 0x53;
const letterT = 0x54;
const letterP = 0x70;
const letterLowerS = 0x73;

/**
 * Upper bound for how long a mangled name (bytes start .. end) can become, as a power of two. Each substitution
 * (`S_`, `S1_`) and template parameter (`T_`) prints at most all that was printed before it once more, and each pack
 * expansion (`Dp`, `sp`) repeats its pattern at most once per element (Itanium C++ ABI, sections 5.1.5 and 5.1.10).
 * What only looks like one of them inside an identifier makes the bound larger, never smaller.
 */
export function expansionBits(bytes: Uint8Array, start: number, end: number): number {
  const lengthBits = Math.log2(Math.max(end - start, 1));
  let references = 0;
  let packs = 0;
  for (let at = start + 1; at < end; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === underscore) {
      if (endsReference(bytes, start, at)) references += 1;
    } else if (byte === letterP) {
      const before = bytes[at - 1];
      if (before === letterD || before === letterLowerS) packs += 1;
    }
  }
  return lengthBits + references + packs * lengthBits;
}

/** Whether digits and capitals before the underscore at `at` lead back to an `S` or `T`. */
function endsReference(bytes: Uint8Array, start: number, at: number): boolean {
  for (let index = at - 1; index >= start; index -= 1) {
    const byte = bytes[index] ?? 0;
    if (byte === letterS || byte === letterT) return true;
    const isDigitOrCapital = (byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x5a);
    if (!isDigitOrCapital) return false;
  }
  return false;
}
