import koffi from 'koffi';

const RLIMIT_DATA = 2;
const RLIMIT_CORE = 4;
/** Room for the largest libraries several times over; a demangler that is led into gigabytes fails before that. */
const dataBytes = 4n * 1024n ** 3n;

/**
 * Bounds the writable memory of this process (setrlimit(2), RLIMIT_DATA): a short mangled name can mean gigabytes,
 * and `malloc` that fails costs that name alone. Also: no core dump. Best effort; where it cannot be set, the reader
 * is still a process of its own that is started again.
 */
export function limitMemory(): void {
  try {
    const setrlimit = koffi.load('libc.so.6').func('setrlimit', 'int', ['int', 'void *']);
    setrlimit(RLIMIT_DATA, BigUint64Array.of(dataBytes, dataBytes));
    setrlimit(RLIMIT_CORE, BigUint64Array.of(0n, 0n));
  } catch (error) {
    process.stderr.write(`the reader's memory stays unbounded: ${String(error)}\n`);
  }
}
