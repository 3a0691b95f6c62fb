import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memorySource, readAvailable, readExactly, smaller } from './byte-source.ts';
import { describeForeignContent } from './foreign-content.ts';
import { findBuildId } from './notes.ts';
import { sortRows } from './sort-rows.ts';
import { StringColumnBuilder } from './string-column.ts';
import { readString, stringIn } from './strings.ts';
import { parseNeededVersions, parseVersionDefinitions, versionOf } from './versions.ts';

const bytes = fc.uint8Array({ maxLength: 300 });
const word = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
const nearby = fc.oneof(fc.bigInt({ min: 0n, max: 400n }), word);

describe('reading by position', () => {
  it('gives exactly the range or nothing', () => {
    fc.assert(
      fc.property(bytes, nearby, nearby, (content, offset, length) => {
        const read = readExactly(memorySource(content), offset, length);
        const inside = offset + length <= BigInt(content.length);
        expect(read === null).toBe(!inside);
        if (read) expect([...read]).toEqual([...content.slice(Number(offset), Number(offset + length))]);
      }),
    );
  });

  it('gives what there is of a range', () => {
    fc.assert(
      fc.property(bytes, nearby, nearby, (content, offset, length) => {
        const read = readAvailable(memorySource(content), offset, length);
        const start = Number(smaller(offset, content.length));
        const end = Number(smaller(offset + length, content.length));
        expect([...read]).toEqual([...content.slice(start, end)]);
      }),
    );
  });

  it('ends strings at their NUL, at the limit or at the end', () => {
    fc.assert(
      fc.property(bytes, nearby, fc.integer({ min: 1, max: 400 }), (content, offset, limit) => {
        const text = readString(memorySource(content), offset, limit);
        if (offset >= BigInt(content.length)) expect(text).toBeNull();
        else expect(text).toBe(stringIn(content, Number(offset), limit));
        expect(text ?? '').not.toContain('\0');
      }),
    );
  });
});

describe('walking tables of any content', () => {
  it('never throws', () => {
    fc.assert(
      fc.property(bytes, fc.boolean(), fc.nat(), fc.constantFrom(4, 8), (content, little, count, align) => {
        parseVersionDefinitions(content, little, count);
        parseNeededVersions(content, little, count);
        findBuildId(content, little, align);
        describeForeignContent(content);
      }),
    );
  });

  it('gives versions as readelf does', () => {
    const names = { defined: new Map([[2, 20]]), needed: new Map([[3, 30]]) };
    expect(versionOf(0, true, names)).toBeNull();
    expect(versionOf(1, true, names)).toBeNull();
    expect(versionOf(2, true, names)).toEqual({ nameOffset: 20, isDefault: true });
    expect(versionOf(0x8002, true, names)).toEqual({ nameOffset: 20, isDefault: false });
    expect(versionOf(2, false, names)).toBeNull();
    expect(versionOf(3, false, names)).toEqual({ nameOffset: 30, isDefault: false });
    expect(versionOf(3, true, names)).toEqual({ nameOffset: 30, isDefault: false });
    expect(versionOf(0x8003, true, names)).toBeNull();
  });
});

/** Strings without NUL, many of them with a long common beginning. */
const symbolName = fc
  .tuple(
    fc.constantFrom('', 'a', 'namespace::', 'namespace::inner::'),
    fc.uint8Array({ min: 1, maxLength: 9 }),
  )
  .map(([prefix, rest]) => Uint8Array.from([...new TextEncoder().encode(prefix), ...rest]));

function columnOf(texts: readonly Uint8Array[]) {
  const builder = new StringColumnBuilder(texts.length, 0);
  for (const text of texts) builder.add(text);
  return builder.finish();
}

describe('string columns', () => {
  it('hold what was added', () => {
    fc.assert(
      fc.property(fc.array(symbolName), (texts) => {
        const { bytes: blob, offsets } = columnOf(texts);
        const back = texts.map((_, index) => [...blob.slice(offsets[index], offsets[index + 1])]);
        expect(back).toEqual(texts.map((text) => [...text]));
      }),
    );
  });

  it('sort by bytes, then by the next column, then by row', () => {
    const rows = fc.array(fc.tuple(symbolName, symbolName), { maxLength: 200 });
    fc.assert(
      fc.property(rows, (pairs) => {
        const key = (index: number) => pairs[index]?.map((text) => Buffer.from(text)) ?? [];
        const expected = pairs
          .map((_, index) => index)
          .sort((a, b) => {
            const [firstA, secondA] = key(a);
            const [firstB, secondB] = key(b);
            if (!firstA || !firstB || !secondA || !secondB) return 0;
            return Buffer.compare(firstA, firstB) || Buffer.compare(secondA, secondB) || a - b;
          });
        const columns = [
          columnOf(pairs.map(([first]) => first)),
          columnOf(pairs.map(([, second]) => second)),
        ];
        expect([...sortRows(pairs.length, columns)]).toEqual(expected);
      }),
    );
  });
});
