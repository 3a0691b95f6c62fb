import { assertNever } from '../contract/failure.ts';
import type { Fault } from '../contract/fault.ts';

/** One plain sentence for a fault, the `message` of its failure. */
export function faultSentence(fault: Fault): string {
  return `The runner ${endingOf(fault)} ${activityOf(fault)}.`;
}

function endingOf(fault: Fault): string {
  switch (fault.kind) {
    case 'signal':
      return `was ended by ${fault.signal}`;
    case 'exit':
      return `exited with code ${fault.code}`;
    case 'stopped':
      return 'was stopped';
    case 'timeout':
      return `was stopped after ${fault.ms} ms`;
    default:
      return assertNever(fault);
  }
}

function activityOf(fault: Fault): string {
  switch (fault.during) {
    case 'start':
      return 'while it started';
    case 'idle':
      return 'between two requests';
    case 'load':
      return 'while it loaded the library';
    case 'call':
      return 'during the call';
    case 'unload':
      return 'while it unloaded the library';
    default:
      return assertNever(fault.during);
  }
}
