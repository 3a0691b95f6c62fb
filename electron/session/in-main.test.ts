import { beforeEach, expect, it } from 'vitest';
import { workshopForEachTest } from './testing/workshop.ts';

const source = (operator: string) => `extern "C" int add(int a, int b) { return a ${operator} b; }`;
const sum = 'int add(int a, int b)';
const workshop = workshopForEachTest();
beforeEach(async () => {
  await workshop.build(source('+'));
});

it('in main, a new build is opened at the same path in this very process', async () => {
  const real = await workshop.open({ options: { runIn: 'in-main' } });
  expect(await real.call(sum, '3', '4')).toBe('7');
  await workshop.build(source('*'));
  const { generation } = await real.until((state) => state.generation?.number === 2);
  expect(await real.call(sum, '3', '4')).toBe('12');
  expect(generation).toMatchObject({
    place: 'in-main',
    strategy: 'strict',
    pid: process.pid,
    stale: null,
  });
});

it('a build that fails in main is rolled back', async () => {
  const real = await workshop.open({ options: { runIn: 'in-main' } });
  await workshop.build('int missing(); extern "C" int add(int a, int b) { return missing(); }');
  await real.history.first(({ verdict }) => verdict === 'rolled-back');
  expect(await real.call(sum, '3', '4')).toBe('7');
});

it('a library moves to main and back to its own process', async () => {
  const real = await workshop.open();
  expect((await real.session.setOptions({ runIn: 'in-main' })).ok).toBe(true);
  expect(await real.call(sum, '3', '4')).toBe('7');
  expect(real.session.state().generation).toMatchObject({ number: 2, pid: process.pid });
  expect((await real.session.setOptions({ runIn: 'isolated' })).ok).toBe(true);
  expect(await real.call(sum, '3', '4')).toBe('7');
  expect(real.session.state().generation?.pid).not.toBe(process.pid);
});

it('a library that stays mapped in main is known as stale also when it is opened anew', async () => {
  const options = { runIn: 'in-main' } as const;
  await workshop.build(source('+'), ['-Wl,-z,nodelete']);
  const first = await workshop.open({ options });
  expect(first.session.state().generation?.stale).toBeNull();
  await first.session.close();
  await workshop.build(source('*'), ['-Wl,-z,nodelete']);
  const second = await workshop.open({ options });
  expect(await second.call(sum, '3', '4')).toBe('7');
  expect(second.session.state().generation?.stale?.warning).toContain('the old code keeps running');
});
