import type { Failure } from './failure.ts';
import type { Fault, OutputTail } from './fault.ts';
import type { Timing } from './runner-protocol.ts';
import type { ShownCallback, ShownValue } from './shown-value.ts';

/** What to call: everything the user typed, kept as typed. */
export interface CallInput {
  /** The exact name given to dlsym. */
  readonly symbol: string;
  /** As C writes it. In a draft it may be empty: then the best source that the library has decides. */
  readonly prototype: string;
  /** One text for each parameter, then for each extra argument of a variadic function; see `ctypes/literal.ts` for structs, buffers and the like. */
  readonly arguments: readonly string[];
}

/** How a call ended. Values are already text: exact, formatted once in main. */
export type CallOutcome =
  | {
      readonly kind: 'returned';
      /** `7`, `"hello"`, `0x7f…`; empty for void. */
      readonly text: string;
      readonly hex: string | null;
      readonly type: string;
      /** The same as a tree, with what its pointers point to. */
      readonly value: ShownValue;
      /** *out* and *in/out* arguments after the call, named by their labels. */
      readonly out: readonly ShownValue[];
      readonly callbacks: readonly ShownCallback[];
      readonly durationNs: number;
      /** Figures of a measurement; null for an ordinary call. */
      readonly timing: Timing | null;
      readonly errno: { readonly code: number; readonly name: string; readonly message: string } | null;
      readonly stdout: OutputTail;
      readonly stderr: OutputTail;
    }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | {
      readonly kind: 'fault';
      readonly fault: Fault;
      readonly stdout: OutputTail;
      readonly stderr: OutputTail;
    };

export interface CallRecord {
  readonly id: string;
  readonly atMs: number;
  readonly generation: number;
  readonly input: CallInput;
  readonly outcome: CallOutcome;
  /** `beside`: the user's call, made on the build beside the running one. */
  readonly trigger: 'user' | 'pinned' | 'beside';
}
