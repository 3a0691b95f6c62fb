import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import type { PrototypeSuggestion } from '../contract/prototype.ts';
import { createDemangler } from '../demangle/demangle.ts';
import { StringColumnBuilder } from '../elf/string-column.ts';
import { SeededRandom } from '../elf/testing/mutations.ts';
import { systemLibraries } from '../elf/testing/system-libraries.ts';
import { methodVariant, needsResult, suggestFromMangled } from './mangled-prototype.ts';
import { parsePrototype } from './parse-prototype.ts';
import type { TypeScope } from './type-scope.ts';
import { pointerTo } from './type-spelling.ts';

const demangle = createDemangler();

function demangled(names: readonly string[]): readonly string[] {
  const builder = new StringColumnBuilder(names.length, 0);
  for (const name of names) builder.add(new TextEncoder().encode(name));
  const { bytes, offsets } = demangle(builder.finish()).column;
  const decoder = new TextDecoder();
  return names.map((_, row) => decoder.decode(bytes.subarray(offsets[row], offsets[row + 1])));
}

function suggested(name: string): PrototypeSuggestion | null {
  return suggestFromMangled(name, demangled([name])[0] ?? '');
}

const resultNote = 'The name of the symbol does not tell the result type: write it in front.';

describe('a whole prototype, where the name tells all of it', () => {
  it.each([
    ['_ZN8geometry6CircleC1Ed', 'void geometry::Circle::Circle(geometry::Circle *this, double)'],
    ['_ZN8geometry6CircleD1Ev', 'void geometry::Circle::~Circle(geometry::Circle *this)'],
    ['_ZN8geometry6CircleD0Ev', 'void geometry::Circle::~Circle(geometry::Circle *this)'],
    [
      '_ZN8geometry6CircleC2ERKS0_',
      'void geometry::Circle::Circle(geometry::Circle *this, const geometry::Circle &)',
    ],
    ['_ZNK1AcviEv', 'int A::operator int(const A *this)'],
    ['_ZN1AcvPKcEv', 'const char *A::operator char const*(A *this)'],
    ['_Z3addIiET_S0_S0_', 'int add<int>(int, int)'],
    ['_ZSt4swapIiEvRT_S1_', 'void std::swap<int>(int &, int &)'],
    ['_ZN12_GLOBAL__N_13addIiEET_S1_', 'int (anonymous namespace)::add<int>(int)'],
    ['_ZNK1A3getIiEET_v', 'int A::get<int>(const A *this)'],
  ])('%s is %s', (name, text) => {
    const suggestion = suggested(name);
    expect(suggestion).toMatchObject({ source: 'mangled', text, location: null });
    expect(suggestion && needsResult(suggestion)).toBe(false);
    expect(suggestion?.prototype).not.toBeNull();
    expect(parsePrototype(text)).toEqual({ ok: true, value: suggestion?.prototype });
  });
});

describe('a prototype without its result', () => {
  it.each([
    ['_Z3addii', 'add(int, int)'],
    ['_Z4namePKcmz', 'name(const char *, unsigned long, ...)'],
    ['_Z4sortPvmPFiPKvS1_E', 'sort(void *, unsigned long, int (*)(const void *, const void *))'],
    ['_Z1fRA3_KiPA4_c', 'f(const int (&)[3], char (*)[4])'],
    [
      '_Z1fRKNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEEE',
      'f(const std::__cxx11::basic_string<char, std::char_traits<char>, std::allocator<char> > &)',
    ],
    ['_Z1fOiPPKPcy', 'f(int &&, char *const **, unsigned long long)'],
    ['_ZlsRSoRK1A', 'operator<<(std::ostream &, const A &)'],
    ['_ZNK8geometry6Circle4areaEv', 'geometry::Circle::area(const geometry::Circle *this)'],
    ['_ZNR1A1fEv', 'A::f(A *this)'],
    ['_ZN1AclEi', 'A::operator()(A *this, int)'],
    ['_ZN1AixEm', 'A::operator[](A *this, unsigned long)'],
    ['_ZN1AeqERKS_', 'A::operator==(A *this, const A &)'],
    ['_ZN2nseqERKNS_1AES2_', 'ns::operator==(const ns::A &, const ns::A &)'],
    ['_ZN1AnwEm', 'A::operator new(unsigned long)'],
    ['_ZSt9terminatev', 'std::terminate(void)'],
    ['_ZN12_GLOBAL__N_11fEv', '(anonymous namespace)::f(void)'],
  ])('%s is %s', (name, text) => {
    const suggestion = suggested(name);
    expect(suggestion).toMatchObject({ text, prototype: null, notes: [resultNote] });
    expect(suggestion && [needsResult(suggestion), methodVariant(suggestion)]).toEqual([true, null]);
    expect(parsePrototype(`int ${text}`).ok).toBe(true);
  });

  it('cannot tell a method from a function of a namespace, and offers both', () => {
    const suggestion = suggested('_ZN8geometry6Circle5scaleEd');
    expect(suggestion?.text).toBe('geometry::Circle::scale(double)');
    expect(suggestion?.notes).toEqual([
      resultNote,
      'If geometry::Circle is a class and the function is not static, write geometry::Circle *this as the first parameter.',
    ]);
    expect(suggestion && methodVariant(suggestion)).toBe(
      'geometry::Circle::scale(geometry::Circle *this, double)',
    );

    const ofTemplate = suggested('_ZN3BoxIiE3putIcEEiT_');
    expect(ofTemplate).toMatchObject({
      text: 'int Box<int>::put<char>(char)',
      prototype: null,
      notes: ['Unless the function is static, write Box<int> *this as the first parameter.'],
    });
    expect(ofTemplate && methodVariant(ofTemplate)).toBe('int Box<int>::put<char>(Box<int> *this, char)');
  });
});

describe('what the name does not tell', () => {
  it('is the layout of classes by value', () => {
    expect(suggested('_Z1f1ARKS_')).toMatchObject({
      text: 'f(A, const A &)',
      prototype: null,
      notes: [resultNote, 'How A is passed is not known: the name does not tell its layout.'],
    });
    expect(suggested('_Z1fM1AKFivE')?.notes).toContain('int (A::*)(void) by value is not supported.');
    expect(suggested('_Z3oneIeET_v')).toMatchObject({
      text: 'long double one<long double>(void)',
      prototype: null,
      notes: ['long double by value is not supported.'],
    });
  });

  it('is asked of the scope', () => {
    const scope: TypeScope = {
      find: (name) =>
        name === 'color'
          ? { type: { kind: 'enum', spelling: name, bits: 32, signed: false, constants: [] }, records: [] }
          : null,
    };
    expect(
      suggestFromMangled('_Z4nameI5colorEPKcT_', 'char const* name<color>(color)', { scope })?.prototype,
    ).toMatchObject({
      result: pointerTo({ kind: 'integer', spelling: 'char', bits: 8, signed: true, character: true }, true),
      parameters: [{ type: { kind: 'enum' } }],
    });
  });

  it('is who calls what has no name of its own: closures are called by their symbol', () => {
    const suggestion = suggested('_ZZ4makevENKUlvE_clEv');
    expect(suggestion?.text).toBe('_ZZ4makevENKUlvE_clEv(const void *this)');
  });

  it('is said of constructors and destructors', () => {
    expect(suggested('_ZN1AC1Ev')?.notes).toEqual(['this is memory for a new A.']);
    expect(suggested('_ZN1AD2Ev')?.notes.join()).toMatch(/virtual base classes .* symbol has D1\.$/);
    expect(suggested('_ZN1AD0Ev')?.notes.join()).toMatch(/frees the memory/);
  });
});

it.each([
  'add',
  '_ZN8geometry6Circle5countE',
  '_ZTVN8geometry6CircleE',
  '_ZTI1A',
  '_ZGVZ1fvE1x',
  '_ZThn16_N1A1fEv',
  '_ZN4core3fmt17h0123456789abcdefE',
  '_Z1fv.cold',
  '_Z',
  '_ZN',
  '_Z9999999f',
  `_Z1f${'P'.repeat(10_000)}`,
  `_Z1f${'PF'.repeat(10_000)}`,
  `_Z1f${'1aI'.repeat(5000)}`,
  `_Z${'ZN'.repeat(5000)}`,
])('%s is no function that it knows', (name) => {
  expect(suggestFromMangled(name, 'f(int)')).toBeNull();
});

describe('the functions of libstdc++', () => {
  const library = systemLibraries().find((path) => /\/libstdc\+\+\.so\.6[.\d]*$/.test(path)) ?? '';
  const lines = execFileSync('nm', ['-D', '-p', '--defined-only', library], { maxBuffer: 1 << 28 });
  const names = [...new Set(lines.toString().match(/(?<= [TW] )_Z\w+/g) ?? [])];
  const texts = demangled(names);
  const suggestions = names.map((name, row) => suggestFromMangled(name, texts[row] ?? ''));

  it('have suggestions, but for thunks, transaction clones and a conversion to a pointer to a member', () => {
    const without = texts.filter((_, row) => suggestions[row] === null);
    expect(names.length).toBeGreaterThan(3000);
    expect(
      without.filter(
        (text) => !/^(?:non-virtual|virtual) thunk to |^transaction clone for |::operator void \(/.test(text),
      ),
    ).toEqual([]);
  });

  it('are written so that they can be parsed, once what is missing is filled in', () => {
    for (const suggestion of suggestions) {
      if (!suggestion) continue;
      const hasUnknown = suggestion.notes.some((note) => /layout\.$|by value/.test(note));
      for (const text of [suggestion.text, methodVariant(suggestion)]) {
        if (text === null) continue;
        const read = parsePrototype(needsResult(suggestion) ? `int ${text}` : text);
        if (!hasUnknown) expect(read.ok, text).toBe(true);
        if (suggestion.prototype) expect(read).toEqual({ ok: true, value: suggestion.prototype });
      }
    }
  });
});

it('reads 5,000 mutated names without an exception', () => {
  const seeds = [
    '_ZNK8geometry6CircleIiLm3EE4areaEPKcRSt6vectorIiSaIiEE',
    '_ZZ4makevENKUlvE_clEPFivEM1AKFvvE',
    '_ZN1AcvT_IS0_EEz',
  ];
  const random = new SeededRandom(7);
  const below = (limit: number) => random.below(limit);
  for (let round = 0; round < 5000; round++) {
    const letters = [...(seeds[below(3)] ?? '')];
    for (let edit = below(4); edit >= 0; edit--)
      letters.splice(below(letters.length), below(2), 'NZIEJLXFPKSTtCDA_0123abcv'[below(25)] ?? '');
    const name = letters.join('');
    const text = [...'a::b<c>(int, d const&) const'].filter(() => below(12) > 0).join('');
    const suggestion = suggestFromMangled(name, text);
    if (suggestion) methodVariant(suggestion);
  }
  expect(suggestFromMangled('_Z1fi', 'f(int)')?.text).toBe('f(int)');
});
