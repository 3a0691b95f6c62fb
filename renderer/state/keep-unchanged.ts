/**
 * `now`, in which every part that says the same as in `before` is the very object it was: main sends each state as a copy,
 * and what shows an unchanged part of it has nothing to draw. Looks into arrays, by index, and plain objects.
 */
export function keepUnchanged<Value>(before: Value, now: Value): Value {
  if (Object.is(before, now)) return before;
  if (Array.isArray(before) && Array.isArray(now)) {
    const items = now.map((item, index) => keepUnchanged<unknown>(before[index], item));
    return sameItems(before, items) ? before : (items as Value);
  }
  if (!isPlain(before) || !isPlain(now)) return now;
  const entries = Object.entries(now).map(
    ([key, value]) => [key, Object.hasOwn(before, key) ? keepUnchanged(before[key], value) : value] as const,
  );
  const same =
    entries.length === Object.keys(before).length &&
    entries.every(([key, value]) => Object.hasOwn(before, key) && Object.is(before[key], value));
  return same ? before : (Object.fromEntries(entries) as Value);
}

function sameItems(before: readonly unknown[], now: readonly unknown[]): boolean {
  return before.length === now.length && now.every((item, index) => Object.is(before[index], item));
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
