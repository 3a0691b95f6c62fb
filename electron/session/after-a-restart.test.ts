import { describe, expect, it } from 'vitest';
import type { BuildChange } from '../contract/history-entry.ts';
import { createFakeSession } from './testing/fake-session.ts';

const identity = { dev: 1n, ino: 1n, size: 1n, mtimeNs: 1n, ctimeNs: 1n };

function lastBuild(hash: string): BuildChange {
  return { identity, build: { buildId: null, hash } };
}

async function firstLine(hash: string) {
  const fake = createFakeSession({ lastBuild: lastBuild(hash) });
  const opened = fake.session.open();
  await fake.pass();
  await opened;
  return { fake, line: fake.history[0] };
}

describe('the first load after a restart', () => {
  it('says that it is the build from before', async () => {
    const { line } = await firstLine('one');
    expect(line).toMatchObject({ before: lastBuild('one'), compared: false });
    expect(line?.notes).toEqual(['It is the build that was loaded last.']);
  });

  it('names the build from before when it is another, and says nothing of what changed', async () => {
    const { line } = await firstLine('zero');
    expect(line).toMatchObject({ before: lastBuild('zero'), compared: false, changedCount: 0 });
    expect(line?.notes[0]).toContain('cannot be compared');
  });

  it('is followed by loads that are compared', async () => {
    const { fake } = await firstLine('zero');
    fake.replace('two');
    await fake.pass();
    expect(fake.history[1]).toMatchObject({ before: { build: { hash: 'one' } }, compared: true });
  });
});
