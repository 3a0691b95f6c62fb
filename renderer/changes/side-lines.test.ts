import { describe, expect, it } from 'vitest';
import { sideLines } from './side-lines.ts';

describe('the lines of a side', () => {
  it('are marked where the other side has no such line', () => {
    const before = '0: int x\n4: int y\n8 bytes';
    const after = '0: int x\n4: int z\n8: int y\n12 bytes';
    expect(sideLines(before, after).map(({ differs }) => differs)).toEqual([false, true, true]);
    expect(sideLines(after, before).map(({ differs }) => differs)).toEqual([false, true, true, true]);
  });

  it('are none where that build has nothing', () => {
    expect(sideLines('', 'new')).toEqual([]);
  });
});
