import type { CallOutcome } from '../contract/call-record.ts';
import type { CheckVerdict } from '../contract/check.ts';
import type { CType, RecordType } from '../contract/prototype.ts';
import type { ShownValue } from '../contract/shown-value.ts';
import { isScalar } from '../ctypes/encode-scalar.ts';
import { encodeString } from '../ctypes/encode-string.ts';
import { accept, type Encoded, refuse } from '../ctypes/encoded.ts';
import { type Literal, readLiteral } from '../ctypes/literal.ts';
import { isCString } from '../ctypes/type-spelling.ts';
import { matchValue } from './match-value.ts';
import type { Mismatch } from './matching.ts';

/** What a call gives back: its result, and what its *out* arguments hold afterwards, by their labels. */
export interface ResultTypes {
  readonly result: CType;
  readonly out: ReadonlyMap<string, CType>;
  /** The table into which the types point. */
  readonly records: readonly RecordType[];
}

const longestGot = 300;

/**
 * Why a text cannot be what is expected of such a call, as one sentence; null when it can. The text is a value as an
 * argument of the result's type would be written; `not NULL` for a pointer; `3.14 ± 0.01` for a float; of a struct the
 * members that matter; or `{"$result": …, "$out": {"label": …}}`, either of which may be left out.
 */
export function refuseExpected(types: ResultTypes, text: string): string | null {
  const parts = readExpected(types, text);
  if (!parts.ok) return sentence(types.result, parts.reason);
  for (const part of parts.value) {
    const mismatch = matchValue(
      types.records,
      { type: part.type, path: part.label ?? '', shown: null },
      part.literal,
    );
    if (mismatch !== null) return sentenceOf(part.type, mismatch);
  }
  return null;
}

/** Compares how a call ended with what was expected of it; what did not return never passes. */
export function judge(types: ResultTypes, text: string, outcome: CallOutcome): CheckVerdict {
  if (outcome.kind === 'failed') return failed(outcome.failure.message);
  if (outcome.kind === 'fault') return failed('It did not return.');
  const parts = readExpected(types, text);
  if (!parts.ok) return failed(sentence(types.result, parts.reason));
  for (const { label, type, literal } of parts.value) {
    const shown = shownOf(outcome, label);
    if (shown === null) return failed(`Expected an out value ${label}, got none.`);
    const mismatch = matchValue(types.records, { type, path: label ?? '', shown }, literal);
    if (mismatch !== null) return failed(sentenceOf(type, mismatch));
  }
  return { kind: 'passed' };
}

function failed(reason: string): CheckVerdict {
  return { kind: 'failed', reason };
}

function shownOf(
  outcome: Extract<CallOutcome, { kind: 'returned' }>,
  label: string | null,
): ShownValue | null {
  if (label === null) return outcome.value;
  return outcome.out.find(({ name }) => name === label) ?? null;
}

function sentenceOf(type: CType, mismatch: Mismatch): string {
  const at = mismatch.path === '' ? '' : ` at ${mismatch.path}`;
  if (mismatch.kind === 'misfit') return sentence(type, mismatch.reason, at);
  return `Expected ${clip(mismatch.expected)}${at}, got ${clip(mismatch.got)}.`;
}

function sentence(type: CType, reason: string, at = ''): string {
  return `What is expected does not fit ${type.spelling}${at}: ${reason}.`;
}

function clip(text: string): string {
  return text.length > longestGot ? `${text.slice(0, longestGot)}…` : text;
}

/** One value that is expected; `label` is null for the result. */
interface ExpectedPart {
  readonly label: string | null;
  readonly type: CType;
  readonly literal: Literal;
}

function readExpected(types: ResultTypes, text: string): Encoded<readonly ExpectedPart[]> {
  const whole = text.trimStart().startsWith('{') ? readLiteral(text) : null;
  if (whole?.ok && isParted(whole.value)) return readParts(types, whole.value);
  const literal = readResult(types.result, text);
  return literal.ok ? accept([{ label: null, type: types.result, literal: literal.value }]) : literal;
}

type ObjectLiteral = Extract<Literal, { readonly kind: 'object' }>;

function isParted(literal: Literal): literal is ObjectLiteral {
  if (literal.kind !== 'object' || literal.entries.length === 0) return false;
  return literal.entries.every(([key]) => key === '$result' || key === '$out');
}

function readParts(types: ResultTypes, whole: ObjectLiteral): Encoded<readonly ExpectedPart[]> {
  const parts: ExpectedPart[] = [];
  for (const [key, literal] of whole.entries) {
    if (key === '$result') {
      parts.push({ label: null, type: types.result, literal });
      continue;
    }
    if (literal.kind !== 'object') return refuse('$out takes an object with the labels of out values');
    for (const [label, value] of literal.entries) {
      const type = types.out.get(label);
      if (type === undefined) return refuse(unknownLabel(types, label));
      parts.push({ label, type, literal: value });
    }
  }
  return accept(parts);
}

function unknownLabel({ out }: ResultTypes, label: string): string {
  const known = [...out.keys()];
  const there = known.length === 0 ? 'the call has none' : `there are ${known.join(', ')}`;
  return `there is no out value ${JSON.stringify(label)}; ${there}`;
}

function readResult(type: CType, text: string): Encoded<Literal> {
  const trimmed = text.trim();
  if (type.kind === 'pointer' && /^not\s+NULL$/.test(trimmed)) return accept(notNull);
  if (type.kind === 'pointer' && isCString(type) && !trimmed.startsWith('{')) {
    const value = encodeString(text);
    if (!value.ok) return value;
    return accept(
      value.value.kind === 'string'
        ? { kind: 'string', value: value.value.value }
        : { kind: 'word', text: 'NULL' },
    );
  }
  if (trimmed === '') return refuse('nothing was written');
  // Of a scalar the whole text is one word, blanks in it included; all else is read as a literal where it looks like one.
  return isScalar(type)
    ? readScalar(trimmed)
    : /^[[{"]/.test(trimmed)
      ? readLiteral(text)
      : accept(word(trimmed));
}

function readScalar(text: string): Encoded<Literal> {
  if (!/^["[{]/.test(text)) return accept(word(text));
  return readLiteral(text);
}

function word(text: string): Literal {
  return { kind: 'word', text };
}

const notNull: Literal = { kind: 'object', entries: [['$not', { kind: 'word', text: 'null' }]] };
