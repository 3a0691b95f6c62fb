import { describe, expect, test } from 'vitest';
import { callTarget, lastNamePart } from './call-target.ts';

const plain = (name: string) => ({ name, demangled: name });
const area = { name: '_ZNK8geometry6Circle4areaEv', demangled: 'geometry::Circle::area() const' };
const plus = { name: '_ZN1VplERKS_', demangled: 'V::operator+(V const&)' };

describe('callTarget', () => {
  test('is the name in the prototype when no symbol is chosen', () => {
    expect(callTarget(null, 'nope')).toBe('nope');
    expect(callTarget(null, null)).toBeNull();
  });

  test('is the symbol while the prototype names it or cannot be read', () => {
    expect(callTarget(plain('add'), 'add')).toBe('add');
    expect(callTarget(plain('add'), null)).toBe('add');
  });

  test('is another name when the prototype says so: never a result under a wrong name', () => {
    expect(callTarget(plain('add'), 'nope')).toBe('nope');
    expect(callTarget(area, 'perimeter')).toBe('perimeter');
  });

  test('is the mangled symbol when the prototype has its plain name', () => {
    expect(callTarget(area, 'area')).toBe(area.name);
    expect(callTarget(area, area.name)).toBe(area.name);
  });

  test('is the mangled symbol when the prototype has its qualified name', () => {
    expect(callTarget(area, 'geometry::Circle::area')).toBe(area.name);
    expect(callTarget(area, 'Circle::area')).toBe(area.name);
    expect(callTarget(area, 'other::Circle::area')).toBe('other::Circle::area');
    expect(
      callTarget({ name: '_ZN2ns4makeIiEEvT_', demangled: 'void ns::make<int>(int)' }, 'ns::make<int>'),
    ).toBe('_ZN2ns4makeIiEEvT_');
  });

  test('is the symbol under any name when C cannot write its own', () => {
    expect(callTarget(plus, 'plus')).toBe(plus.name);
    expect(callTarget(plain('foo.part.0'), 'foo')).toBe('foo.part.0');
  });
});

test('lastNamePart', () => {
  expect(
    [
      'add(int, int)',
      'geometry::Circle::area() const',
      'ns::make<int, std::pair<a, b>>(int)',
      'void ns::apply<int>(int)',
      'plain',
      '(anonymous namespace)::hidden(int)',
      'V::operator<(V const&)',
      'V::operator()(int)',
      'V::operator bool() const',
    ].map(lastNamePart),
  ).toEqual(['add', 'area', 'make', 'apply', 'plain', 'hidden', 'operator<', 'operator()', 'operator bool']);
});
