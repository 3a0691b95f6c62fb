import { describe, expect, it } from 'vitest';
import type { HistoryEntry } from '../contract/history-entry.ts';
import type { RealSession } from './testing/real-session.ts';
import { workshopForEachTest } from './testing/workshop.ts';

const debug = ['-g'];
const source = (members: string, result: string, operator: string) => `
  struct point { ${members} };
  extern "C" ${result} add(int a, int b) { return a ${operator} b; }
  extern "C" int norm(const struct point *p) { return p->x * p->x + p->y * p->y; }
`;

const workshop = workshopForEachTest();

function comparedEntry(real: RealSession, number: number): Promise<HistoryEntry> {
  return real.history.first(({ generation, changes }) => generation === number && changes?.complete === true);
}

const sentences = ({ changes }: HistoryEntry) =>
  changes?.changes.map(({ severity, sentence }) => `${severity}: ${sentence}`);

describe('a load', () => {
  it('is told at once with the changes of the exports, and then with those of prototypes and layouts', async () => {
    await workshop.build(source('int x, y;', 'int', '+'), debug);
    const real = await workshop.open();
    await workshop.build(source('int x, y, z;', 'long', '*'), debug);
    const first = await real.history.first(({ generation }) => generation === 2);
    expect(first).toMatchObject({ replaced: 1, changedCount: 1, changes: { complete: false } });
    expect(sentences(first)).toContain('compatible: The code of `add` changed.');
    const whole = await comparedEntry(real, 2);
    expect(sentences(whole)).toEqual([
      'breaking: `add` returns long now, was int.',
      'risky: `point` grew from 8 to 12 bytes: z was added at 8; reached through pointers by `norm`.',
      'compatible: The code of `add` changed.',
    ]);
    expect(whole.changes).toMatchObject({ counts: { breaking: 1, risky: 1, compatible: 1 }, notes: [] });
    expect(real.history.entries.filter(({ id }) => id === whole.id)).toEqual([whole]);
  });

  it('says what could not be compared', async () => {
    await workshop.build(source('int x, y;', 'int', '+'), debug);
    const real = await workshop.open();
    await workshop.build(source('int x, y;', 'int', '*'));
    const whole = await comparedEntry(real, 2);
    expect(whole.changes?.notes).toEqual([
      'The new build has no debug information: prototypes and layouts were not compared.',
    ]);
  });

  it('that is the first of a library has nothing to be compared with', async () => {
    await workshop.build(source('int x, y;', 'int', '+'), debug);
    const real = await workshop.open();
    expect(real.history.entries[0]).toMatchObject({ generation: 1, replaced: null, changes: null });
  });
});

describe('any two builds that are kept', () => {
  it('are compared with what stands in each, and the ones of a load are known already', async () => {
    await workshop.build(source('int x, y;', 'int', '+'), debug);
    const real = await workshop.open();
    await workshop.build(source('int x, y, z;', 'int', '*'), debug);
    const whole = await comparedEntry(real, 2);
    await workshop.build(source('int x, y, z;', 'long', '-'), debug);
    await comparedEntry(real, 3);
    const compared = await real.session.compare(1, 2);
    expect(compared).toMatchObject({ ok: true, value: { counts: whole.changes?.counts } });
    const apart = await real.session.compare(1, 3);
    const sides = apart.ok ? apart.value.changes.map((change) => change.sides) : [];
    expect(sides).toContainEqual({ before: 'int add(int a, int b)', after: 'long add(int a, int b)' });
    expect(sides).toContainEqual({
      before: '0: int x\n4: int y\n8 bytes, alignment 4',
      after: '0: int x\n4: int y\n8: int z\n12 bytes, alignment 4',
    });
    expect(await real.session.compare(1, 9)).toMatchObject({ ok: false, failure: { code: 'unknown-id' } });
  });
});
