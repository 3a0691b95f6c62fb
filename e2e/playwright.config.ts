import { defineConfig } from '@playwright/test';

/** Set by the test script: where reports go when the checkout belongs to another user. */
const outputDir = process.env.DLSCOPE_TEST_OUTPUT ?? '../test-results';

export default defineConfig({
  testDir: './specs',
  outputDir,
  // One Electron at a time: two cores are shared with g++ and the library under test.
  workers: 1,
  fullyParallel: false,
  forbidOnly: process.env.CI !== undefined,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list']],
});
