import fc from 'fast-check';
import { expect, test } from 'vitest';
import { keepUnchanged } from './keep-unchanged.ts';

test('a copy becomes what it was copied from, and any other value stays what it says', () => {
  const values = fc.anything({ withBigInt: true, withNullPrototype: false });
  fc.assert(
    fc.property(values, values, (before, now) => {
      expect(keepUnchanged(before, now)).toStrictEqual(now);
    }),
  );
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(keepUnchanged(value, structuredClone(value))).toBe(value);
    }),
  );
});

test('what changed takes only its own way along', () => {
  const before = { id: 'a', options: { watching: true }, pinned: [{ id: 'x' }, { id: 'y' }], size: 5n };
  const now = keepUnchanged(before, {
    id: 'a',
    options: { watching: true },
    pinned: [{ id: 'x' }, { id: 'z' }],
    size: 5n,
  });
  expect(now).not.toBe(before);
  expect(now.options).toBe(before.options);
  expect(now.pinned).not.toBe(before.pinned);
  expect(now.pinned[0]).toBe(before.pinned[0]);
  expect(now.pinned[1]).toStrictEqual({ id: 'z' });
});

test('a member more or less, or one under another name, is a change', () => {
  const before: Record<string, unknown> = { a: 1, b: undefined };
  expect(keepUnchanged(before, { a: 1 })).toStrictEqual({ a: 1 });
  expect(keepUnchanged(before, { a: 1, c: undefined })).toStrictEqual({ a: 1, c: undefined });
  expect(keepUnchanged(before, { a: 1, b: undefined, toString: 2 })).toStrictEqual({
    a: 1,
    b: undefined,
    toString: 2,
  });
});

test('bytes are taken as they come', () => {
  const now = { bytes: new Uint8Array([1]) };
  expect(keepUnchanged({ bytes: new Uint8Array([1]) }, now).bytes).toBe(now.bytes);
});
