import { assertNever } from '../../electron/contract/failure.ts';
import type { Fault, RunnerActivity } from '../../electron/contract/fault.ts';
import { clippedText } from '../ui/visible-text.ts';
import { formatMilliseconds } from './quantity.ts';

export interface FaultWords {
  /** `Segmentation fault (SIGSEGV)`. */
  readonly title: string;
  readonly meaning: string;
}

const signalWords: Readonly<Record<string, FaultWords>> = {
  SIGSEGV: {
    title: 'Segmentation fault',
    meaning:
      'The code touched memory that is not its own: often a null or dangling pointer, or a stack that ran full.',
  },
  SIGBUS: {
    title: 'Bus error',
    meaning: 'The code touched memory whose file behind it is too short, or which is misaligned.',
  },
  SIGABRT: {
    title: 'Aborted',
    meaning:
      'The code gave up by itself: abort(), a failed assertion, a C++ exception that nobody caught, or damaged heap memory.',
  },
  SIGFPE: {
    title: 'Arithmetic error',
    meaning: 'An integer was divided by zero, or the quotient did not fit.',
  },
  SIGILL: {
    title: 'Illegal instruction',
    meaning: 'The processor does not know this instruction: a trap, or code built for another processor.',
  },
  SIGTRAP: { title: 'Trap', meaning: 'The code ran into a breakpoint or a built-in trap.' },
  SIGKILL: { title: 'Killed', meaning: 'Something ended the process by force, perhaps for want of memory.' },
  SIGTERM: { title: 'Terminated', meaning: 'Something asked the process to end.' },
  SIGPIPE: { title: 'Broken pipe', meaning: 'The code wrote to a pipe whose reader is gone.' },
  SIGXCPU: { title: 'Out of processor time', meaning: 'The process used more processor time than allowed.' },
  SIGSYS: {
    title: 'Forbidden system call',
    meaning: 'The code made a system call that is not allowed here.',
  },
};

/** Names a fault and says what it usually means. */
export function describeFault(fault: Fault): FaultWords {
  switch (fault.kind) {
    case 'signal':
      return describeSignal(fault.signal);
    case 'exit':
      return describeExit(fault.code);
    case 'stopped':
      return { title: 'Stopped by you', meaning: 'You ended it before it returned.' };
    case 'timeout':
      return {
        title: `No answer for ${formatMilliseconds(fault.ms)}`,
        meaning: 'It took longer than allowed and was ended.',
      };
    default:
      return assertNever(fault);
  }
}

function describeSignal(signal: string): FaultWords {
  const words = signalWords[signal];
  if (words === undefined)
    return { title: signal, meaning: `The process was ended by the signal ${signal}.` };
  return { title: `${words.title} (${signal})`, meaning: words.meaning };
}

function describeExit(code: number): FaultWords {
  if (code === 127) {
    return {
      title: 'The process left with exit code 127',
      meaning: 'Usually a missing function: with lazy binding the loader notices only when it is called.',
    };
  }
  return {
    title: `The process left with exit code ${code}`,
    meaning:
      code === 0
        ? 'The code called exit(0): clean for a program, but it takes the whole process along. A signal that nobody handled, such as SIGALRM or SIGHUP, can look the same here.'
        : `The code called exit(${code}) or _exit(${code}).`,
  };
}

const activityWords: Readonly<Record<RunnerActivity, string>> = {
  start: 'while its process started',
  idle: 'between two calls',
  load: 'while it was being loaded (its constructors run then)',
  call: 'during the call',
  unload: 'while it was being unloaded (its destructors run then)',
};

/** When it happened: `during the call`. */
export function whenFaulted(fault: Fault): string {
  return activityWords[fault.during];
}

/** The same of an attempt to load a build, around which a hook may have been called. */
export function whenAttemptFaulted(fault: Fault, failedHook: string | null): string {
  return failedHook !== null && fault.during === 'call'
    ? `in the hook ${clippedText(failedHook, 200)}`
    : whenFaulted(fault);
}
