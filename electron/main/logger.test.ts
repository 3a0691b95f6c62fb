import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openLog } from './logger.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'dlscope-log-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

test('stays within its bound however long the program runs', () => {
  const log = openLog(folder, 2000);
  for (let number = 0; number < 200; number += 1) log.warn({ number }, 'a line');
  expect(readdirSync(folder).sort()).toEqual(['main.log', 'main.log.1']);
  for (const name of readdirSync(folder)) {
    const { size, mode } = statSync(path.join(folder, name));
    expect([size <= 2000, size > 1000 || name === 'main.log', mode & 0o777]).toEqual([true, true, 0o600]);
  }
  expect(readFileSync(path.join(folder, 'main.log'), 'utf8')).toContain('"number":199');
});

test('goes on where the last run ended', () => {
  openLog(folder).warn('first');
  openLog(folder).warn('second');
  expect(readFileSync(path.join(folder, 'main.log'), 'utf8')).toMatch(/first.*\n.*second/);
});

test('a pipe in the place of the log is not waited for', () => {
  execFileSync('mkfifo', [path.join(folder, 'main.log')]);
  expect(() => openLog(folder)).not.toThrow();
});
