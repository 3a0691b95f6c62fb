import type { CallOutcome } from '../../electron/contract/call-record.ts';
import type { ShownCallback, ShownValue } from '../../electron/contract/shown-value.ts';

type Returned = Extract<CallOutcome, { kind: 'returned' }>;

/**
 * What two builds answered differently to one call, in words for a list; empty when they answered the same. Addresses
 * are those of two processes and are not compared, nor is the time that it took.
 */
export function differencesOf(one: CallOutcome, other: CallOutcome): readonly string[] {
  if (one.kind === 'returned' && other.kind === 'returned') return differencesOfReturned(one, other);
  if (one.kind === 'failed' && other.kind === 'failed') {
    return one.failure.code === other.failure.code ? [] : ['failure'];
  }
  if (one.kind === 'fault' && other.kind === 'fault')
    return sameEnd(one, other) ? [] : ['end of the process'];
  return ['end of the call'];
}

function differencesOfReturned(one: Returned, other: Returned): readonly string[] {
  const differs: readonly (readonly [string, boolean])[] = [
    ['result', one.type !== other.type || !sameValue(one.value, other.value)],
    ['arguments after the call', !sameList(one.out, other.out, sameValue)],
    ['callbacks', !sameList(one.callbacks, other.callbacks, sameCallback)],
    ['errno', one.errno?.code !== other.errno?.code],
    ['stdout', one.stdout.text !== other.stdout.text],
    ['stderr', one.stderr.text !== other.stderr.text],
  ];
  return differs.filter(([, isDifferent]) => isDifferent).map(([name]) => name);
}

type Faulted = Extract<CallOutcome, { kind: 'fault' }>;

function sameEnd({ fault: one }: Faulted, { fault: other }: Faulted): boolean {
  if (one.kind === 'signal' && other.kind === 'signal') return one.signal === other.signal;
  if (one.kind === 'exit' && other.kind === 'exit') return one.code === other.code;
  return one.kind === other.kind;
}

const addressText = /^0x[0-9a-f]+$/;

function sameValue(one: ShownValue, other: ShownValue): boolean {
  if (one.name !== other.name || one.more !== other.more) return false;
  if (one.children.length > 0 || other.children.length > 0) {
    return sameList(one.children, other.children, sameValue);
  }
  return one.text === other.text || (isAddress(one) && isAddress(other));
}

/** The text of a pointer to characters is what they say. */
function isAddress({ type, text }: ShownValue): boolean {
  return /[*&]|^void|\(/.test(type) && addressText.test(text);
}

function sameCallback(one: ShownCallback, other: ShownCallback): boolean {
  return (
    one.label === other.label &&
    one.total === other.total &&
    sameList(one.calls, other.calls, (a, b) => sameList(a, b, sameValue))
  );
}

function sameList<Item>(
  one: readonly Item[],
  other: readonly Item[],
  same: (one: Item, other: Item) => boolean,
): boolean {
  return (
    one.length === other.length &&
    one.every((item, index) => {
      const match = other[index];
      return match !== undefined && same(item, match);
    })
  );
}
