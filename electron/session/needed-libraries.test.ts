import { describe, expect, it } from 'vitest';
import { depthFor, findNeededFromOrigin } from './needed-libraries.ts';

const present = ['/app/lib/liba.so', '/app/plugins/liba.so', '/app/plugins/libb.so', '/app/libc.so'];

function find(facts: { needed: string[]; runpath?: string; rpath?: string }) {
  const exists = (file: string) => Promise.resolve(present.includes(file));
  return findNeededFromOrigin({ runpath: null, rpath: null, ...facts }, '/app/plugins', exists);
}

describe('needed libraries', () => {
  it.each([
    ['in the own folder', { needed: ['libb.so'], runpath: '$ORIGIN' }, '/app/plugins/libb.so', 'libb.so'],
    [
      'written with braces',
      { needed: ['libb.so'], runpath: ['$', '{ORIGIN}/.'].join('') },
      '/app/plugins/libb.so',
      'libb.so',
    ],
    [
      'in the first folder that has it',
      { needed: ['liba.so'], runpath: '$ORIGIN/../lib:$ORIGIN' },
      '/app/lib/liba.so',
      '../lib/liba.so',
    ],
    ['through RPATH', { needed: ['libb.so'], rpath: '$ORIGIN' }, '/app/plugins/libb.so', 'libb.so'],
    ['by a path of their own', { needed: ['$ORIGIN/../libc.so'] }, '/app/libc.so', '../libc.so'],
  ])('are found %s', async (_name, facts, original, relative) => {
    expect(await find(facts)).toEqual([{ original, relative }]);
  });

  it.each([
    ['RUNPATH hides RPATH', { needed: ['libb.so'], rpath: '$ORIGIN', runpath: '/usr/lib' }],
    ['relative folders mean the working directory', { needed: ['libb.so'], runpath: '.:plugins' }],
    ['no run path', { needed: ['libb.so'] }],
    ['another token', { needed: ['libb.so'], runpath: '$ORIGINAL:$LIB' }],
    ['it is elsewhere', { needed: ['libm.so.6'], runpath: '$ORIGIN' }],
  ])('are left to the loader: %s', async (_name, facts) => {
    expect(await find(facts)).toEqual([]);
  });

  it('tell how deep the copy must lie', () => {
    expect(depthFor([])).toBe(0);
    const relatives = ['libb.so', '../lib/liba.so', '../../other/libd.so'];
    expect(depthFor(relatives.map((relative) => ({ original: '', relative })))).toBe(2);
  });
});
