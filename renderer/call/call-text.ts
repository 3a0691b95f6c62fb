import type { CallInput, CallOutcome } from '../../electron/contract/session-state.ts';
import { clippedText } from '../ui/visible-text.ts';
import { explainFailure } from '../wording/failure-wording.ts';
import { describeFault } from '../wording/fault-wording.ts';

/** `add(3, 4)`: a call on one line. */
export function callText(input: CallInput): string {
  return `${clippedText(input.symbol, 120)}(${input.arguments.map((text) => clippedText(text, 60)).join(', ')})`;
}

/** How a call ended, on one line. */
export function outcomeText(outcome: CallOutcome): string {
  switch (outcome.kind) {
    case 'returned':
      return outcome.text === '' ? outcome.type : clippedText(outcome.text, 200);
    case 'failed':
      return explainFailure(outcome.failure).title;
    case 'fault':
      return describeFault(outcome.fault).title;
  }
}

/** True when both calls ask for the same with the same arguments. */
export function sameInput(a: CallInput, b: CallInput): boolean {
  return (
    a.symbol === b.symbol &&
    a.prototype === b.prototype &&
    a.arguments.length === b.arguments.length &&
    a.arguments.every((text, index) => text === b.arguments[index])
  );
}
