import { expect } from '@playwright/test';
import { realLibrary } from '../../native-samples/real-libraries.ts';
import { ArgumentForm } from '../support/argument-form.ts';
import { test } from '../support/inspector.ts';

test('SQLite built with -g is opened, queried and closed from the form', async ({ launch }) => {
  const { window } = await launch({ files: [realLibrary('sqlite3').path] });
  const form = new ArgumentForm(window);
  const execute = async (sql: string) => {
    await window.select('sqlite3_exec');
    await form.giveSaved('db', 'db');
    await form.fill({ zSql: sql });
    await form.give('pArg', 'NULL');
    await window.call();
  };

  await test.step('sqlite3_open stores the handle, which is saved', async () => {
    await window.select('sqlite3_open');
    await form.fill({ zFilename: ':memory:' });
    await window.call();
    await expect(window.result).toContainText(/^0int/);
    await form.saveAfterCall('ppDb', 'db');
  });

  await test.step('sqlite3_exec calls back for each row', async () => {
    await execute("create table lamps(name, price); insert into lamps values ('desk', 12), ('floor', 80);");
    await expect(window.result).toContainText(/^0int/);
    await execute('select name, price from lamps order by price');
    await expect(window.result).toContainText(/^0int/);
    const calls = form.callsOf('xCallback').locator('tbody tr');
    await expect(calls).toHaveCount(2);
    await expect(calls.nth(0)).toContainText('desk');
    await expect(calls.nth(1)).toContainText('80');
  });

  await test.step('sqlite3_close ends it', async () => {
    await window.select('sqlite3_close');
    await form.giveSaved('db', 'db');
    await window.call();
    await expect(window.result).toContainText(/^0int/);
  });
});
