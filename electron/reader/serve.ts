import { fail } from '../contract/failure.ts';
import type { ReaderMethod, ReaderReplyMessage, ReaderRequestMessage } from '../contract/reader-protocol.ts';
import type { LibraryReader } from './library-reader.ts';

/** The way back to the process that asked. */
export type SendReply = (reply: ReaderReplyMessage) => void;

/** The texts that each request has to bring. */
const inputFields: Readonly<Record<ReaderMethod, readonly string[]>> = {
  inspect: ['path'],
  symbols: ['path', 'table'],
  snapshot: ['path', 'destination'],
  compare: ['before', 'after'],
  compareTypes: [],
  unloadHints: ['path'],
  demangle: [],
  describe: ['path', 'originalPath', 'symbol', 'text'],
  prototypes: ['path', 'originalPath'],
  variables: ['path', 'originalPath'],
  type: ['path', 'originalPath', 'text'],
};

/**
 * Answers one message. Each request with an id gets exactly one reply: a bug becomes the failure `internal`, an
 * unknown method `invalid-request`. A message without an id cannot be answered and is dropped.
 */
export function serveMessage(reader: LibraryReader, message: unknown, send: SendReply): void {
  if (typeof message !== 'object' || message === null || !('id' in message)) return;
  const { id } = message;
  if (typeof id !== 'number') return;
  const outcome = isRequest(message)
    ? answer(reader, message)
    : fail('invalid-request', 'The reader does not know this request.');
  // What is known at once is answered at once, so that such answers keep their order.
  if (outcome instanceof Promise) void outcome.then((later) => send({ id, outcome: later }));
  else send({ id, outcome });
}

function isRequest(message: object): message is ReaderRequestMessage {
  const { method, input } = message as Partial<Record<'method' | 'input', unknown>>;
  if (!isMethod(method) || typeof input !== 'object' || input === null) return false;
  const fields = input as Readonly<Record<string, unknown>>;
  if (method === 'symbols' && fields.table !== 'exports' && fields.table !== 'imports') return false;
  if (method === 'demangle' && !isTextList(fields.names)) return false;
  if (needsHeaders.has(method) && !isTextList(fields.headers)) return false;
  if (fields.kept !== undefined && !isTextList(fields.kept)) return false;
  if (method === 'compareTypes' && ![fields.before, fields.after].every(isDebugSource)) return false;
  return inputFields[method].every((field) => typeof fields[field] === 'string');
}

const needsHeaders: ReadonlySet<ReaderMethod> = new Set(['describe', 'prototypes', 'variables', 'type']);

function isDebugSource(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { path, originalPath } = value as Readonly<Record<string, unknown>>;
  return typeof path === 'string' && typeof originalPath === 'string';
}

function isTextList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function isMethod(method: unknown): method is ReaderMethod {
  return typeof method === 'string' && Object.hasOwn(inputFields, method);
}

function answer(reader: LibraryReader, message: ReaderRequestMessage): Answer | Promise<Answer> {
  try {
    const outcome = dispatch(reader, message);
    return outcome instanceof Promise ? outcome.catch(ownFault) : outcome;
  } catch (error) {
    return ownFault(error);
  }
}

function ownFault(error: unknown): Answer {
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return fail('internal', 'The reader met a fault of its own.', { detail });
}

type Answer = ReaderReplyMessage['outcome'];

function dispatch(reader: LibraryReader, { method, input }: ReaderRequestMessage): Answer | Promise<Answer> {
  const run = reader[method] as (input: ReaderRequestMessage['input']) => Answer | Promise<Answer>;
  return run.call(reader, input);
}
