import type { CapturedOutput } from '../contract/fault.ts';
import type { ResultValue } from '../contract/call-value.ts';
import type { CType } from '../contract/prototype.ts';
import type { CallReply } from '../contract/runner-protocol.ts';
import { formatResult } from '../ctypes/format-result.ts';

/** A result as JSON holds it: exact, so as text wherever a JSON number would not be. */
export type JsonResult = number | string | boolean | null;

/** What `call --json` prints. */
export interface CallDocument {
  /** A number; text beyond 2^53, for infinities and nan, and for addresses (0x…); null for void and a NULL string. */
  readonly result: JsonResult;
  readonly text: string;
  readonly type: string;
  readonly durationNs: number;
  /** What the library wrote meanwhile; its beginning is missing when that was too much. */
  readonly stdout: string;
  readonly stderr: string;
}

/** Puts a reply and the captured output into the shape that scripts rely on. */
export function callDocument(type: CType, reply: CallReply, output: CapturedOutput): CallDocument {
  const formatted = formatResult(type, reply.value);
  return {
    result: jsonResult(type, reply.value),
    text: formatted.text,
    type: formatted.type,
    durationNs: reply.durationNs,
    stdout: output.stdout.text,
    stderr: output.stderr.text,
  };
}

/** The value itself; a string when JSON's numbers cannot hold it. */
export function jsonResult(type: CType, value: ResultValue): JsonResult {
  switch (value.kind) {
    case 'void':
      return null;
    case 'bool':
      return value.value;
    case 'integer':
      return exactInteger(value.value);
    case 'float':
      return Number.isFinite(value.value) ? value.value : formatResult(type, value).text;
    case 'pointer':
      return pointerResult(type, value);
  }
}

function exactInteger(value: bigint): number | string {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : String(value);
}

function pointerResult(
  type: CType,
  pointer: Extract<ResultValue, { readonly kind: 'pointer' }>,
): string | null {
  if (pointer.text !== null) return pointer.text.value;
  const isText = type.kind === 'pointer' && type.to.kind === 'integer' && type.to.character;
  return isText && pointer.address === 0n ? null : `0x${pointer.address.toString(16)}`;
}
