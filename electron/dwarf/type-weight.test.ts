import { expect, it } from 'vitest';
import type { CType } from '../contract/prototype.ts';
import { weightOf } from './type-weight.ts';

const int: CType = { kind: 'integer', spelling: 'int', bits: 32, signed: true, character: false };

function functionOf(type: CType): CType {
  const parameters = [
    { name: null, type },
    { name: null, type },
  ];
  return { kind: 'function', spelling: 'f', result: int, parameters, variadic: false };
}

it('counts the parts of a type as they would be written', () => {
  expect(weightOf(int)).toBe(1);
  expect(weightOf({ kind: 'pointer', spelling: 'int *', to: int, toConst: false })).toBe(2);
  expect(weightOf(functionOf(int))).toBe(4);
});

it('tells of types that double with each level, without walking them', () => {
  let type: CType = int;
  for (let level = 0; level < 60; level += 1) type = functionOf(type);
  expect(weightOf(type)).toBeGreaterThan(2 ** 60);
});
