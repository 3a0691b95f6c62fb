import { describe, expect, it } from 'vitest';
import { type BuildOptions, buildElf } from './testing/elf-builder.ts';
import { namesOf, readEverything } from './testing/read-everything.ts';

const encodings = [
  { elfClass: 64, little: true },
  { elfClass: 64, little: false },
  { elfClass: 32, little: true },
  { elfClass: 32, little: false },
] as const;

const rich: BuildOptions = {
  symbols: [
    { name: 'plain', value: 0x10n, size: 4n },
    { name: 'old', value: 0x20n, version: 0x8002 },
    { name: 'new', value: 0x30n, version: 3 },
    { name: 'needed', section: 0, version: 4 },
    { name: 'missing', section: 0, bind: 2 },
    { name: 'secret', visibility: 2 },
    { name: 'inner', visibility: 1 },
    { name: 'shielded', visibility: 3, type: 1 },
    { name: 'private', bind: 0 },
    { name: 'single', bind: 10, type: 1 },
    { name: 'chosen', type: 10 },
    { name: 'absolute', section: 0xfff1, type: 1 },
    { name: 'shared', section: 0xfff2, type: 1 },
  ],
  definitions: [
    [1, 'libbuilt.so'],
    [2, 'V1'],
    [3, 'V2'],
  ],
  needs: [[4, 'NEED_1']],
  needed: ['liba.so', 'libb.so'],
  soname: 'libbuilt.so',
  rpath: '/opt/lib',
  runpath: '$ORIGIN',
  flags: 8n,
  flags1: 9n,
  buildId: [0xde, 0xad, 0xbe, 0xef, 0x01],
  interpreter: '/lib64/ld.so',
  comment: 'GCC: (test) 1.0',
};

const exportedNames = ['plain', 'old@V1', 'new@@V2', 'shielded', 'single', 'chosen', 'absolute', 'shared'];

function read(options: BuildOptions) {
  const everything = readEverything(buildElf(options).bytes);
  if (typeof everything === 'string') throw new Error(everything);
  return everything;
}

describe.each(encodings)('a built file of $elfClass bits, little-endian $little', (encoding) => {
  it('gives its facts', () => {
    const { facts } = read({ ...rich, ...encoding });
    expect(facts).toMatchObject({
      elfClass: encoding.elfClass,
      byteOrder: encoding.little ? 'little' : 'big',
      machine: { code: 62, name: 'x86-64' },
      fileType: { code: 3, name: 'DYN' },
      soname: 'libbuilt.so',
      needed: ['liba.so', 'libb.so'],
      rpath: '/opt/lib',
      runpath: '$ORIGIN',
      flags: ['BIND_NOW', 'NOW', 'NODELETE'],
      buildId: 'deadbeef01',
      interpreter: '/lib64/ld.so',
      compiler: 'GCC: (test) 1.0',
      hasSectionHeaders: true,
      hasDebugInfo: false,
      complete: true,
      exportCount: 8,
      importCount: 2,
      functionCount: 4,
      diagnostics: [],
    });
  });

  it('lists exports and imports with their versions', () => {
    const { exports, imports } = read({ ...rich, ...encoding });
    expect(namesOf(exports)).toEqual(exportedNames);
    expect(namesOf(imports)).toEqual(['needed@NEED_1', 'missing']);
    expect([...exports.value].slice(0, 3)).toEqual([0x10n, 0x20n, 0x30n]);
    expect(exports.size[0]).toBe(4n);
    expect([...exports.bind].slice(-5)).toEqual([1, 10, 1, 1, 1]);
    expect(Array.from(exports.section, (index) => exports.sectionNames[index])).toEqual([
      ...Array(6).fill('.text'),
      'ABS',
      'COM',
    ]);
  });

  it.each(['sysv', 'gnu'] as const)(
    'finds the symbols by its %s hash table without section headers',
    (hash) => {
      const { facts, exports, imports } = read({ ...rich, ...encoding, hash, sectionHeaders: false });
      expect(facts).toMatchObject({ hasSectionHeaders: false, complete: true, buildId: 'deadbeef01' });
      expect(namesOf(exports)).toEqual(exportedNames);
      expect(namesOf(imports)).toEqual(['needed@NEED_1', 'missing']);
      expect(exports.sectionNames).toEqual(['1', 'ABS', 'COM']);
    },
  );
});

describe('what dlopen would refuse', () => {
  const refusals: readonly (readonly [what: string, options: BuildOptions, why: RegExp])[] = [
    ['another machine', { machine: 183 }, /for AArch64, this machine is x86-64/],
    ['an unknown machine', { machine: 4242 }, /for machine 4242/],
    ['another class', { elfClass: 32 }, /32-bit file, programs here are 64-bit/],
    ['another byte order', { little: false }, /big-endian, this machine is little-endian/],
    ['an executable', { fileType: 2 }, /executable at a fixed address/],
    ['an object file', { fileType: 1 }, /object file/],
    ['a core dump', { fileType: 4 }, /core dump/],
    ['an unknown type', { fileType: 77 }, /file type is 77/],
    ['a position-independent executable', { flags1: 0x08000000n }, /position-independent executable/],
    ['-z nodlopen', { flags1: 0x40n }, /nodlopen/],
    ['another system', { osAbi: 9 }, /another operating system/],
  ];

  it.each(refusals)('names %s', (_what, options, why) => {
    expect(read(options).facts.cannotLoad).toMatch(why);
  });

  it('has nothing against a sound library', () => {
    expect(read(rich).facts.cannotLoad).toBeNull();
  });
});
