import type { ArgumentValue } from '../../contract/call-value.ts';
import type { CType, RecordType } from '../../contract/prototype.ts';
import type { CopiedCall } from '../copied-call.ts';
import {
  address,
  array,
  block,
  bool,
  byte,
  callback,
  char,
  color,
  double,
  float,
  functionType,
  image,
  int,
  long,
  number,
  pointer,
  prototypeOf,
  real,
  record,
  recordType,
  short,
  size,
  string,
  symbol,
  textImage,
  truth,
  unsigned,
  voidType,
} from './model.ts';

const text = pointer(char, true);
const point = record(0, 'struct point');
const rectangle = record(1, 'struct rectangle');
const node = record(6, 'struct node');
const visit = functionType(int, int, text);
const told = functionType(voidType, double, point);
const twice = functionType(int, int);
const anonymous = record(9, 'union <anonymous>');

const records: readonly RecordType[] = [
  recordType(
    'struct point',
    [8, 4],
    [
      ['x', int, 0],
      ['y', int, 4],
    ],
  ),
  recordType(
    'struct rectangle',
    [24, 8],
    [
      ['from', point, 0],
      ['to', point, 8],
      ['scale', double, 16],
    ],
  ),
  recordType(
    'struct flags',
    [4, 4],
    [
      ['a', unsigned, 0, [0, 3]],
      ['b', int, 0, [3, 5]],
      ['c', unsigned, 0, [8, 24]],
    ],
  ),
  recordType(
    'struct packed',
    [13, 1],
    [
      ['tag', char, 0],
      ['value', int, 1],
      ['real', double, 5],
    ],
  ),
  recordType(
    'struct named',
    [40, 8],
    [
      ['name', array(char, 8), 0],
      ['text', text, 8],
      ['items', pointer(int), 16],
      ['count', int, 24],
      ['twice', pointer(twice), 32],
    ],
  ),
  { ...recordType('struct hidden', [0, 1], []), members: null },
  recordType(
    'struct node',
    [16, 8],
    [
      ['value', int, 0],
      ['next', pointer(record(6, 'struct node')), 8],
    ],
  ),
  recordType(
    'union number',
    [8, 8],
    [
      ['i', int, 0],
      ['d', double, 0],
    ],
  ),
  recordType(
    'struct tagged',
    [16, 8],
    [
      ['kind', int, 0],
      [null, anonymous, 8],
    ],
  ),
  recordType(
    'union <anonymous>',
    [8, 8],
    [
      ['i', int, 0],
      ['d', double, 0],
    ],
  ),
  recordType(
    'struct over',
    [32, 16],
    [
      ['c', char, 0],
      ['aligned', int, 16],
    ],
  ),
  recordType(
    'struct gap',
    [12, 4],
    [
      ['a', int, 0],
      ['b', int, 8],
    ],
  ),
];

/** What a text prints; null where the language cannot write the call. */
export interface CopiedCase {
  readonly name: string;
  readonly call: Omit<CopiedCall, 'libraryPath'>;
  readonly c: RegExp | null;
  readonly python: RegExp | null;
  readonly koffi: RegExp | null;
  readonly gdb: RegExp | null;
}

interface CaseText {
  readonly name?: string;
  readonly result: CType;
  readonly parameters: Readonly<Record<string, CType>>;
  readonly values: readonly ArgumentValue[];
  readonly extra?: readonly CType[];
  readonly c: RegExp | null;
  readonly python?: RegExp | null;
  readonly koffi?: RegExp | null;
  readonly gdb?: RegExp | null;
}

function copied(symbolName: string, given: CaseText): CopiedCase {
  const { result, parameters, values, extra = [], c, python = c, koffi = c, gdb = c } = given;
  const prototype = prototypeOf(symbolName, result, parameters, records, extra.length > 0);
  const call = {
    symbol: symbolName,
    prototype,
    values,
    extra,
    texts: values.map(() => ''),
    prototypeText: '',
  };
  return { name: given.name ?? symbolName, call, c, python, koffi, gdb };
}

/** gdb says `$1 = 7` where the others say `result = 7`. */
const is = (pattern: string): RegExp => new RegExp(`(result|\\$1) = ${pattern}`);

const rectangleImage = image(24, [
  [0, 1n],
  [4, 2n],
  [8, 4n],
  [12, 6n],
  [16, 1.5],
]);
const listImage = (...texts: readonly string[]) =>
  image(
    8 * (texts.length + 1),
    texts.map((value, index) => [index * 8, string(value)] as const),
  );

const everyKind = 'a"b\'c\\d\n\t\u0001\u001b[2J1 é 😀 ??= %s $x `y` {z}';

/** Calls of `called.c`, one or more for each kind of argument and result. */
export const cases: readonly CopiedCase[] = [
  copied('add', {
    result: int,
    parameters: { a: int, b: int },
    values: [number(3), number(-4)],
    c: is('-1'),
  }),
  copied('add', {
    name: 'the smallest int',
    result: int,
    parameters: { a: int, b: int },
    values: [number(-(2n ** 31n)), number(1)],
    c: is('-2147483647'),
  }),
  copied('smallest', {
    result: long,
    parameters: { a: long, b: size },
    values: [number(-(2n ** 63n)), number(2n ** 64n - 1n)],
    c: /(result|\$1) = -9223372036854775808[\s\S]*b is 18446744073709551615|b is 18446744073709551615[\s\S]*result = -9223372036854775808/,
  }),
  copied('char_code', {
    result: unsigned,
    parameters: { c: char, s: { ...char, spelling: 'signed char' } as CType, u: byte },
    values: [number(65), number(-1), number(255)],
    c: is('1340'),
  }),
  copied('half', {
    result: double,
    parameters: { d: double, f: float },
    values: [real(0.1), real(0.5)],
    c: is('0\\.55'),
  }),
  copied('half', {
    name: 'infinity',
    result: double,
    parameters: { d: double, f: float },
    values: [real(Number.POSITIVE_INFINITY), real(1e-45)],
    c: is('[iI]nf'),
  }),
  copied('half', {
    name: 'not a number',
    result: double,
    parameters: { d: double, f: float },
    values: [real(Number.NaN), real(0)],
    c: is('-?[nN]a[nN]'),
  }),
  copied('precise', {
    result: float,
    parameters: { f: float },
    values: [real(Math.fround(0.1))],
    c: is('0\\.1000000'),
  }),
  copied('not_it', {
    result: bool,
    parameters: { b: bool },
    values: [truth(false)],
    c: is('true'),
    gdb: is('1'),
  }),
  copied('paint', { result: int, parameters: { color }, values: [number(7)], c: is('14') }),
  copied('nothing', { result: voidType, parameters: {}, values: [], c: /nothing/ }),
  copied('length', {
    name: 'a text with every kind of character',
    result: size,
    parameters: { text },
    values: [string(everyKind)],
    c: is(String(Buffer.byteLength(everyKind))),
  }),
  copied('length', { name: 'NULL', result: size, parameters: { text }, values: [address(0n)], c: is('99') }),
  copied('shout', {
    result: pointer(char),
    parameters: { text: pointer(char) },
    values: [string('hé')],
    c: /result = "Xé"/,
    koffi: /result = (X|h)é/,
    gdb: /\$1 = .*"X(é|\\303\\251)"/,
  }),
  copied('quiet', {
    result: text,
    parameters: {},
    values: [],
    c: /result = NULL/,
    koffi: /result = null/,
    gdb: /\$1 = 0x0/,
  }),
  copied('sum', {
    result: int,
    parameters: { items: pointer(int, true), count: int },
    values: [
      block(
        image(16, [
          [0, 5n],
          [8, 0xfffffffdn],
        ]),
      ),
      number(4),
    ],
    c: is('2'),
  }),
  copied('divide', {
    result: voidType,
    parameters: { a: int, b: int, quotient: pointer(int), rest: pointer(int) },
    values: [
      number(17),
      number(5),
      block(image(4), { label: 'quotient', type: int }),
      block(image(4), { label: 'rest', type: int }),
    ],
    c: /quotient = 3\nrest = 2\n/,
  }),
  copied('fill', {
    result: voidType,
    parameters: { buffer: pointer(voidType), size },
    values: [block(image(3), { label: 'buffer', type: array(byte, 3) }), number(3)],
    c: /buffer = ab ab ab/,
    python: /buffer = \[171, 171, 171\]/,
    koffi: /buffer = ababab/,
    gdb: /buffer = \{0xab, 0xab, 0xab\}/,
  }),
  copied('format', {
    result: int,
    parameters: { buffer: pointer(char), size },
    values: [block(textImage(32, 'old'), { label: 'buffer', type: array(char, 32) }), number(32)],
    c: /result = 8\nbuffer = "was\+more"/,
    koffi: /result = 8\nbuffer = was\+more/,
    gdb: /\$1 = 8\n[\s\S]*buffer = .*"was\+more"/,
  }),
  copied('area', {
    result: int,
    parameters: { p: point },
    values: [
      {
        kind: 'record',
        image: image(8, [
          [0, 6n],
          [4, 7n],
        ]),
      },
    ],
    c: is('42'),
  }),
  copied('make', {
    result: point,
    parameters: { x: int },
    values: [number(3)],
    c: is('\\{x = 3, y = 4\\}'),
    koffi: /result = \{ x: 3, y: 4 \}/,
  }),
  copied('volume', {
    result: double,
    parameters: { r: rectangle },
    values: [{ kind: 'record', image: rectangleImage }],
    c: is('18'),
  }),
  copied('grow', {
    result: rectangle,
    parameters: { r: pointer(rectangle, true), by: int },
    values: [block(rectangleImage), number(10)],
    c: is('\\{from = \\{x = 1, y = 2\\}, to = \\{x = 14, y = 6\\}, scale = 1\\.5\\}'),
    python: is('\\{from_2 = \\{x = 1, y = 2\\}, to = \\{x = 14, y = 6\\}, scale = 1\\.5\\}'),
    koffi: /to: \{ x: 14, y: 6 \}, scale: 1\.5/,
  }),
  copied('move_all', {
    result: int,
    parameters: { points: pointer(point), count: int },
    values: [
      block(
        image(16, [
          [0, 1n],
          [12, 2n],
        ]),
        { label: 'points', type: array(point, 2) },
      ),
      number(2),
    ],
    c: /points = \[\{x = 11, y = 0\}, \{x = 10, y = 2\}\]/,
    koffi: /points = \[ \{ x: 11, y: 0 \}, \{ x: 10, y: 2 \} \]/,
    gdb: /points = \{\{x = 11, y = 0\}, \{x = 10, y = 2\}\}/,
  }),
  copied('bits', {
    result: int,
    parameters: { f: pointer(record(2, 'struct flags')) },
    values: [
      block(image(4, [[0, 5n | (0b11101n << 3n) | (9n << 8n)]]), {
        label: 'f',
        type: record(2, 'struct flags'),
      }),
    ],
    c: /result = 49709\nf = \{a = 1, b = -2, c = 9\}/,
    koffi: /result = 49709\n/,
    gdb: /\$1 = 49709\n[\s\S]*f = \{a = 1, b = -2, c = 9\}/,
  }),
  copied('unpack', {
    result: double,
    parameters: { p: pointer(record(3, 'struct packed')) },
    values: [
      block(
        image(13, [
          [0, 1n, 1],
          [1, 2n],
          [5, 0.5],
        ]),
        { label: 'p', type: record(3, 'struct packed') },
      ),
    ],
    c: /result = 3\.5\np = \{tag = 1, value = 5, real = 0\.5\}/,
    koffi: /result = 3\.5\np = \{ tag: 1, value: 5, real: 0\.5 \}/,
    gdb: /\$1 = 3\.5\n[\s\S]*p = \{tag = 1 .*, value = 5, real = 0\.5\}/,
  }),
  copied('use', {
    result: int,
    parameters: { n: pointer(record(4, 'struct named')) },
    values: [
      block(
        image(40, [
          [0, 0x616263n],
          [8, string('a "text"')],
          [
            16,
            block(
              image(12, [
                [0, 1n],
                [4, 2n],
                [8, 3n],
              ]),
              { label: 'n.items', type: array(int, 3) },
            ),
          ],
          [24, 3n],
          [32, symbol('twice')],
        ]),
        { label: 'n', type: record(4, 'struct named') },
      ),
    ],
    c: /cba a "text" 8\nresult = 6\nn.items = \[77, 2, 3\]\nn = \{name = "cba", text = "a "text"", items = 0x.*, count = 9, twice = 0x/,
    koffi: /cba a "text" 8[\s\S]*n.items = Int32Array\(3\) \[ 77, 2, 3 \]/,
    gdb: /\$1 = 6\n[\s\S]*n.items = \{77, 2, 3\}\n[\s\S]*count = 9[\s\S]*cba a "text" 8/,
  }),
  copied('total', {
    result: int,
    parameters: { n: pointer(node, true) },
    values: [
      block(
        image(16, [
          [0, 1n],
          [
            8,
            block(
              image(16, [
                [0, 20n],
                [8, block(image(16, [[0, 300n]]))],
              ]),
            ),
          ],
        ]),
      ),
    ],
    c: is('321'),
  }),
  copied('as_int', {
    result: int,
    parameters: { n: pointer(record(7, 'union number')) },
    values: [block(image(8, [[0, 41n]]), { label: 'n', type: record(7, 'union number') })],
    c: is('41'),
  }),
  copied('tagged_value', {
    name: 'a member of an anonymous union',
    result: double,
    parameters: { t: pointer(record(8, 'struct tagged')) },
    values: [
      block(
        image(16, [
          [0, 2n],
          [8, 6.25],
        ]),
        { label: 't', type: record(8, 'struct tagged') },
      ),
    ],
    c: /result = 6\.25\nt = \{kind = 2, i = 0, d = 6\.25\}/,
    python: /result = 6\.25\nt = \{kind = 2, anonymous1 = \{i = 0, d = 6\.25\}\}/,
    koffi: is('6\\.25'),
    gdb: is('6\\.25'),
  }),
  copied('over_value', {
    name: 'a member aligned by hand',
    result: int,
    parameters: { o: pointer(record(10, 'struct over'), true) },
    values: [
      block(
        image(32, [
          [0, 2n, 1],
          [16, 40n],
        ]),
      ),
    ],
    c: is('42'),
  }),
  copied('gap_value', {
    name: 'bytes that no member has',
    result: int,
    parameters: { g: pointer(record(11, 'struct gap')) },
    values: [
      block(
        image(12, [
          [0, 4n],
          [8, 1n],
        ]),
        { label: 'g', type: record(11, 'struct gap') },
      ),
    ],
    c: /result = 4\ng = \{a = 4, b = 2\}/,
    koffi: /result = 4\ng = \{ a: 4, padding1: .*, b: 2 \}/,
    gdb: is('4'),
  }),
  copied('words', {
    result: int,
    parameters: { list: pointer(pointer(char, true), true) },
    values: [block(listImage('one', '', "th'ree"))],
    c: /<one>\n<>\n<th'ree>\n/,
  }),
  copied('open_it', {
    name: 'a handle that comes out',
    result: int,
    parameters: { name: text, out: pointer(pointer(voidType)) },
    values: [string('good'), block(image(8), { label: 'out', type: pointer(voidType) })],
    c: /result = 0\nout = 0x/,
    koffi: /result = 0\nout = \d+n/,
    gdb: /\$1 = 0\n[\s\S]*out = .*0x/,
  }),
  copied('each', {
    result: int,
    parameters: { visit: pointer(visit), count: int },
    values: [callback('visit', visit, number(10), number(-3)), number(3)],
    c: /visit\(0, "é"\)\nvisit\(1, "more"\)\nvisit\(2, "more"\)\nresult = 4/,
    koffi: /visit \[ 0, 'é' \]\nvisit \[ 1, 'more' \]\nvisit \[ 2, 'more' \]\nresult = 4/,
    gdb: null,
  }),
  copied('tell', {
    name: 'a callback that is given a struct and returns nothing',
    result: voidType,
    parameters: { told: pointer(told) },
    values: [callback('told', told)],
    c: /told\(2\.5, \{x = 1, y = 2\}\)/,
    koffi: /told \[ 2\.5, \{ x: 1, y: 2 \} \]/,
    gdb: null,
  }),
  copied('apply', {
    name: 'a function of the library',
    result: int,
    parameters: { function: pointer(twice), a: int },
    values: [symbol('twice'), number(21)],
    c: is('42'),
  }),
  copied('apply', {
    name: 'no function',
    result: int,
    parameters: { function: pointer(twice), a: int },
    values: [address(0n), number(21)],
    c: is('-1'),
  }),
  copied('many', {
    name: 'extra arguments',
    result: int,
    parameters: { count: int },
    extra: [int, text, double, long],
    values: [number(4), number(-7), string('x y'), real(2.5), number(-(2n ** 40n))],
    c: /-7 x y 2\.500 -1099511627776/,
  }),
  copied('matrix', {
    name: 'an array of arrays',
    result: int,
    parameters: { cells: pointer(array(int, 2)), rows: int },
    values: [
      block(
        image(16, [
          [0, 2n],
          [4, 3n],
          [8, 4n],
          [12, 5n],
        ]),
      ),
      number(2),
    ],
    c: is('26'),
  }),
  copied('class_', {
    name: 'parameters with the names of keywords',
    result: int,
    parameters: { class: int, from: int, printf: int },
    values: [number(1), number(2), number(3)],
    c: is('123'),
  }),
  copied('move_all', {
    name: 'a large buffer of zeros',
    result: int,
    parameters: { points: pointer(point), count: int },
    values: [block(image(8 * 100_000)), number(100_000)],
    c: is('100000'),
  }),
  copied('length', {
    name: 'a type of another name',
    result: size,
    parameters: {
      text: pointer({ ...char, spelling: 'gint8', character: false } as CType, true),
      unused: short,
    },
    values: [block(textImage(4, 'abc')), number(-1)],
    c: is('3'),
  }),
];
