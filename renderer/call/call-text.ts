import type { CallInput, CallOutcome } from '../../electron/contract/call-record.ts';
import { shortArgument } from '../../electron/ctypes/short-argument.ts';
import { clippedText } from '../ui/visible-text.ts';
import { explainFailure } from '../wording/failure-wording.ts';
import { describeFault } from '../wording/fault-wording.ts';

/** `add(3, 4)`: a call on one line, its arguments in the form that reads best. */
export function callText(input: CallInput): string {
  const texts = input.arguments.map((text) => clippedText(shortArgument(text), 60));
  return `${clippedText(input.symbol, 120)}(${texts.join(', ')})`;
}

/** The same with the arguments as they are written, for a tooltip. */
export function exactCallText(input: CallInput): string {
  return clippedText(`${input.symbol}(${input.arguments.join(', ')})`, 900);
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
  return a.prototype === b.prototype && sameArguments(a, b);
}

/** The same function with the same arguments, whatever prototype it had. */
export function sameArguments(a: CallInput, b: CallInput): boolean {
  return (
    a.symbol === b.symbol &&
    a.arguments.length === b.arguments.length &&
    a.arguments.every((text, index) => text === b.arguments[index])
  );
}
