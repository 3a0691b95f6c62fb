import { expect } from '@playwright/test';
import { test } from '../support/inspector.ts';
import { SumProject } from '../support/sum-project.ts';

const faults = [
  { symbol: 'boom', shows: 'SIGSEGV' },
  { symbol: 'give_up', shows: 'SIGABRT' },
  { symbol: 'quit_now', shows: /exit/i },
] as const;

for (const { symbol, shows } of faults) {
  test(`${symbol} leaves the window, the arguments and the history as they were`, async ({
    folder,
    launch,
  }) => {
    const project = await SumProject.create(folder);
    const { window } = await launch({ files: [project.library] });
    await window.choose('add', 'int add(int a, int b)', { a: '3', b: '4' });
    await window.choose(symbol, `void ${symbol}(void)`);
    await window.call();
    await expect(window.result).toContainText(shows);
    await expect(window.generationRow(1)).toBeVisible();
    await window.choose('add', 'int add(int a, int b)');
    await expect(window.argument('a')).toHaveValue('3');
    await expect(window.argument('b')).toHaveValue('4');
    await window.call();
    await expect(window.result).toContainText('7');
    await project.rebuild({ add: 'a * b' });
    await expect(window.generationRow(2)).toBeVisible();
    await window.call();
    await expect(window.result).toContainText('12');
  });
}

test('of a process that something else ended no number is shown', async ({ folder, launch }) => {
  const project = await SumProject.create(folder);
  const { window } = await launch({ files: [project.library] });
  const pid = window.page.locator('.identity-pid code');
  // The first three times it is started again by itself.
  for (const times of [1, 2, 3, 4]) {
    process.kill(Number(await pid.textContent()), 'SIGKILL');
    await expect(window.historyRows('fault')).toHaveCount(times);
  }
  await expect(window.freshness).toHaveAccessibleName(/Process ended: Killed/);
  await expect(pid).toBeHidden();
  await window.reload();
  await expect(pid).toBeVisible();
});

test('Stop ends an endless loop, and the next call answers', async ({ folder, launch }) => {
  const project = await SumProject.create(folder);
  const { window } = await launch({ files: [project.library] });
  await window.choose('spin', 'void spin(void)');
  await window.call();
  await window.stop();
  await expect(window.result).toContainText(/stopped/i);
  await window.choose('add', 'int add(int a, int b)', { a: '3', b: '4' });
  await window.call();
  await expect(window.result).toContainText('7');
});

test('a rebuild during an endless loop is loaded once the loop is stopped', async ({ folder, launch }) => {
  const project = await SumProject.create(folder);
  const { window } = await launch({ files: [project.library] });
  await window.choose('spin', 'void spin(void)');
  await window.call();
  await project.rebuild({ add: 'a * b' });
  await expect(window.result).toContainText('A newer build waits for this call');
  await expect(window.freshness).toHaveAccessibleName(/waits for the open call/);
  await window.stop();
  await expect(window.generationRow(2)).toBeVisible();
  await window.choose('add', 'int add(int a, int b)', { a: '3', b: '4' });
  await window.call();
  await expect(window.result).toContainText('12');
});

test('a process that called code began, and that left its group, keeps nobody waiting', async ({
  folder,
  launch,
}) => {
  const project = await SumProject.create(folder);
  const declarations = `
    int access(const char *, int); int fork(); int setsid(); int usleep(unsigned); void _exit(int);
    int daemonise() {
      if (fork() != 0) return 1;
      setsid();
      while (access(${JSON.stringify(project.source)}, 0) == 0) usleep(20000);
      _exit(0);
    }`;
  await project.rebuild({ add: 'a + b', declarations });
  const { window } = await launch({ files: [project.library] });
  await window.choose('daemonise', 'int daemonise(void)');
  await window.call();
  await expect(window.result).toContainText('1');
  await window.choose('spin', 'void spin(void)');
  await window.call();
  await window.stop();
  await expect(window.result).toContainText(/stopped/i);
  await window.choose('daemonise', 'int daemonise(void)');
  await window.call();
  await expect(window.result).toContainText('1');
  await window.choose('boom', 'void boom(void)');
  await window.call();
  await expect(window.result).toContainText('SIGSEGV');
  await window.choose('add', 'int add(int a, int b)', { a: '3', b: '4' });
  await window.call();
  await expect(window.result).toContainText('7');
});

test('what the called code prints stands beside its result', async ({ folder, launch }) => {
  const project = await SumProject.create(folder);
  const { window } = await launch({ files: [project.library] });
  await window.choose('say', 'void say(const char *text)', { text: 'grüß dich' });
  await window.call();
  await expect(window.result).toContainText('grüß dich');
});

test('what a program prints that the called code started stands there too', async ({ folder, launch }) => {
  const project = await SumProject.create(folder);
  const declarations =
    'int system(const char *); int shell() { return system("echo from the shell; echo to stderr >&2"); }';
  await project.rebuild({ add: 'a + b', declarations });
  const { window } = await launch({ files: [project.library] });
  await window.choose('shell', 'int shell(void)');
  await window.call();
  await expect(window.result).toContainText('from the shell');
  await expect(window.result).toContainText('to stderr');
});

test('an argument that does not fit is named before the call', async ({ folder, launch }) => {
  const project = await SumProject.create(folder);
  const { window } = await launch({ files: [project.library] });
  await window.choose('add', 'int add(int a, int b)', { a: '3', b: '2147483648' });
  await window.call();
  await expect(window.callForm).toContainText(/b.*2147483648.*int/);
});
