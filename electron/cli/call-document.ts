import type { CallOutcome } from '../contract/call-record.ts';
import type { CapturedOutput } from '../contract/fault.ts';
import type { CallReply, CallRequest, Timing } from '../contract/runner-protocol.ts';
import { type ShownReply, showReply } from '../ctypes/show-reply.ts';
import { shownJson } from '../ctypes/show-value.ts';
import { type OutputFields, outputFields } from './captured-output.ts';

/** A value as JSON holds it: exact, so as text wherever a JSON number would not be. */
export type JsonValue =
  | number
  | string
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [name: string]: JsonValue };

/** What `call --json` prints. */
export interface CallDocument extends OutputFields {
  /** A number; text beyond 2^53, for infinities and nan, for enum constants and for addresses (0x…); null for void and a NULL string; an object for a struct. */
  readonly result: JsonValue;
  readonly text: string;
  readonly type: string;
  readonly durationNs: number;
  /** *out* and *in/out* arguments after the call, by label; left out when there are none. */
  readonly out?: { readonly [label: string]: JsonValue };
  /** The arguments of each call of each callback, by label; left out when there are none. */
  readonly callbacks?: { readonly [label: string]: readonly (readonly JsonValue[])[] };
  readonly timing?: Timing;
}

/** A call that came back, with what was asked. */
export interface AnsweredCall {
  readonly request: Pick<CallRequest, 'prototype' | 'arguments'>;
  readonly reply: CallReply;
  readonly output: CapturedOutput;
}

/** What came back, as people read it. */
export function shownCall({ request, reply }: AnsweredCall): ShownReply {
  const { result, records } = request.prototype;
  return showReply({ result, records, values: request.arguments }, reply);
}

/** Puts a reply and the captured output into the shape that scripts rely on. */
export function callDocument(call: AnsweredCall): CallDocument {
  const { durationNs, timing } = call.reply;
  return documentOf({ ...shownCall(call), durationNs, timing, output: call.output });
}

/** The same of a call as a session records it. */
export function outcomeDocument(outcome: Extract<CallOutcome, { readonly kind: 'returned' }>): CallDocument {
  return documentOf({ ...outcome, output: outcome });
}

interface DocumentedCall extends ShownReply {
  readonly durationNs: number;
  readonly timing: Timing | null;
  readonly output: CapturedOutput;
}

function documentOf({ value, out, callbacks, ...call }: DocumentedCall): CallDocument {
  return {
    result: jsonOf(shownJson(value)),
    text: value.text,
    type: value.type,
    durationNs: call.durationNs,
    ...(out.length > 0 && {
      out: Object.fromEntries(out.map((shown) => [shown.name ?? '', jsonOf(shownJson(shown))])),
    }),
    ...(callbacks.length > 0 && {
      callbacks: Object.fromEntries(
        callbacks.map(({ label, calls }) => [
          label,
          calls.map((values) => values.map((shown) => jsonOf(shownJson(shown)))),
        ]),
      ),
    }),
    ...(call.timing && { timing: call.timing }),
    ...outputFields(call.output),
  };
}

function jsonOf(text: string): JsonValue {
  return JSON.parse(text) as JsonValue;
}
