import type { ArgumentValue } from '../contract/call-value.ts';
import type { CType } from '../contract/prototype.ts';
import { accept, type Encoded, numberText, quoted, refuse } from './encoded.ts';

type FloatType = Extract<CType, { readonly kind: 'float' }>;

/** A number rounded to the type, as a C compiler rounds a constant; a finite text that would become infinity is refused. */
export function encodeFloat(type: FloatType, text: string): Encoded<ArgumentValue> {
  const trimmed = numberText(text);
  if (!trimmed.ok) return trimmed;
  const written = trimmed.value.replace('−', '-');
  const special = specialValue(written);
  if (special !== null) return accept({ kind: 'float', value: special });
  const exact = finiteValue(written);
  if (exact === null) {
    return refuse(
      `${quoted(trimmed.value)} is not a number; ${type.spelling} takes 1.5, -2e3, 0x1.8p3, nan or inf`,
    );
  }
  const value = type.bits === 32 ? Math.fround(exact) : exact;
  if (!Number.isFinite(value)) {
    const limit = type.bits === 32 ? '±3.4028234663852886e38' : '±1.7976931348623157e308';
    return refuse(
      `${trimmed.value} does not fit ${type.spelling} (at most ${limit}); write inf for infinity`,
    );
  }
  return accept({ kind: 'float', value });
}

function specialValue(text: string): number | null {
  const match = /^([+-]?)(nan|inf|infinity)$/i.exec(text);
  if (!match) return null;
  if (match[2]?.toLowerCase() === 'nan') return Number.NaN;
  return match[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}

function finiteValue(text: string): number | null {
  if (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?f?$/i.test(text)) return Number(text.replace(/f$/i, ''));
  const match = /^([+-]?)0x([0-9a-f]*)\.?([0-9a-f]*)(?:p([+-]?\d+))?$/i.exec(text);
  if (!match) return null;
  const [, sign, whole = '', fraction = '', exponent = '0'] = match;
  if (whole + fraction === '') return null;
  const magnitude = scale(Number(BigInt(`0x${whole}${fraction}`)), Number(exponent) - 4 * fraction.length);
  return sign === '-' ? -magnitude : magnitude;
}

/** value × 2^exponent in steps, because 2^exponent alone may overflow or vanish where the product does not. */
function scale(value: number, exponent: number): number {
  let result = value;
  let left = Math.max(-5000, Math.min(5000, exponent));
  while (left !== 0 && result !== 0 && Number.isFinite(result)) {
    const step = Math.max(-1000, Math.min(1000, left));
    result *= 2 ** step;
    left -= step;
  }
  return result;
}
