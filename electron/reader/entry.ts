import { createDemangler } from '../demangle/demangle.ts';
import { hostMachine } from './host-machine.ts';
import { LibraryReader } from './library-reader.ts';
import { limitMemory } from './memory-limit.ts';
import { serveMessage } from './serve.ts';

/** What Electron gives a utility process to talk to its parent (`process.parentPort`). */
interface ParentPort {
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void;
  postMessage(message: unknown): void;
}

limitMemory();
const reader = new LibraryReader({ demangle: createDemangler(), host: hostMachine() });

// The same file serves as a utility process of Electron and as a child of plain Node (`fork`, 'advanced').
const { parentPort } = process as typeof process & { readonly parentPort?: ParentPort };
if (parentPort) {
  parentPort.on('message', ({ data }) =>
    serveMessage(reader, data, (reply) => parentPort.postMessage(reply)),
  );
} else {
  process.on('message', (message) => serveMessage(reader, message, (reply) => process.send?.(reply)));
  process.on('disconnect', () => process.exit(0));
}
