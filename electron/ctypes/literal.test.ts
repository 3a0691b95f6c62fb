import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Literal, maximumLiteralLength, readLiteral, writeLiteral } from './literal.ts';

function read(text: string): Literal {
  const literal = readLiteral(text);
  if (!literal.ok) throw new Error(literal.reason);
  return literal.value;
}

function reasonOf(text: string): string {
  const literal = readLiteral(text);
  if (literal.ok) throw new Error(`accepted ${text}`);
  return literal.reason;
}

const word = (text: string): Literal => ({ kind: 'word', text });

describe('reading', () => {
  it.each([
    '12',
    '0xff',
    '-1.50e-3',
    '18446744073709551615',
    'NULL',
    'nan',
    '-inf',
    "'a'",
    "','",
    "'\\''",
    "']'",
    '$db',
    'Color::Red',
    'A|B',
    'A | B',
  ])('keeps the word %s as it is written', (text) => {
    expect(read(` ${text}\n`)).toEqual(word(text));
    expect(read(`[${text}, 1]`)).toEqual({ kind: 'list', items: [word(text), word('1')] });
    expect(read(`{x: ${text}}`)).toEqual({ kind: 'object', entries: [['x', word(text)]] });
  });

  it('reads objects, lists and strings', () => {
    expect(read('{"a": [1, "two\\n\\u00e9\\ud83d\\ude00"], b : {}, "c":[]}')).toEqual({
      kind: 'object',
      entries: [
        ['a', { kind: 'list', items: [word('1'), { kind: 'string', value: 'two\né😀' }] }],
        ['b', { kind: 'object', entries: [] }],
        ['c', { kind: 'list', items: [] }],
      ],
    });
    expect(read('"\\x1b\\0\\a\\?\\U0001f600"')).toEqual({ kind: 'string', value: '\u001b\0\u0007?😀' });
  });

  it.each([
    ['', 'at character 1: a value is expected, not the end'],
    ['[1, 2', 'at character 6: "," or "]" is expected, not the end'],
    ['[1 2]', 'at character 4: "," or "]" is expected, not "2"'],
    ['[1,]', 'at character 4: a value is expected, not "]"'],
    ['{"a" 1}', 'at character 6: ":" is expected, not "1"'],
    ['{"a": 1,}', 'at character 9: a name is expected, not "}"'],
    ['{"a": 1, "a": 2}', 'at character 10: "a" is given twice'],
    ['{"a": 1} x', 'at character 10: "x" after the end of the value'],
    ['["open', 'at character 2: the quotation mark is not closed'],
    ['"\\q"', 'at character 2: \\q is not an escape of JSON'],
    ['"\\u12"', 'at character 2: \\u is not an escape of JSON'],
    ['"\\xff"', 'at character 2: \\xff is no character; give bytes with {"$hex": "ff"}'],
    ['A |', 'at character 4: a value is expected, not the end'],
    ['['.repeat(65), 'at character 65: more than 64 lists or objects in another'],
  ])('says where %s is wrong', (text, reason) => {
    expect(reasonOf(text)).toBe(reason);
  });

  it('bounds depth and length', () => {
    expect(read(`${'['.repeat(64)}${']'.repeat(64)}`).kind).toBe('list');
    expect(reasonOf(' '.repeat(maximumLiteralLength + 1))).toContain('are too long');
  });

  it('reads the longest texts in linear time and without a full stack', () => {
    const half = maximumLiteralLength / 2;
    for (const text of [
      '::'.repeat(half),
      '[],'.repeat(half / 2),
      '"\\n'.repeat(half),
      '"'.repeat(half),
      "'".repeat(half),
    ]) {
      expect(['ok', 'refused']).toContain(readLiteral(text).ok ? 'ok' : 'refused');
    }
    expect(readLiteral(`[${'1,'.repeat(half - 2)}1]`).ok).toBe(true);
    expect(readLiteral(`"${'\\n'.repeat(half - 2)}"`).ok).toBe(true);
    expect(readLiteral('a'.repeat(2 * half)).ok).toBe(true);
  });
});

const literals = fc.letrec<{ value: Literal }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom('1', '-2.5e+3', 'true', 'null', '0xff', "'a'", 'A|B', '$x').map(word),
    fc.string({ unit: 'binary' }).map((value): Literal => ({ kind: 'string', value })),
    fc.array(tie('value'), { maxLength: 4 }).map((items): Literal => ({ kind: 'list', items })),
    fc
      .uniqueArray(fc.tuple(fc.string(), tie('value')), { maxLength: 4, selector: ([name]) => name })
      .map((entries): Literal => ({ kind: 'object', entries })),
  ),
})).value;

/** As canonical JSON has it: words that JSON does not know are strings. */
function canonical(literal: Literal): Literal {
  if (literal.kind === 'list') return { kind: 'list', items: literal.items.map(canonical) };
  if (literal.kind === 'object')
    return { kind: 'object', entries: literal.entries.map(([name, value]) => [name, canonical(value)]) };
  const isJson = literal.kind === 'string' || /^(-?\d+(\.\d+)?(e\+\d+)?|true|null)$/.test(literal.text);
  return isJson ? literal : { kind: 'string', value: literal.text };
}

describe('writing', () => {
  it('writes JSON that means the same', () => {
    expect(writeLiteral(read('{x: 0xff, y: [NULL, nullptr, \'a\', 1e400], "z": RED | BLUE}'))).toBe(
      '{"x": "0xff", "y": [null, null, "\'a\'", 1e400], "z": "RED | BLUE"}',
    );
  });

  it('is read again as it was, and by every reader of JSON', () => {
    fc.assert(
      fc.property(literals, (literal) => {
        const text = writeLiteral(literal);
        expect(read(text)).toEqual(canonical(literal));
        expect(() => JSON.parse(text)).not.toThrow();
      }),
      { numRuns: 500 },
    );
  });

  it('reads all JSON', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(JSON.parse(writeLiteral(read(text)))).toEqual(JSON.parse(text));
      }),
    );
  });
});

describe('hostile texts', () => {
  it('never throws on 20,000 random and mutated literals', () => {
    const marks = fc.constantFrom(...'[]{}:,"\'\\|$ \n01eaxn'.split(''));
    const noise = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(marks, { maxLength: 30 }).map((all) => all.join('')),
    );
    const mutated = fc.tuple(literals, fc.nat(), fc.nat(4), noise).map(([literal, at, removed, added]) => {
      const text = writeLiteral(literal);
      const place = at % (text.length + 1);
      return text.slice(0, place) + added + text.slice(place + removed);
    });
    fc.assert(
      fc.property(fc.oneof(noise, mutated), (text) => {
        const literal = readLiteral(text);
        if (literal.ok) expect(readLiteral(writeLiteral(literal.value)).ok).toBe(true);
        else expect(literal.reason).toMatch(/^at character \d+: ./);
      }),
      { numRuns: 20_000 },
    );
  });
});
