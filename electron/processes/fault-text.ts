import { assertNever } from '../contract/failure.ts';
import type { ExitCause, Fault, StopCause } from '../contract/fault.ts';

/** One plain sentence for a fault, the `message` of its failure. */
export function faultSentence(fault: Fault): string {
  return `The runner ${endingOf(fault)} ${activityOf(fault)}.`;
}

/** How a process ended, as what a sentence says of it: `was ended by SIGKILL`. */
export function endingOf(end: ExitCause | StopCause): string {
  switch (end.kind) {
    case 'signal':
      return `was ended by ${end.signal}`;
    case 'exit':
      return end.orSignal
        ? 'ended with code 0 (exit(0), or a signal such as SIGALRM)'
        : `exited with code ${end.code}`;
    case 'stopped':
      return 'was stopped';
    case 'timeout':
      return `was stopped after ${end.ms} ms`;
    default:
      return assertNever(end);
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
