import { expect, test } from 'vitest';
import { formatPrototype } from '../ctypes/type-spelling.ts';
import { openDebugInfo } from './debug-info.ts';
import { DwarfBuilder } from './testing/dwarf-builder.ts';
import {
  at,
  attribute,
  damagedAddress,
  entry,
  flag,
  int,
  labelled,
  name,
  size,
  typed,
  unitEntry,
} from './testing/malformed-units.ts';

// What Clang writes in another way than GCC.
const cpp17 = attribute('language', 'data1', 0x2b);

test('parameters of a pack, which all have its name, have none', () => {
  const parameters = ['all', 'all', 'last'].map((text) =>
    entry('formal_parameter', [name(text), typed('int')]),
  );
  const count = entry(
    'subprogram',
    [name('count<int, int>'), attribute('low_pc', 'addr', damagedAddress), typed('int')],
    parameters,
  );
  const builder = new DwarfBuilder().unit({ root: unitEntry(damagedAddress, [int, count], [cpp17]) });
  const known = openDebugInfo(builder.sections()).functionAt(damagedAddress, 'count<int, int>');
  expect(known && formatPrototype(known.prototype)).toBe('int count<int, int>(int, int, int last)');
});

test('a class has the name that its type unit gives it', () => {
  const signature = 0x1234_5678n;
  const skeleton = [flag('declaration'), attribute('signature', 'ref_sig8', signature)] as const;
  const method = labelled('area', entry('subprogram', [name('area'), typed('int'), flag('declaration')]));
  const area = entry('subprogram', [
    attribute('specification', 'ref4', { label: 'area' }),
    attribute('low_pc', 'addr', damagedAddress),
  ]);
  const circle = labelled(
    'circle',
    entry(
      'class_type',
      [name('Circle'), size(4)],
      [entry('member', [name('radius'), typed('unit int'), at(0)])],
    ),
  );
  const builder = new DwarfBuilder()
    .unit({
      root: unitEntry(damagedAddress, [int, entry('class_type', skeleton, [method]), area], [cpp17]),
    })
    .unit({
      root: entry('compile_unit', [cpp17], [circle, labelled('unit int', int)]),
      type: { signature, label: 'circle' },
    });
  const debug = openDebugInfo(builder.sections());
  expect(debug.functionAt(damagedAddress, 'area')?.prototype.name).toBe('Circle::area');
  expect(debug.typeNamed('Circle')?.records[0]).toMatchObject({
    keyword: 'class',
    members: [{ name: 'radius' }],
  });
  expect(debug.diagnostics).toEqual([]);
});
