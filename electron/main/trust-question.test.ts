import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { trustQuestion } from './trust-question.ts';

test('the question shows all of the command and the folder, and who owns it; Cancel is the default', async () => {
  const folder = await mkdtemp(`${tmpdir()}/dlscope-question-`);
  const command = `make ${'x'.repeat(900)} && evil \u202etxt.exe`;
  const { detail, buttons, defaultId, cancelId } = await trustQuestion({ command, folder });
  expect(detail).toContain(`${'x'.repeat(900)} && evil \\u{202e}txt.exe`);
  expect(detail).toContain(folder);
  expect(detail).toMatch(/^Owner: {2}you \(/m);
  expect(detail).not.toContain('every user');
  expect([buttons[0], defaultId, cancelId]).toEqual(['Trust this folder for builds', 1, 1]);
  await chmod(folder, 0o777);
  expect((await trustQuestion({ command, folder })).detail).toContain('every user of this machine may write');
  expect((await trustQuestion({ command, folder: '/nowhere' })).detail).toContain('unknown');
  await rm(folder, { recursive: true });
});
