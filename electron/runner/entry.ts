import { assertNever, fail } from '../contract/failure.ts';
import type { RunnerMessage, RunnerRequest } from '../contract/runner-protocol.ts';
import { Engine } from './engine.ts';
import { keepOutputDescriptors } from './output-marks.ts';
import { connectToParent } from './parent-port.ts';
import {
  bufferStandardOutputByLine,
  dieWithParent,
  emptyStandardInput,
  leadOwnGroup,
  limitResources,
  shareStandardStreams,
} from './process-setup.ts';

leadOwnGroup();
if (!dieWithParent()) process.exit(1);
limitResources();
emptyStandardInput();
shareStandardStreams();
bufferStandardOutputByLine();

const engine = new Engine();
const marks = keepOutputDescriptors();
const parent = connectToParent();

parent.onMessage((message) => {
  // The parent is our own code, and the one sender on this channel.
  const request = message as RunnerRequest;
  const reply = answer(request);
  marks.write(request.outputMarker);
  parent.post(reply);
});
process.on('disconnect', () => process.exit(0));
parent.post({ type: 'ready', pid: process.pid } satisfies RunnerMessage);

function answer(request: RunnerRequest): RunnerMessage {
  const { id } = request;
  switch (request.type) {
    case 'load':
      return { type: 'loaded', id, outcome: guard(() => engine.load(request.request)) };
    case 'unload':
      return { type: 'unloaded', id, outcome: guard(() => engine.unload(request.handle)) };
    case 'in-use':
      return { type: 'use-known', id, outcome: guard(() => engine.use(request.handle)) };
    case 'explain':
      return { type: 'explained', id, outcome: guard(() => engine.explain(request.request)) };
    case 'call':
      return { type: 'called', id, outcome: guard(() => engine.call(request.request)) };
    case 'read':
      return { type: 'was-read', id, outcome: guard(() => engine.read(request.request)) };
    case 'keep':
      return { type: 'kept', id, outcome: guard(() => engine.keep(request.request)) };
    case 'read-variables':
      return { type: 'variables-read', id, outcome: guard(() => engine.readVariables(request.request)) };
    case 'write-variables':
      return { type: 'variables-written', id, outcome: guard(() => engine.writeVariables(request.request)) };
    case 'hook':
      return { type: 'hook-called', id, outcome: guard(() => engine.hook(request.request)) };
    default:
      return assertNever(request);
  }
}

/** A bug in the engine fails the one request, and not the library's process with all its state. */
function guard<T>(work: () => T): T | ReturnType<typeof fail> {
  try {
    return work();
  } catch (error) {
    return fail('internal', error instanceof Error ? error.message : String(error));
  }
}
