import koffi from 'koffi';

/** RTLD_* flags of dlopen(3) and dlinfo(3), as <dlfcn.h> of glibc has them. */
export const dlFlags = { lazy: 1, now: 2, noload: 4, linkMapRequest: 2, threadDataRequest: 10 } as const;

// The symbols of the running program itself, so that the loader's own dlerror state is the one we read.
const program = koffi.load(null);
const { int, uint64, int64, str } = koffi.types;
const voidType = koffi.types.void;

/** `void *`: takes an address, null or a Buffer, and returns an address or null. */
export const voidPointer = koffi.pointer(voidType);

/** Opens a library, the program itself for null (dlopen(3)); null is failure, and then dlerror says why. */
export const dlopen: (path: string | null, flags: number) => bigint | null = program.func(
  'dlopen',
  voidPointer,
  [str, int],
);

/** Null is failure only when dlerror says so: a symbol may have the address 0 (dlsym(3)). */
export const dlsym: (handle: bigint, name: string) => bigint | null = program.func('dlsym', voidPointer, [
  voidPointer,
  str,
]);

/** 0 on success, which does not mean that anything was unloaded (dlclose(3)). */
export const dlclose: (handle: bigint) => number = program.func('dlclose', int, [voidPointer]);

/** The whole text of the last failure, once: the second reading gives null (dlerror(3)). */
export const dlerror: () => string | null = program.func('dlerror', str, []);

export const dlinfo: (handle: bigint, request: number, into: Buffer) => number = program.func('dlinfo', int, [
  voidPointer,
  int,
  voidPointer,
]);

/** Which object and symbol an address belongs to: struct Dl_info of four pointers (dladdr(3)); 0 is failure. */
export const dladdr: (address: bigint, into: Buffer) => number = program.func('dladdr', int, [
  voidPointer,
  voidPointer,
]);

/** The handler of a signal as it is now is the first word of struct sigaction (sigaction(2)). */
export const sigaction: (signal: number, next: null, current: Buffer) => number = program.func(
  'sigaction',
  int,
  [int, voidPointer, voidPointer],
);

/** Flushes every stdio stream of this process when `stream` is null. */
export const fflush: (stream: bigint | null) => number = program.func('fflush', int, [voidPointer]);

/** Copies `size` bytes to an address (memcpy(3)). */
export const memcpy: (to: bigint, from: Buffer, size: number) => bigint = program.func(
  'memcpy',
  voidPointer,
  [voidPointer, voidPointer, uint64],
);

export const setvbuf: (stream: bigint, buffer: null, mode: number, size: number) => number = program.func(
  'setvbuf',
  int,
  [voidPointer, voidPointer, int, uint64],
);

/** The process number as the kernel has it now: after a fork inside called code it differs from `process.pid`. */
export const getpid: () => number = program.func('getpid', int, []);
export const getppid: () => number = program.func('getppid', int, []);
export const exitNow: (code: number) => void = program.func('_exit', voidType, [int]);
export const setpgid: (pid: number, group: number) => number = program.func('setpgid', int, [int, int]);
export const setrlimit: (resource: number, limit: Buffer) => number = program.func('setrlimit', int, [
  int,
  voidPointer,
]);
export const getrlimit: (resource: number, limit: Buffer) => number = program.func('getrlimit', int, [
  int,
  voidPointer,
]);
export const dup2: (from: number, to: number) => number = program.func('dup2', int, [int, int]);
export const strerror: (code: number) => string | null = program.func('strerror', str, [int]);

const fcntl = program.func('fcntl', int, [int, int, '...']);
const prctl = program.func('prctl', int, [int, '...']);

/** A copy of the descriptor that is closed on exec, numbered `atLeast` or above; negative on failure (fcntl(2), F_DUPFD_CLOEXEC). */
export function duplicateDescriptor(descriptor: number, atLeast: number): number {
  return fcntl(descriptor, 1030, 'int', atLeast);
}

/** Lets programs that this process starts have the descriptor too; negative on failure (fcntl(2), F_SETFD with no flag). */
export function keepOnExec(descriptor: number): number {
  return fcntl(descriptor, 2, 'int', 0);
}

/** Asks the kernel to send `signal` when the thread that started this process ends (prctl(2), PR_SET_PDEATHSIG); 0 takes it back. */
export function setParentDeathSignal(signal: number): number {
  return prctl(1, 'unsigned long', signal);
}

/** Reads `length` bytes at `remote` of process `pid` into `local`; both are arrays of one iovec (process_vm_readv(2)). */
export const processVmReadv: (
  pid: number,
  local: Buffer,
  localCount: number,
  remote: Buffer,
  remoteCount: number,
  flags: number,
) => number | bigint = program.func('process_vm_readv', int64, [
  int,
  voidPointer,
  uint64,
  voidPointer,
  uint64,
  uint64,
]);

/** Writes `length` bytes of `local` at `remote` of process `pid`, like `processVmReadv` the other way; read-only memory is EFAULT (process_vm_writev(2)). */
export const processVmWritev: typeof processVmReadv = program.func('process_vm_writev', int64, [
  int,
  voidPointer,
  uint64,
  voidPointer,
  uint64,
  uint64,
]);

/** The `FILE *` that a variable of libc such as `stdout` holds now. */
export function standardStream(name: 'stdout' | 'stderr'): bigint {
  return koffi.decode(program.symbol(name), voidPointer);
}

/** htonl(3): takes one register, gives one, and touches no memory. */
export const emptyFunction: bigint = program.symbol('htonl');
