import koffi from 'koffi';

// <fcntl.h> of Linux.
const F_SETLEASE = 1024;
const F_RDLCK = 0;
const F_UNLCK = 2;
const EAGAIN = 11;

/** Whether some process has the file open for writing, or mapped to write; `unknown` where the kernel does not tell. */
export type OpenWriters = 'none' | 'some' | 'unknown';

type SetLease = (descriptor: number, kind: number) => number;

let setLease: SetLease | undefined;

/**
 * Asks the kernel whether the regular file behind a read-only descriptor has writers: a read lease is refused with
 * EAGAIN while there are any (fcntl(2), F_SETLEASE). The lease is given back at once. File systems without leases and
 * files of other users give `unknown`.
 */
export function openWriters(descriptor: number): OpenWriters {
  setLease ??= bindSetLease();
  if (setLease(descriptor, F_RDLCK) !== 0) return koffi.errno() === EAGAIN ? 'some' : 'unknown';
  setLease(descriptor, F_UNLCK);
  return 'none';
}

function bindSetLease(): SetLease {
  // Who opens the file for writing in the microseconds of the lease makes the kernel send SIGIO, which ends a process that does not care.
  process.on('SIGIO', () => undefined);
  const { int } = koffi.types;
  const fcntl = koffi.load('libc.so.6').func('fcntl', int, [int, int, '...']);
  return (descriptor, kind) => fcntl(descriptor, F_SETLEASE, 'int', kind);
}
