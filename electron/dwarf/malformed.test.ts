import { describe, expect, test } from 'vitest';
import type { CType } from '../contract/prototype.ts';
import { formatPrototype } from '../ctypes/type-spelling.ts';
import { type DebugInfo, openDebugInfo } from './debug-info.ts';
import { DwarfBuilder, type EntrySpec, label, little, uleb } from './testing/dwarf-builder.ts';
import {
  at,
  attribute,
  build,
  damagedAddress,
  entry,
  flag,
  functionOfSubject,
  int,
  labelled,
  type MalformedCase,
  name,
  size,
  soundAddress,
  typed,
  unitEntry,
  unitOf,
} from './testing/malformed-units.ts';

const subject = (spec: EntrySpec) => labelled('subject', spec);
const pointerTo = (to: string) => entry('pointer_type', [size(8), typed(to)]);
const structOf = (members: readonly EntrySpec[], bytes = 8) =>
  entry('structure_type', [name('s'), size(bytes)], members);
const member = (to: string, offset: number) => entry('member', [name('m'), typed(to), at(offset)]);
const chainOf = (length: number, tag: 'pointer_type' | 'const_type' | 'typedef' | 'array_type') =>
  Array.from({ length }, (_, index) =>
    labelled(
      index === 0 ? 'subject' : `link ${index}`,
      entry(tag, [
        ...(tag === 'typedef' ? [name(`t${index}`)] : []),
        typed(index === length - 1 ? 'int' : `link ${index + 1}`),
      ]),
    ),
  );
/** Function types each of which has the next one twice: 2 to the power of `length` in all. */
const doublings = (length: number) =>
  Array.from({ length }, (_, index) => {
    const next = typed(index === length - 1 ? 'opaque' : `double ${index + 1}`);
    const parameters = [entry('formal_parameter', [next]), entry('formal_parameter', [next])];
    return labelled(`double ${index}`, entry('subroutine_type', [], parameters));
  });

const parameterOf = (debug: DebugInfo): CType | undefined =>
  debug.functionAt(damagedAddress, 'f')?.prototype.parameters[0]?.type;
const recordOf = (debug: DebugInfo) => debug.functionAt(damagedAddress, 'f')?.prototype.records[0];

const unsound: readonly MalformedCase[] = [
  // Headers
  {
    title: 'a unit whose length leads behind the section',
    damage: (builder) => builder.unit(unitOf([subject(int)], { claims: { length: 0x7fff } })),
    says: /cut off/,
    hides: true,
  },
  {
    title: 'a unit whose length ends inside its header',
    damage: (builder) => builder.raw([...little(5, 4), ...little(5, 2), 1, 8, 0]),
    says: /ends inside its header/,
  },
  {
    title: 'a length at the very end',
    damage: (builder) => builder.raw([0x20, 0, 0]),
    says: /cut off/,
    hides: true,
  },
  {
    title: 'padding between units',
    damage: (builder) => builder.raw([0, 0, 0, 0, 0, 0, 0, 0]),
    says: null,
  },
  {
    title: 'a length of 64 bits that no section has',
    damage: (builder) => builder.raw([...little(0xffff_ffff, 4), ...little(2n ** 63n, 8), 5, 0, 1, 8]),
    says: /cut off/,
    hides: true,
  },
  ...[0, 1, 6, 0xffff].map(
    (version): MalformedCase => ({
      title: `version ${version}`,
      damage: (builder) => builder.unit(unitOf([subject(int)], { version })),
      says: new RegExp(`version ${version}, which is not read`),
    }),
  ),
  {
    title: 'addresses of 3 bytes',
    damage: (builder) => builder.unit(unitOf([subject(int)], { claims: { addressSize: 3 } })),
    says: /addresses of 3 bytes/,
  },
  {
    title: 'a kind of unit that nobody knows',
    damage: (builder) => builder.unit(unitOf([subject(int)], { claims: { unitType: 0x77 } })),
    says: /unknown kind 119/,
  },
  // Abbreviations
  {
    title: 'abbreviations outside their section',
    damage: (builder) => builder.unit(unitOf([subject(int)], { claims: { abbreviations: 0x10_0000 } })),
    says: /lie outside their section/,
  },
  {
    title: 'abbreviations without an end',
    damage: (builder) => builder.unit(unitOf([], { abbreviations: [1, 0x11, 0, 3, 8] })),
    says: /no end/,
    hides: true,
  },
  {
    title: 'no abbreviations at all',
    damage: (builder) => builder.unit(unitOf([subject(int)], { abbreviations: [0] })),
    says: /abbreviation that its table lacks/,
  },
  {
    title: 'an entry of an abbreviation that the table lacks',
    damage: (builder) => builder.raw([...little(10, 4), 5, 0, 1, 8, 0, 0, 0, 0, 0xff, 0x01]),
    says: /abbreviation that its table lacks/,
  },
  {
    title: 'an abbreviation of a million attributes',
    damage: (builder) =>
      builder.unit(unitOf([], { abbreviations: [1, 0x11, 1, ...Array<number>(60_000).fill(3), 0, 0, 0] })),
    says: /more than 1000 attributes/,
    hides: true,
  },
  {
    title: 'a form that nobody knows',
    damage: (builder) =>
      builder.unit(unitOf([subject(entry('base_type', [[0x3333, 0x7f, 0], name('odd')]))])),
    says: /form 0x7f/,
  },
  {
    title: 'a form of more than 64 bits in LEB128',
    damage: (builder) =>
      builder.unit({
        root: unitEntry(damagedAddress, [int, subject(int)]),
        abbreviations: [1, 0x11, 1, 3, ...Array<number>(40).fill(0xff), 1, 0, 0, 0],
      }),
    says: /form 0x|no end/,
  },
  {
    title: 'an indirect form that leads to an indirect one',
    damage: (builder) =>
      builder.unit(unitOf([subject(entry('base_type', [attribute('name', 'indirect', 0x16)]))])),
    says: /indirect form is not known/,
  },
  // Trees
  {
    title: 'children without an end',
    damage: (builder) => builder.unit(unitOf([subject(pointerTo('int'))], { openEnded: true })),
    says: null,
    check: (debug) => expect(parameterOf(debug)?.spelling).toBe('int *'),
  },
  {
    title: 'a sibling that leads back',
    damage: (builder) =>
      builder.unit(
        unitOf([
          entry(
            'structure_type',
            [attribute('sibling', 'ref4', 12), name('loop'), size(4)],
            [member('int', 0)],
          ),
          subject(pointerTo('int')),
        ]),
      ),
    says: null,
    check: (debug) => expect(debug.typeNamed('struct loop')?.records[0]?.size).toBe(4),
  },
  {
    title: 'a sibling outside of the unit',
    damage: (builder) =>
      builder.unit(
        unitOf([
          subject(
            entry(
              'structure_type',
              [attribute('sibling', 'ref4', 0x7fff_ffff), name('s'), size(4)],
              [member('int', 0)],
            ),
          ),
        ]),
      ),
    says: null,
    check: (debug) => expect(recordOf(debug)?.members).toHaveLength(1),
  },
  {
    title: 'a tree of 20,000 levels',
    damage: (builder) => {
      const levels = 20_000;
      // Each level is a namespace: code 2 of this table.
      const table = [1, 0x11, 1, 0, 0, 2, 0x39, 1, 0, 0, 0];
      const content = [1, ...Array<number>(levels).fill(2), ...Array<number>(levels + 1).fill(0)];
      builder.unit({ root: entry('compile_unit', []), abbreviations: table });
      builder.raw([...little(content.length + 8, 4), 5, 0, 1, 8, ...little(0, 4), ...content]);
    },
    says: null,
  },
  // References
  {
    title: 'a type that does not exist',
    damage: (builder) =>
      builder.unit({
        root: unitEntry(damagedAddress, [int, functionOfSubject([attribute('type', 'ref4', 0x00ff_ffff)])]),
      }),
    says: /reference leads outside/,
    check: (debug) => expect(parameterOf(debug)?.kind).toBe('void'),
  },
  {
    title: 'a type inside the header of a unit',
    damage: (builder) =>
      builder.unit({
        root: unitEntry(damagedAddress, [int, functionOfSubject([attribute('type', 'ref4', 2)])]),
      }),
    says: null,
    check: (debug) => expect(parameterOf(debug)?.kind).toBe('opaque'),
  },
  {
    title: 'a type that is no type',
    damage: (builder) => builder.unit(unitOf([subject(entry('subrange_type', []))])),
    says: null,
    check: (debug) => expect(parameterOf(debug)).toMatchObject({ kind: 'opaque', size: null }),
  },
  {
    title: 'a typedef of itself',
    damage: (builder) => builder.unit(unitOf([subject(entry('typedef', [name('t'), typed('subject')]))])),
    says: null,
    check: (debug) => expect(parameterOf(debug)).toMatchObject({ kind: 'opaque', spelling: 't' }),
  },
  {
    title: 'a pointer to itself',
    damage: (builder) => builder.unit(unitOf([subject(pointerTo('subject'))])),
    says: null,
    check: (debug) => expect(parameterOf(debug)?.kind).toBe('pointer'),
  },
  {
    title: 'a const type of itself',
    damage: (builder) => builder.unit(unitOf([subject(entry('const_type', [typed('subject')]))])),
    says: null,
  },
  {
    title: 'an array of itself',
    damage: (builder) => builder.unit(unitOf([subject(entry('array_type', [typed('subject')]))])),
    says: null,
  },
  {
    title: 'a member that is a typedef of itself',
    damage: (builder) =>
      builder.unit(
        unitOf([
          labelled('t', entry('typedef', [name('t'), typed('t')])),
          subject(structOf([member('t', 0)])),
        ]),
      ),
    says: /leads back to itself/,
  },
  {
    title: 'a function type that takes and returns itself',
    damage: (builder) =>
      builder.unit(
        unitOf([
          subject(pointerTo('f type')),
          labelled(
            'f type',
            entry('subroutine_type', [typed('f type')], [entry('formal_parameter', [typed('f type')])]),
          ),
        ]),
      ),
    says: /more types than can be written/,
  },
  ...(['pointer_type', 'const_type', 'typedef', 'array_type'] as const).map(
    (tag): MalformedCase => ({
      title: `5,000 times ${tag}`,
      damage: (builder) => builder.unit(unitOf(chainOf(5000, tag))),
      says: null,
    }),
  ),
  {
    title: 'function types that double 50 times',
    damage: (builder) =>
      builder.unit(
        unitOf([
          subject(pointerTo('double 0')),
          ...doublings(50),
          labelled('opaque', entry('structure_type', [name('o'), flag('declaration')])),
        ]),
      ),
    says: /more types than can be written/,
  },
  {
    title: 'a declaration that specifies itself',
    damage: (builder) =>
      builder.unit({
        root: unitEntry(damagedAddress, [
          int,
          labelled(
            'f',
            entry('subprogram', [
              attribute('specification', 'ref4', label('f')),
              attribute('low_pc', 'addr', damagedAddress),
            ]),
          ),
        ]),
      }),
    says: /in a circle/,
  },
  {
    title: 'two instances of each other',
    damage: (builder) =>
      builder.unit({
        root: unitEntry(damagedAddress, [
          labelled(
            'a',
            entry('subprogram', [
              attribute('abstract_origin', 'ref4', label('b')),
              attribute('low_pc', 'addr', damagedAddress),
            ]),
          ),
          labelled('b', entry('subprogram', [attribute('abstract_origin', 'ref4', label('a'))])),
        ]),
      }),
    says: /in a circle/,
  },
  {
    title: 'a type unit that is not there',
    damage: (builder) =>
      builder.unit(
        unitOf([
          subject(entry('structure_type', [flag('declaration'), attribute('signature', 'ref_sig8', 99n)])),
        ]),
      ),
    says: /type unit that is referred to is not in the file/,
  },
  {
    title: 'a type unit whose type lies outside of it',
    damage: (builder) => {
      builder.unit(
        unitOf([
          subject(entry('structure_type', [flag('declaration'), attribute('signature', 'ref_sig8', 7n)])),
        ]),
      );
      builder.unit({ root: entry('compile_unit', []), type: { signature: 7n, label: 'nowhere' } });
    },
    says: /reference leads outside/,
  },
  // Records
  {
    title: 'a struct that holds itself',
    damage: (builder) => builder.unit(unitOf([subject(structOf([member('subject', 0)]))])),
    says: /holds itself/,
    check: (debug) => expect(recordOf(debug)?.members?.[0]?.type).toMatchObject({ kind: 'opaque', size: 8 }),
  },
  {
    title: 'two structs that hold each other',
    damage: (builder) =>
      builder.unit(
        unitOf([
          subject(structOf([member('other', 0)])),
          labelled('other', entry('structure_type', [name('o'), size(8)], [member('subject', 0)])),
        ]),
      ),
    says: /holds itself/,
  },
  {
    title: 'a member behind the end of its struct',
    damage: (builder) => builder.unit(unitOf([subject(structOf([member('int', 6)]))])),
    says: /layout of struct s makes no sense/,
    check: (debug) => expect(recordOf(debug)).toMatchObject({ members: null, size: 8 }),
  },
  {
    title: 'a member at an expression that computes its place',
    damage: (builder) =>
      builder.unit(
        unitOf([
          subject(
            structOf([
              entry('member', [
                name('m'),
                typed('int'),
                attribute('data_member_location', 'exprloc', [0x06]),
              ]),
            ]),
          ),
        ]),
      ),
    says: /layout of struct s makes no sense/,
  },
  {
    title: 'a bit-field of 200 bits',
    damage: (builder) =>
      builder.unit(
        unitOf([
          subject(
            structOf(
              [
                entry('member', [
                  name('m'),
                  typed('int'),
                  attribute('bit_size', 'udata', 200),
                  attribute('data_bit_offset', 'udata', 0),
                ]),
              ],
              64,
            ),
          ),
        ]),
      ),
    says: /layout of struct s makes no sense/,
  },
  {
    title: 'a bit-field that begins before its struct',
    damage: (builder) =>
      builder.unit(
        unitOf([
          subject(
            structOf([
              entry('member', [
                name('m'),
                typed('int'),
                size(4),
                attribute('bit_size', 'udata', 3),
                attribute('bit_offset', 'udata', 90),
              ]),
            ]),
          ),
        ]),
      ),
    says: /layout of struct s makes no sense/,
  },
  {
    title: 'a struct of 2^60 bytes',
    damage: (builder) => builder.unit(unitOf([subject(structOf([member('int', 0)], 2 ** 60))])),
    says: null,
  },
  {
    title: 'an alignment that is none',
    damage: (builder) =>
      builder.unit(
        unitOf([
          subject(
            entry(
              'structure_type',
              [name('s'), size(4), attribute('alignment', 'udata', 3)],
              [member('int', 0)],
            ),
          ),
        ]),
      ),
    says: null,
    check: (debug) => expect(recordOf(debug)?.alignment).toBe(4),
  },
  {
    title: 'structs in structs that have more members than there can be',
    damage: (builder) =>
      builder.unit(
        unitOf(
          Array.from({ length: 30 }, (_, level) =>
            labelled(
              level === 0 ? 'subject' : `level ${level}`,
              entry(
                'structure_type',
                [name(`s${level}`), size(2 ** 34)],
                [0, 1].map(() => member(level === 29 ? 'int' : `level ${level + 1}`, 0)),
              ),
            ),
          ),
        ),
      ),
    says: /layout of struct s\d+ makes no sense/,
  },
  // Counts
  {
    title: 'an array of 2^62 elements',
    damage: (builder) =>
      builder.unit(
        unitOf([
          subject(pointerTo('array')),
          labelled(
            'array',
            entry(
              'array_type',
              [typed('int')],
              [entry('subrange_type', [attribute('count', 'udata', 2 ** 62)])],
            ),
          ),
        ]),
      ),
    says: null,
    check: (debug) => expect(parameterOf(debug)).toMatchObject({ to: { kind: 'array', count: 0 } }),
  },
  {
    title: 'an array whose last index is below its first',
    damage: (builder) =>
      builder.unit(
        unitOf([
          subject(pointerTo('array')),
          labelled(
            'array',
            entry(
              'array_type',
              [typed('int')],
              [entry('subrange_type', [attribute('upper_bound', 'sdata', 0x7b)])],
            ),
          ),
        ]),
      ),
    says: null,
    check: (debug) => expect(parameterOf(debug)).toMatchObject({ to: { kind: 'array', count: 0 } }),
  },
  {
    title: 'an array of 1,000 dimensions',
    damage: (builder) =>
      builder.unit(
        unitOf([
          subject(pointerTo('array')),
          labelled(
            'array',
            entry(
              'array_type',
              [typed('int')],
              Array.from({ length: 1000 }, () => entry('subrange_type', [attribute('count', 'udata', 9)])),
            ),
          ),
        ]),
      ),
    says: null,
  },
  {
    title: 'an integer of 3 bytes',
    damage: (builder) =>
      builder.unit(
        unitOf([subject(entry('base_type', [name('odd'), size(3), attribute('encoding', 'data1', 5)]))]),
      ),
    says: null,
    check: (debug) => expect(parameterOf(debug)).toEqual({ kind: 'opaque', spelling: 'odd', size: 3 }),
  },
  {
    title: 'an enum of 3 bytes',
    damage: (builder) => builder.unit(unitOf([subject(entry('enumeration_type', [name('e'), size(3)], []))])),
    says: null,
    check: (debug) => expect(parameterOf(debug)).toEqual({ kind: 'opaque', spelling: 'enum e', size: 3 }),
  },
  {
    title: 'a function of 5,000 parameters',
    damage: (builder) =>
      builder.unit({
        root: unitEntry(damagedAddress, [
          int,
          entry(
            'subprogram',
            [name('f'), attribute('low_pc', 'addr', damagedAddress)],
            Array.from({ length: 5000 }, () => entry('formal_parameter', [typed('int')])),
          ),
        ]),
      }),
    says: null,
    check: (debug) => expect(debug.functionAt(damagedAddress, 'f')?.prototype.parameters).toHaveLength(256),
  },
  // Indexed and other sections
  {
    title: 'a name outside of .debug_str',
    damage: (builder) =>
      builder.unit(unitOf([subject(entry('typedef', [attribute('name', 'strp', 0x1000), typed('int')]))])),
    says: /string lies outside/,
    check: (debug) => expect(parameterOf(debug)?.spelling).toBe('int'),
  },
  {
    title: 'a name without its NUL',
    damage: (builder) =>
      builder
        .with('str', [0x61, 0x62, 0x63])
        .unit(unitOf([subject(entry('typedef', [attribute('name', 'strp', 0), typed('int')]))])),
    says: null,
    check: (debug) => expect(parameterOf(debug)?.spelling).toBe('abc'),
  },
  {
    title: 'an index of a string without .debug_str_offsets',
    damage: (builder) =>
      builder.unit(unitOf([subject(entry('typedef', [attribute('name', 'strx', 4), typed('int')]))])),
    says: /index of a string leads outside/,
  },
  {
    title: 'a base of string offsets that lies outside',
    damage: (builder) =>
      builder.with('strOffsets', little(0, 8)).unit(
        unitOf([subject(entry('typedef', [attribute('name', 'strx', 0), typed('int')]))], {
          more: [attribute('str_offsets_base', 'sec_offset', 0x7fff_fff0)],
        }),
      ),
    says: /index of a string leads outside/,
  },
  {
    title: 'an index of an address without .debug_addr',
    damage: (builder) =>
      builder.unit(
        unitOf([entry('subprogram', [name('g'), attribute('low_pc', 'addrx', 3)]), subject(int)], {
          more: [attribute('addr_base', 'sec_offset', 8)],
        }),
      ),
    says: /index of an address leads outside/,
  },
  {
    title: 'a list of ranges outside of .debug_rnglists',
    damage: (builder) =>
      builder.unit(unitOf([subject(int)], { more: [attribute('ranges', 'sec_offset', 0x4000)] })),
    says: /ranges lies outside/,
  },
  {
    title: 'a list of ranges without an end',
    damage: (builder) =>
      builder
        .with('rnglists', [7, ...little(damagedAddress, 8), ...uleb(64)])
        .unit(unitOf([subject(int)], { more: [attribute('ranges', 'sec_offset', 0)] })),
    says: /ranges has no end/,
    check: (debug) => expect(debug.functionAt(damagedAddress, 'f')).not.toBeNull(),
  },
  {
    title: 'a list of ranges with an entry that nobody knows',
    damage: (builder) =>
      builder
        .with('rnglists', [7, ...little(damagedAddress, 8), ...uleb(64), 0x99, 0])
        .unit(unitOf([subject(int)], { more: [attribute('ranges', 'sec_offset', 0)] })),
    says: /ranges has no end/,
  },
  {
    title: 'ranges of DWARF 4 without an end',
    damage: (builder) =>
      builder
        .with('ranges', [...little(0, 8), ...little(256, 8)])
        .unit(unitOf([subject(int)], { version: 4, more: [attribute('ranges', 'sec_offset', 0)] })),
    says: /ranges has no end/,
  },
  {
    title: 'an index of ranges without a base',
    damage: (builder) => builder.unit(unitOf([subject(int)], { more: [attribute('ranges', 'rnglistx', 2)] })),
    says: null,
  },
  {
    title: '.debug_aranges that is cut off and speaks of no unit',
    damage: (builder) =>
      builder
        .with('aranges', [...little(0x4000, 4), 2, 0, ...little(0x7777, 4), 8, 0, ...little(1, 8)])
        .unit(unitOf([subject(int)])),
    says: null,
    check: (debug) => expect(debug.functionAt(damagedAddress, 'f')).not.toBeNull(),
  },
  {
    title: '.debug_aranges with addresses of 5 bytes',
    damage: (builder) =>
      builder.with('aranges', [...little(8, 4), 2, 0, ...little(0, 4), 5, 0]).unit(unitOf([subject(int)])),
    says: /addresses of 5 bytes/,
    check: (debug) => expect(debug.functionAt(damagedAddress, 'f')).not.toBeNull(),
  },
  {
    title: 'a table of lines outside of .debug_line',
    damage: (builder) =>
      builder.unit({
        root: unitEntry(
          damagedAddress,
          [
            entry('subprogram', [
              name('f'),
              attribute('low_pc', 'addr', damagedAddress),
              attribute('decl_file', 'data1', 1),
              attribute('decl_line', 'data1', 1),
            ]),
          ],
          [attribute('stmt_list', 'sec_offset', 0x900)],
        ),
      }),
    says: /table of lines lies outside/,
    check: (debug) => expect(debug.functionAt(damagedAddress, 'f')?.location).toBeNull(),
  },
  {
    title: 'a file whose number the table of lines lacks',
    damage: (builder) =>
      builder
        .with('line', [...little(20, 4), 4, 0, ...little(10, 4), 1, 1, 1, 0, 1, 1, 0, 0, 0, 0, 0, 0])
        .unit({
          root: unitEntry(
            damagedAddress,
            [
              entry('subprogram', [
                name('f'),
                attribute('low_pc', 'addr', damagedAddress),
                attribute('decl_file', 'data2', 700),
                attribute('decl_line', 'data1', 1),
              ]),
            ],
            [attribute('stmt_list', 'sec_offset', 0)],
          ),
        }),
    says: null,
    check: (debug) => expect(debug.functionAt(damagedAddress, 'f')?.location).toBeNull(),
  },
  {
    title: 'a table of lines of version 9',
    damage: (builder) =>
      builder.with('line', [...little(20, 4), 9, 0, ...little(10, 4)]).unit({
        root: unitEntry(
          damagedAddress,
          [
            entry('subprogram', [
              name('f'),
              attribute('low_pc', 'addr', damagedAddress),
              attribute('decl_file', 'data1', 1),
              attribute('decl_line', 'data1', 1),
            ]),
          ],
          [attribute('stmt_list', 'sec_offset', 0)],
        ),
      }),
    says: /version 9, which is not read/,
  },
  // What is elsewhere
  {
    title: 'a name that dwz moved to another file',
    damage: (builder) =>
      builder.unit(unitOf([subject(entry('typedef', [attribute('name', 'GNU_strp_alt', 4), typed('int')]))])),
    says: /dwz moved to a supplementary file is not read/,
  },
  {
    title: 'a type that dwz moved to another file',
    damage: (builder) =>
      builder.unit({
        root: unitEntry(damagedAddress, [int, functionOfSubject([attribute('type', 'GNU_ref_alt', 64)])]),
      }),
    says: /dwz moved to a supplementary file is not read/,
  },
  {
    title: 'a unit whose content is in a .dwo file',
    damage: (builder) =>
      builder.unit(
        unitOf([subject(int)], { version: 4, more: [attribute('GNU_dwo_name', 'string', 'x.dwo')] }),
      ),
    says: /Split debug information .* is not read/,
  },
];

function readAll(debug: DebugInfo): void {
  const known = debug.functionAt(damagedAddress, 'f');
  for (const prototype of known === null ? [] : [known.prototype, known.outline]) formatPrototype(prototype);
  known?.location;
  debug.functionNamed('f');
  debug.variableAt(damagedAddress, 'v');
  const variables = debug.variables(() => true);
  while (!variables.next().done);
  for (const text of ['struct s', 's', 't', 'a::b::c', 'enum e']) debug.typeNamed(text);
}

describe('debug information that is damaged by', () => {
  test.each(unsound)('$title', (malformed) => {
    const debug = openDebugInfo(build(malformed).sections());
    readAll(debug);
    malformed.check?.(debug);
    const sound = debug.functionAt(soundAddress, 'sound');
    expect(sound && formatPrototype(sound.prototype)).toBe('int sound(int a)');
    if (malformed.says === null) expect(debug.diagnostics).toEqual([]);
    else {
      const { says } = malformed;
      expect(debug.diagnostics.length).toBeGreaterThan(0);
      expect(debug.diagnostics.filter((sentence) => !says.test(sentence))).toEqual([]);
    }
  });
});

test('no debug information has no functions and no types', () => {
  const debug = openDebugInfo(new DwarfBuilder().sections());
  readAll(debug);
  expect(debug.functionAt(damagedAddress, 'f')).toBeNull();
  expect(debug.diagnostics).toEqual([]);
});
