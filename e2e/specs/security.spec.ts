import { readFile } from 'node:fs/promises';
import { expect } from '@playwright/test';
import { test } from '../support/inspector.ts';

test('the page is sandboxed, isolated and has no Node', async ({ launch }) => {
  const { app, window } = await launch();
  const pid = await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId(),
  );
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  expect(status).toMatch(/^Seccomp:\s+2$/m);
  const globals = await window.page.evaluate(() =>
    ['require', 'process', 'module', 'Buffer'].filter((name) => name in globalThis),
  );
  expect(globals).toEqual([]);
});

test('inline script, eval, network and foreign frames are refused', async ({ launch }) => {
  const { window } = await launch();
  const outcome = await window.page.evaluate(async () => {
    const violations: string[] = [];
    document.addEventListener('securitypolicyviolation', (event) =>
      violations.push(event.effectiveDirective),
    );
    const image = document.createElement('img');
    image.src = 'http://127.0.0.1:9/x.png';
    document.body.append(image);
    const fetched = await fetch('http://127.0.0.1:9/').then(
      () => true,
      () => false,
    );
    const attempt = (name: string, work: () => unknown) => {
      try {
        work();
        return `${name} ran`;
      } catch {
        return `${name} refused`;
      }
    };
    // The debugger's own evaluation may use eval; what a timer runs later may not.
    await new Promise((resolve) => setTimeout(resolve));
    const results = [
      attempt('eval', () => new Function('return 1')()),
      attempt('innerHTML', () => {
        document.createElement('div').innerHTML = '<b>x</b>';
      }),
    ];
    image.remove();
    return { violations, fetched, results };
  });
  expect(outcome.fetched).toBe(false);
  expect(outcome.results).toEqual(['eval refused', 'innerHTML refused']);
  expect(outcome.violations).toContain('connect-src');
});

test('navigation, new windows and permissions are refused', async ({ launch }) => {
  const { app, window } = await launch();
  const url = window.page.url();
  await window.page.evaluate(() => {
    location.href = 'https://example.invalid/';
  });
  const opened = await window.page.evaluate(() => globalThis.open('https://example.invalid/') !== null);
  expect(opened).toBe(false);
  expect(window.page.url()).toBe(url);
  const windows = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
  expect(windows).toBe(1);
  const granted = await window.page.evaluate(async () => {
    const states = await Promise.all(
      (['geolocation', 'notifications', 'camera', 'microphone', 'clipboard-read'] as const).map((name) =>
        navigator.permissions.query({ name: name as PermissionName }).then((status) => status.state),
      ),
    );
    return states.filter((state) => state === 'granted');
  });
  expect(granted).toEqual([]);
});

test('the page cannot name a path or an unknown key', async ({ launch }) => {
  const { window } = await launch();
  const answer = await window.page.evaluate(async () => {
    const api = (
      globalThis as unknown as { dlscope: { request: Record<string, (input: unknown) => Promise<unknown>> } }
    ).dlscope;
    const bad = await api.request['library:open-recent']?.({ recentId: 'x', path: '/etc/passwd' }).catch(
      () => 'thrown',
    );
    return { bad: JSON.stringify(bad), frozen: Object.isFrozen(api) && Object.isFrozen(api.request) };
  });
  expect(answer.bad).toMatch(/invalid-request|thrown/);
  expect(answer.frozen).toBe(true);
});
