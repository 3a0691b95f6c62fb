/**
 * Roughly how many bytes a payload of structured-cloneable values holds; stops counting above `limit`. Containers
 * and their members count too, so that a deep or wide tree of nothing is heavy as well. No recursion: depth costs nothing.
 */
export function payloadWeight(payload: unknown, limit: number): number {
  const pending: unknown[] = [payload];
  let weight = 0;
  while (pending.length > 0 && weight <= limit) {
    const value = pending.pop();
    weight += 8 + ownWeight(value);
    if (!isTree(value) || weight > limit) continue;
    for (const member of membersWithin(value, limit - weight)) pending.push(member);
  }
  return weight;
}

function ownWeight(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return value.byteLength;
  return 0;
}

function isTree(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !ArrayBuffer.isView(value);
}

function membersWithin(value: object, budget: number): unknown[] {
  const members: unknown[] = [];
  for (const member of membersOf(value)) {
    members.push(member);
    if (members.length * 8 > budget) break;
  }
  return members;
}

function* membersOf(value: object): Iterable<unknown> {
  if (Array.isArray(value) || value instanceof Set) yield* value;
  else if (value instanceof Map) for (const [key, member] of value) yield* [key, member];
  else for (const [key, member] of Object.entries(value)) yield* [key, member];
}
