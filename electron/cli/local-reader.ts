import { createDemangler } from '../demangle/demangle.ts';
import { hostMachine } from '../reader/host-machine.ts';
import { LibraryReader } from '../reader/library-reader.ts';

let reader: LibraryReader | null = null;

/**
 * The reader, in this process: it is memory-safe, and for one look at one file a process of its own would cost more
 * than the reading.
 */
export function localReader(): LibraryReader {
  reader ??= new LibraryReader({
    demangle: createDemangler(),
    host: hostMachine(),
    // `diff` has two files in hand, all others one.
    cacheSize: 2,
    sortBy: 'name',
  });
  return reader;
}
