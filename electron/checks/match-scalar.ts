import type { ArgumentValue } from '../contract/call-value.ts';
import { encodeScalar, scalarOf } from '../ctypes/encode-scalar.ts';
import { type Encoded, refuse } from '../ctypes/encoded.ts';
import { type Literal, writeLiteral } from '../ctypes/literal.ts';
import type { Matched, Mismatch } from './matching.ts';

type ScalarType = Parameters<typeof scalarOf>[1];

/** Compares numbers, truth values and enum constants as values: `0xc` is 12. A float may have a tolerance, `3.14 ± 0.01`; nan is nan. */
export function matchScalar(
  node: Matched & { readonly type: ScalarType },
  literal: Literal,
): Mismatch | null {
  const { type, path, shown } = node;
  const wanted = readWanted(type, literal);
  if (!wanted.ok) return { kind: 'misfit', path, reason: wanted.reason };
  if (shown === null) return null;
  const got = leafValue(type, shown.json);
  if (got !== null && isSame(wanted.value, got)) return null;
  const expected = literal.kind === 'string' ? literal.value : wordOf(literal);
  return { kind: 'differs', path, expected, got: shown.text };
}

function wordOf(literal: Literal): string {
  return literal.kind === 'word' ? literal.text : writeLiteral(literal);
}

interface Wanted {
  readonly value: ArgumentValue;
  readonly tolerance: number;
}

const withTolerance = /^(.*?)\s*(?:±|\+-|\+\/-)\s*(.+)$/su;

function readWanted(type: ScalarType, literal: Literal): Encoded<Wanted> {
  const text = literal.kind === 'word' ? literal.text : literal.kind === 'string' ? literal.value : '';
  const [, centre, width] = withTolerance.exec(text) ?? [];
  if (centre === undefined || width === undefined || type.kind !== 'float') {
    const value = scalarOf({}, type, literal);
    return value.ok ? { ok: true, value: { value: value.value, tolerance: 0 } } : value;
  }
  const value = encodeScalar({}, type, centre);
  if (!value.ok) return value;
  // The bound itself is not rounded to the type.
  const tolerance = encodeScalar({}, { ...type, bits: 64 }, width);
  if (!tolerance.ok) return tolerance;
  const { value: bound } = tolerance;
  if (bound.kind !== 'float' || !(bound.value >= 0)) return refuse('a tolerance is not negative');
  return { ok: true, value: { value: value.value, tolerance: bound.value } };
}

/** The value that a leaf says; null for one that could not be read. */
function leafValue(type: ScalarType, json: string | null): ArgumentValue | null {
  if (json === null || json === 'null') return null;
  const value = encodeScalar({}, type, json.startsWith('"') ? (JSON.parse(json) as string) : json);
  return value.ok ? value.value : null;
}

function isSame({ value, tolerance }: Wanted, got: ArgumentValue): boolean {
  if (value.kind === 'float' && got.kind === 'float') {
    if (Number.isNaN(value.value)) return Number.isNaN(got.value);
    return value.value === got.value || Math.abs(value.value - got.value) <= tolerance;
  }
  const isPlain = (scalar: ArgumentValue) => scalar.kind === 'integer' || scalar.kind === 'bool';
  return isPlain(value) && value.kind === got.kind && 'value' in got && value.value === got.value;
}
