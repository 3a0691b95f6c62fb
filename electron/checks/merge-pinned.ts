import type { PinnedDefinition } from '../contract/kept-calls.ts';

/** A list by what it calls; the same call may stand in it several times. */
type Keyed = ReadonlyMap<string, PinnedDefinition>;

/** Pairs each definition with a key that is the same in another list for the same call. */
export function keyedPinned<T extends Pick<PinnedDefinition, 'input'>>(list: readonly T[]): Map<string, T> {
  const seen = new Map<string, number>();
  return new Map(
    list.map((definition) => {
      const { symbol, prototype, arguments: texts } = definition.input;
      const call = JSON.stringify([symbol, prototype, texts]);
      const earlier = seen.get(call) ?? 0;
      seen.set(call, earlier + 1);
      return [`${earlier} ${call}`, definition];
    }),
  );
}

/** What the file keeps of a pinned call. */
export function definitionOf({ name, input, expected }: PinnedDefinition): PinnedDefinition {
  const { symbol, prototype, arguments: texts } = input;
  return { name, input: { symbol, prototype, arguments: [...texts] }, expected };
}

/** True when both lists pin the same calls in the same order and expect the same of them. */
export function samePinned(a: readonly PinnedDefinition[], b: readonly PinnedDefinition[]): boolean {
  return JSON.stringify(a.map(definitionOf)) === JSON.stringify(b.map(definitionOf));
}

/**
 * The list with the changes of both sides since they had `base`. Where both changed one call ours stays, where both added it
 * theirs; the order is theirs unless ours alone was changed.
 */
export function mergePinned(
  base: readonly PinnedDefinition[],
  mine: readonly PinnedDefinition[],
  theirs: readonly PinnedDefinition[],
): readonly PinnedDefinition[] {
  const [before, ours, others] = [keyedPinned(base), keyedPinned(mine), keyedPinned(theirs)];
  const isKept = (key: string) =>
    before.has(key) ? ours.has(key) && others.has(key) : ours.has(key) || others.has(key);
  const [first, second] = orderIs(before, ours) ? [others, ours] : [ours, others];
  return orderOf(first, second)
    .filter(isKept)
    .flatMap((key) => merged(before.get(key), ours.get(key), others.get(key)) ?? []);
}

function merged(
  before: PinnedDefinition | undefined,
  ours: PinnedDefinition | undefined,
  others: PinnedDefinition | undefined,
): PinnedDefinition | undefined {
  if (ours === undefined || others === undefined || before === undefined) return others ?? ours;
  return {
    input: ours.input,
    name: ours.name === before.name ? others.name : ours.name,
    expected: ours.expected === before.expected ? others.expected : ours.expected,
  };
}

/** True when the calls that both lists hold stand in the same order. */
function orderIs(a: Keyed, b: Keyed): boolean {
  const common = (keys: Keyed, other: Keyed) => [...keys.keys()].filter((key) => other.has(key));
  return JSON.stringify(common(a, b)) === JSON.stringify(common(b, a));
}

/** The keys of `first`; each that only `second` has comes behind the one it follows there. */
function orderOf(first: Keyed, second: Keyed): readonly string[] {
  const order = [...first.keys()];
  let previous: string | null = null;
  for (const key of second.keys()) {
    if (!first.has(key)) order.splice(previous === null ? 0 : order.indexOf(previous) + 1, 0, key);
    previous = key;
  }
  return order;
}
