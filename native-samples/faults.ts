/** What happens to a process that calls a function of the library `faults`. */
export type FaultOutcome =
  | { readonly kind: 'signal'; readonly signal: NodeJS.Signals }
  | { readonly kind: 'exit'; readonly code: number }
  /** Never returns; the process stays alive. */
  | { readonly kind: 'hang' }
  /** The calling thread ends. In the main thread of a plain C program that is all there is: exit code 0. */
  | { readonly kind: 'thread-ends' }
  /** Returns, with the process damaged or the machine's patience tried. */
  | { readonly kind: 'returns' };

const signal = (name: NodeJS.Signals): FaultOutcome => ({ kind: 'signal', signal: name });
const hang: FaultOutcome = { kind: 'hang' };
const returns: FaultOutcome = { kind: 'returns' };

/** Every function of the library `faults`; each is `int name(void)`, but `overflow_stack` takes an int. */
export const faults = {
  abort_now: signal('SIGABRT'),
  bus_error: signal('SIGBUS'),
  call_null: signal('SIGSEGV'),
  close_descriptors: returns,
  deadlock: hang,
  divide_by_zero: signal('SIGFPE'),
  double_free: signal('SIGABRT'),
  exit_0: { kind: 'exit', code: 0 },
  exit_now_7: { kind: 'exit', code: 7 },
  exit_thread: { kind: 'thread-ends' },
  fork_and_return: returns,
  fork_child: returns,
  illegal_instruction: signal('SIGILL'),
  kill_self: signal('SIGKILL'),
  long_jump: signal('SIGSEGV'),
  loop_forever: hang,
  loop_with_signals_blocked: hang,
  overflow_stack: signal('SIGSEGV'),
  print_100_mb: returns,
  segfault: signal('SIGSEGV'),
  sleep_forever: hang,
  stop_self: hang,
  take_all_memory: returns,
  terminate_self: signal('SIGTERM'),
  throw_exception: signal('SIGABRT'),
  trap: signal('SIGTRAP'),
  write_constant: signal('SIGSEGV'),
} as const satisfies Record<string, FaultOutcome>;

export type FaultName = keyof typeof faults;

export const faultNames = Object.keys(faults) as readonly FaultName[];

/** The C prototype of a fault, as a person would type it. */
export function faultPrototype(name: FaultName): string {
  return name === 'overflow_stack' ? 'int overflow_stack(int depth)' : `int ${name}(void)`;
}
