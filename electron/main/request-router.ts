import type { IpcMainInvokeEvent } from 'electron';
import { requestChannels } from '../contract/channels.ts';
import { type FailureCode, fail } from '../contract/failure.ts';
import { type RequestChannel, type RequestInput, type RequestOutput, requests } from '../contract/ipc.ts';
import { payloadWeight } from './payload-weight.ts';
import type { RateLimiter } from './rate-limiter.ts';

/** What main does for each request; the input has passed its schema. */
export type RequestHandlers = {
  readonly [C in RequestChannel]: (input: RequestInput<C>) => RequestOutput<C> | Promise<RequestOutput<C>>;
};

export interface RouterDependencies {
  /** Registers the one listener of a channel (`ipcMain.handle`). */
  readonly handle: (
    channel: string,
    listener: (event: IpcMainInvokeEvent, ...payload: unknown[]) => Promise<unknown>,
  ) => void;
  /** True for the main frame of our window showing our page. */
  readonly isOurPage: (event: IpcMainInvokeEvent) => boolean;
  readonly limiter: RateLimiter;
  /** Takes a bug: an exception that nobody expected. */
  readonly reportBug: (error: unknown, channel: string) => void;
  readonly reportRefusal: (channel: string, reason: string) => void;
}

/** No request of the page is heavier than this; arguments of a call are the largest, at 4 MB each. */
export const payloadLimitBytes = 32_000_000;

/** Requests whose answer is no outcome: what goes wrong there rejects the promise of the page. */
const withoutOutcome: ReadonlySet<RequestChannel> = new Set(['app:snapshot', 'app:ready']);

/**
 * Answers every request of the contract in one place: sender, rate, weight and schema are checked here, an
 * unexpected exception becomes the failure `internal`, and every request is answered exactly once. Channels that
 * the contract does not name have no listener and are refused by Electron.
 */
export function routeRequests(handlers: RequestHandlers, dependencies: RouterDependencies): void {
  for (const channel of requestChannels) {
    dependencies.handle(channel, (event, ...payload) =>
      answer(channel, handlers[channel] as RequestHandler, { event, payload }, dependencies),
    );
  }
}

type RequestHandler = (input: unknown) => unknown;

interface Received {
  readonly event: IpcMainInvokeEvent;
  readonly payload: readonly unknown[];
}

async function answer(
  channel: RequestChannel,
  handler: RequestHandler,
  { event, payload }: Received,
  dependencies: RouterDependencies,
): Promise<unknown> {
  const refusal = refuse(channel, { event, payload }, dependencies);
  if (refusal) {
    dependencies.reportRefusal(channel, refusal.message);
    return settleRefusal(channel, refusal.code, refusal.message);
  }
  const input = requests[channel].input.safeParse(payload[0]);
  if (!input.success) {
    dependencies.reportRefusal(channel, 'the input does not fit the schema');
    return settleRefusal(channel, 'invalid-request', `The input of ${channel} does not fit.`);
  }
  try {
    return await handler(input.data);
  } catch (error) {
    dependencies.reportBug(error, channel);
    return settleRefusal(
      channel,
      'internal',
      'Something went wrong inside dlscope; the log has the details.',
    );
  }
}

function refuse(
  channel: RequestChannel,
  { event, payload }: Received,
  { isOurPage, limiter }: RouterDependencies,
): { readonly code: FailureCode; readonly message: string } | null {
  if (!isOurPage(event)) return { code: 'invalid-request', message: 'The sender is not our page.' };
  if (!limiter.take(channel)) return { code: 'busy', message: `Too many requests on ${channel}.` };
  if (payload.length > 1) return { code: 'invalid-request', message: `${channel} takes one input.` };
  if (payloadWeight(payload[0], payloadLimitBytes) > payloadLimitBytes) {
    return { code: 'invalid-request', message: `The input of ${channel} is too large.` };
  }
  return null;
}

function settleRefusal(channel: RequestChannel, code: FailureCode, message: string): unknown {
  if (withoutOutcome.has(channel)) throw new Error(message);
  return fail(code, message);
}
